namespace RnnGen.Benchmarks.Comparison;

/// <summary>What a scenario has that is not the default.</summary>
internal static class Variants
{
    public const string TwoThreads = "2 threads";

    public const string BFloat16 = "bfloat16";

    public const string Recompute = "recompute";

    public const string Lengths = "lengths 1..T";

    /// <summary>How far a state may be from the truth where weights are bfloat16: measured 4e-3 at initial weights.</summary>
    public const double BFloat16Tolerance = 0.02;
}
