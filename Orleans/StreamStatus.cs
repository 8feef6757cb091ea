using Orleans;

namespace RnnGen.Orleans;

/// <summary>What became of a call of a session.</summary>
[GenerateSerializer]
[Alias("RnnGen.StreamStatus")]
public enum StreamStatus
{
    /// <summary>The steps are taken.</summary>
    Taken,

    /// <summary>They were taken by an earlier call of the same steps, whose outputs these are: its reply may have been lost.</summary>
    Repeated,

    /// <summary>
    /// The session is at an earlier step, because a silo was lost with the steps since its last checkpoint. Nothing was done: send the
    /// inputs again from <see cref="StreamReply.Position"/> on.
    /// </summary>
    Behind,

    /// <summary>The session is at a later step, and these outputs are no longer kept. Nothing was done.</summary>
    Ahead,

    /// <summary>The silo has as many calls waiting as <see cref="StreamOptions.QueueLimit"/> allows. Nothing was done: try later.</summary>
    Busy,

    /// <summary>The silo has as many sessions as <see cref="StreamOptions.Capacity"/> allows. Nothing was done: try later.</summary>
    Full,
}
