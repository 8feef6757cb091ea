namespace RnnGen.Benchmarks.Contestants;

/// <summary>The columns of the table.</summary>
internal static class Peers
{
    public const string Ours = "ours";
    public const string Naive = "naive C#";
    public const string Tensors = "TensorPrimitives";
    public const string Onnx = "ONNX Runtime";
    public const string OneDnn = "oneDNN";

    /// <summary>Our own cell as <c>rnngen export</c> writes it in C, compiled by gcc for this machine: it tells, and has no bar.</summary>
    public const string ExportedC = "exported C";

    /// <summary>Plain loops in C, compiled in the same way.</summary>
    public const string NaiveC = "naive C";

    /// <summary>One pass over a matrix with intrinsics, the yardstick of memories.</summary>
    public const string ByHand = "by hand";

    public const string OurLstm = "our LSTM";

    /// <summary>Our own kernels on one thread, beside several.</summary>
    public const string OneThread = "one thread";

    /// <summary>Our own kernels with floats for weights, beside bfloat16.</summary>
    public const string Floats = "our floats";

    /// <summary>Our own training with a tape that saves, beside one that computes again.</summary>
    public const string Saving = "our saving";

    /// <summary>Our own kernels over all steps of all sequences, beside those that know their lengths.</summary>
    public const string Padding = "our padding";

    /// <summary>Our cells as another build of the generator emits them.</summary>
    public const string Baseline = "baseline";

    public static string[] All => [Naive, NaiveC, ExportedC, Tensors, Onnx, OneDnn, OurLstm, OneThread, Floats, Saving, Padding, Baseline];
}
