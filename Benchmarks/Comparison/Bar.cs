namespace RnnGen.Benchmarks.Comparison;

/// <summary>What has to be reached: a ratio of medians against a peer, above 1 where we are faster, or a share of the FMA peak.</summary>
internal sealed record Bar(string Against, double Minimum)
{
    public const string Peak = "FMA peak";
}
