using System;

namespace RnnGen.Orleans;

/// <summary>How a client follows a session.</summary>
public sealed class StreamSessionOptions
{
    /// <summary>
    /// Where it begins: the steps that the session has taken, and whose outputs are known. The inputs before are not kept, so the session
    /// has to be saved there.
    /// </summary>
    public long Position { get; init; }

    /// <summary>How long it tries again, where a silo is lost, busy or full, before it gives up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long it waits between two tries.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(50);
}
