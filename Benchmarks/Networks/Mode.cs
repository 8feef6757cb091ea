namespace RnnGen.Benchmarks.Networks;

/// <summary>What is asked of a cell.</summary>
internal enum Mode
{
    /// <summary>One time step of one running sequence per call.</summary>
    Step,

    /// <summary>One sequence per call.</summary>
    Run,

    /// <summary>Inference on a batch of sequences.</summary>
    Forward,

    /// <summary>Forward and backward on a batch of sequences, without an optimiser.</summary>
    Training,
}
