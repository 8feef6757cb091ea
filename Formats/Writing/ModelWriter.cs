using System;

namespace RnnGen.Formats;

/// <summary>Writes an imported network as a definition of a cell, with the names of its source, and tensors in the definition's names.</summary>
public static class ModelWriter
{
    /// <summary>Writes a model.</summary>
    /// <param name="model">One whose layers fit each other.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ModelFormatException">A tensor has a number beyond the range of float, or the model is larger than a cell may be.</exception>
    public static WrittenModel Write(ImportedModel model, WriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        throw new NotSupportedException();
    }
}
