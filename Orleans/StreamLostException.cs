using System;

namespace RnnGen.Orleans;

/// <summary>
/// A session cannot be followed any further: it is where no inputs are kept from, or another client has moved it.
/// <see cref="IStreamGrain.End"/> begins it anew.
/// </summary>
public sealed class StreamLostException : Exception
{
    /// <summary>A session is lost.</summary>
    public StreamLostException()
        : this("The session cannot be followed any further.")
    {
    }

    /// <summary>A session is lost.</summary>
    /// <param name="message">Why.</param>
    public StreamLostException(string message)
        : base(message)
    {
    }

    /// <summary>A session is lost.</summary>
    /// <param name="message">Why.</param>
    /// <param name="innerException">What came before.</param>
    public StreamLostException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
