using System;
using System.Text;
using RnnGen.Mpi.Native;

namespace RnnGen.Mpi;

/// <summary>MPI is not there, a call of it failed, or the ranks do not do the same.</summary>
public class MpiException : Exception
{
    /// <summary>An exception without a message of its own.</summary>
    public MpiException()
    {
    }

    /// <summary>An exception that says what is wrong.</summary>
    /// <param name="message">What was found, what was expected, and what to do.</param>
    public MpiException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with its cause.</summary>
    /// <param name="message">What was found, what was expected, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public MpiException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static void ThrowOnError(int error)
    {
        if (error == MpiAbi.Success)
        {
            return;
        }

        Span<byte> text = stackalloc byte[MpiAbi.LongestError];
        int length = MpiAbi.MPI_Error_string(error, text, out int written) == MpiAbi.Success ? Math.Min(written, text.Length) : 0;
        throw new MpiException($"MPI failed with error {error}: {Encoding.UTF8.GetString(text[..length]).TrimEnd('\0')}");
    }
}
