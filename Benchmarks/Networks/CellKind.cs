namespace RnnGen.Benchmarks.Networks;

/// <summary>The cells that are compared; names of parameters and their shapes are those of the zoo.</summary>
internal enum CellKind
{
    Lstm,

    /// <summary>Reset before the recurrent product: oneDNN's GRU, ONNX with linear_before_reset = 0.</summary>
    Gru,

    /// <summary>Reset after the recurrent product: oneDNN's LBR-GRU, ONNX with linear_before_reset = 1.</summary>
    GruResetAfter,

    Rnn,

    /// <summary>A cell that no library has, with the products of the LSTM.</summary>
    Invented,
}
