using System;

namespace RnnGen.Mpi;

/// <summary>
/// The ranks do not do the same: another cell, another seed, another number of steps. All ranks throw it, at the same place and with the
/// same message, and nothing has changed on any of them.
/// </summary>
public sealed class MpiDisagreementException : MpiException
{
    /// <summary>An exception without a message of its own.</summary>
    public MpiDisagreementException()
    {
    }

    /// <summary>An exception that names the rank, what it has and what was expected.</summary>
    /// <param name="message">The same on all ranks.</param>
    public MpiDisagreementException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with its cause.</summary>
    /// <param name="message">The same on all ranks.</param>
    /// <param name="innerException">The cause.</param>
    public MpiDisagreementException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
