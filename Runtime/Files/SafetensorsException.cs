using System;
using System.IO;

namespace RnnGen;

/// <summary>A file is no valid safetensors file, or does not hold what was asked of it. The message says what and where.</summary>
public sealed class SafetensorsException : IOException
{
    /// <summary>Makes the exception.</summary>
    public SafetensorsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    public SafetensorsException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
