namespace RnnGen.Tool.Showing;

/// <summary>The caches of a core in KiB, for the question whether a step fits.</summary>
internal sealed record CacheSizes(int First, int Second)
{
    /// <summary>What nearly every core of the last ten years has at least.</summary>
    public static CacheSizes Usual { get; } = new(32, 512);

    /// <summary>Where so many bytes stay from step to step.</summary>
    public string Fit(long bytes) => bytes <= First * 1024L ? $"stays in the first-level cache ({First} KiB)"
        : bytes <= Second * 1024L ? $"stays in the second-level cache ({Second} KiB)"
        : $"is larger than the second-level cache ({Second} KiB)";
}
