using Orleans;

namespace RnnGen.Orleans;

/// <summary>What a session answers. Whatever became of a call, the next one goes on at <see cref="Position"/>.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RnnGen.StreamReply")]
public readonly record struct StreamReply
{
    /// <summary>What became of the call.</summary>
    [Id(0)]
    public StreamStatus Status { get; init; }

    /// <summary>How many steps the session has taken, which is the number of its next one; 0 where the silo is full.</summary>
    [Id(1)]
    public long Position { get; init; }

    /// <summary>How many of them are saved and survive the loss of the silo: inputs before this step are not needed again.</summary>
    [Id(2)]
    public long Saved { get; init; }

    /// <summary>The outputs, where the steps are <see cref="StreamStatus.Taken"/> or <see cref="StreamStatus.Repeated"/>.</summary>
    [Id(3)]
    public StreamFrames Outputs { get; init; }
}
