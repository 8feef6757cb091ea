using System;

namespace RnnGen;

/// <summary>A pool has refused a handle. Nothing has changed: no session of the call has moved.</summary>
public sealed class StateHandleException : ArgumentException
{
    /// <summary>A handle was refused.</summary>
    public StateHandleException()
        : this("A handle names no session of the pool.")
    {
    }

    /// <summary>A handle was refused.</summary>
    /// <param name="message">Why.</param>
    public StateHandleException(string message)
        : base(message)
    {
    }

    /// <summary>A handle was refused.</summary>
    /// <param name="message">Why.</param>
    /// <param name="innerException">What came before.</param>
    public StateHandleException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal StateHandleException(StateHandleFault fault, int index, string message, string argument)
        : base(message, argument)
        => (Fault, Index) = (fault, index);

    /// <summary>Why it was refused.</summary>
    public StateHandleFault Fault { get; }

    /// <summary>Its place among the handles of the call; 0 where the call takes one.</summary>
    public int Index { get; }
}
