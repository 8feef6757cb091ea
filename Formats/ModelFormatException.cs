using System;
using System.IO;

namespace RnnGen.Formats;

/// <summary>Why a model was not read.</summary>
public enum ModelFailure
{
    /// <summary>The file is not what it claims to be: bytes are missing, contradict each other, or are out of range.</summary>
    Damaged,

    /// <summary>The file is sound, but has a layer, a variant or an element type that cannot be carried over exactly.</summary>
    Unsupported,

    /// <summary>No reader knows the file.</summary>
    Unrecognized,
}

/// <summary>
/// A model was not read. The message says where in the file, what was found and what was expected, and what to do. Nothing is ever half
/// read: whoever gets this exception has no model.
/// </summary>
public sealed class ModelFormatException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="where">The layer, the tensor or the offset in the file; empty for the file as a whole.</param>
    /// <param name="message">What was found and expected, and what to do.</param>
    /// <param name="inner">What the reader met, if anything was thrown.</param>
    public ModelFormatException(ModelFailure failure, string where, string message, Exception? inner = null)
        : base(where.Length == 0 ? message : $"{where}: {message}", inner)
    {
        Failure = failure;
        Where = where;
    }

    /// <summary>Why.</summary>
    public ModelFailure Failure { get; }

    /// <summary>The layer, the tensor or the offset in the file; empty for the file as a whole.</summary>
    public string Where { get; }

    /// <summary>The file contradicts itself or its format.</summary>
    public static ModelFormatException Damaged(string where, string message, Exception? inner = null) =>
        new(ModelFailure.Damaged, where, message, inner);

    /// <summary>The file is sound; what it says cannot be carried over.</summary>
    public static ModelFormatException Unsupported(string where, string message) => new(ModelFailure.Unsupported, where, message);
}
