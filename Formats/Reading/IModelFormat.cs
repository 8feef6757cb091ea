using System;

namespace RnnGen.Formats;

/// <summary>One format that models are read from. Its row stands in <see cref="ModelFile"/>.</summary>
internal interface IModelFormat
{
    /// <summary>What people call it, such as <c>ONNX</c>.</summary>
    string Name { get; }

    /// <summary>Whether a file looks like it, by its first bytes and its name.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="fileName">Its name with the extension.</param>
    bool Recognizes(ReadOnlySpan<byte> bytes, string fileName);

    /// <summary>Reads the model.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">The name of a model whose file says none: that of the file, without the extension.</param>
    /// <exception cref="ModelFormatException">It is damaged, or has what cannot be carried over.</exception>
    ImportedModel Read(ReadOnlyMemory<byte> bytes, string name);

    /// <summary>Reads the model, told what the file does not say. Formats whose files say all leave it as it is.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">The name of a model whose file says none.</param>
    /// <param name="options">What the file does not say.</param>
    /// <exception cref="ModelFormatException">It is damaged, or has what cannot be carried over.</exception>
    ImportedModel Read(ReadOnlyMemory<byte> bytes, string name, ReadOptions options) => Read(bytes, name);
}
