using Orleans;

namespace RnnGen.Orleans.Silo;

/// <summary>
/// A session as it is saved and as it moves. The outputs of the last call are part of it, because its reply may be lost on the way: whoever
/// sends the call again gets them.
/// </summary>
[GenerateSerializer]
[Alias("RnnGen.StreamCheckpoint")]
internal sealed class StreamCheckpoint
{
    /// <summary>The steps that the session has taken.</summary>
    [Id(0)]
    public long Position { get; set; }

    /// <summary>What the pool saves of it, with the fingerprint of the cell; nothing where the session has not begun.</summary>
    [Id(1)]
    public byte[] State { get; set; } = [];

    /// <summary>The first step of the last call.</summary>
    [Id(2)]
    public long LastCall { get; set; }

    /// <summary>Its outputs.</summary>
    [Id(3)]
    public byte[] LastOutputs { get; set; } = [];
}
