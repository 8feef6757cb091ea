using System;
using Orleans;

namespace RnnGen.Orleans;

/// <summary>
/// The saved state of a session is not one of this silo's cell: it is of another cell, of one whose equations have changed since, or
/// damaged.
/// Nothing is lost: the state stays as it is saved, for a silo with the cell it is of. <see cref="IStreamGrain.End"/> deletes it.
/// </summary>
[GenerateSerializer]
[Alias("RnnGen.StreamStateException")]
public sealed class StreamStateException : Exception
{
    /// <summary>A state was refused.</summary>
    public StreamStateException()
        : this("The saved state of a session is not one of this silo's cell.")
    {
    }

    /// <summary>A state was refused.</summary>
    /// <param name="message">Why.</param>
    public StreamStateException(string message)
        : base(message)
    {
    }

    /// <summary>A state was refused.</summary>
    /// <param name="message">Why.</param>
    /// <param name="innerException">What came before.</param>
    public StreamStateException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
