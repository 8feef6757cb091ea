using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// Named tensors and text metadata in the safetensors format: 8 bytes with the header's length N (little-endian), N bytes of JSON,
/// then the data. Read strictly: what the format forbids is refused before anything is allocated for it.
/// <code>
/// SafetensorsFile file = SafetensorsFile.Read("model.safetensors");
/// foreach (SafetensorsTensor tensor in file.Tensors) Console.WriteLine(tensor);   // lstm.weight_ih_l0: BF16 [256, 16]
/// file["lstm.weight_ih_l0"].CopyTo(parameters.weight_ih_l0, convert: true);
/// </code>
/// The format: https://github.com/huggingface/safetensors.
/// </summary>
public sealed class SafetensorsFile
{
    private readonly List<SafetensorsTensor> _tensors = [];
    private readonly Dictionary<string, SafetensorsTensor> _byName = new(StringComparer.Ordinal);

    /// <summary>Text beside the tensors, sorted by key when written.</summary>
    public IDictionary<string, string> Metadata { get; private init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors => _tensors.AsReadOnly();

    /// <summary>Reads a whole file. Of another kind of file (.pt, .h5, …) the message says what it is and what to do.</summary>
    /// <exception cref="SafetensorsException">It is no valid safetensors file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SafetensorsFile Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream);
    }

    /// <summary>Reads a stream from where it stands up to its end, which has to be the end of the data. Need not be seekable.</summary>
    /// <exception cref="SafetensorsException">It is no valid safetensors file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SafetensorsFile Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SafetensorsHeader header = SafetensorsReader.ReadHeader(stream);
        var file = new SafetensorsFile { Metadata = header.Metadata };
        foreach (SafetensorsHeader.Entry entry in header.Entries)
        {
            byte[] bytes = SafetensorsReader.ReadBytes(stream, entry.End - entry.Begin, $"tensor '{entry.Name}'");
            file.Add(new SafetensorsTensor(entry.Name, entry.Dtype, entry.Shape, bytes));
        }

        SafetensorsReader.RequireEnd(stream);
        return file;
    }

    /// <summary>A file as it lies in memory, which has to stay there as long as the tensors are used: nothing is copied.</summary>
    /// <exception cref="SafetensorsException">It is no valid safetensors file.</exception>
    internal static SafetensorsFile Over(ReadOnlyMemory<byte> bytes)
    {
        (SafetensorsHeader header, int start) = SafetensorsReader.ReadHeader(bytes.Span);
        var file = new SafetensorsFile { Metadata = header.Metadata };
        foreach (SafetensorsHeader.Entry entry in header.Entries)
        {
            ReadOnlyMemory<byte> data = bytes.Slice(start + (int)entry.Begin, (int)(entry.End - entry.Begin));
            file.Add(new SafetensorsTensor(entry.Name, entry.Dtype, entry.Shape, data));
        }

        return file;
    }

    /// <summary>Adds a copy of a tensor.</summary>
    /// <param name="name">Its name, unique in the file.</param>
    /// <param name="shape">Its extents; empty for a scalar.</param>
    /// <param name="values">Its elements, row-major.</param>
    /// <exception cref="ArgumentException">The name is taken or reserved, or the shape has another number of elements.</exception>
    public void Add<T>(string name, ReadOnlySpan<int> shape, ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(name);
        var extents = new long[shape.Length];
        Int128 count = 1;
        for (int i = 0; i < extents.Length; i++)
        {
            extents[i] = shape[i];
            count *= shape[i];
        }

        if (count != values.Length)
        {
            throw new ArgumentException(
                $"Tensor '{name}' of shape {SafetensorsTensor.ShapeText(extents)} was given {values.Length} values.", nameof(values));
        }

        if (name == SafetensorsHeader.MetadataKey || _byName.ContainsKey(name))
        {
            throw new ArgumentException($"The tensor name '{name}' is taken.", nameof(name));
        }

        Add(SafetensorsTensor.Create(name, extents, values));
    }

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="KeyNotFoundException">The file has none; the message names the nearest, or the first ones.</exception>
    public SafetensorsTensor this[string name] => Find(name) ?? throw NotFound(name);

    /// <summary>The tensor of that name, or null.</summary>
    public SafetensorsTensor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>
    /// Writes a file so that it appears whole or not at all: into a temporary file beside it, flushed to the disk, then moved.
    /// </summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path)
    {
        string target = Path.GetFullPath(path);
        string temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                Write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes to a stream, which is left open.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(SafetensorsWriter.Header(Metadata, _tensors));
        foreach (SafetensorsTensor tensor in _tensors)
        {
            stream.Write(tensor.Bytes);
        }
    }

    private KeyNotFoundException NotFound(string name)
    {
        const int Most = 20;
        List<string> names = _tensors.ConvertAll(tensor => tensor.Name);
        string has = TensorNames.Nearest(name, names) is { } nearest
            ? $"did you mean '{nearest}'?"
            : $"it has {string.Join(", ", names.GetRange(0, Math.Min(Most, names.Count)).ConvertAll(TensorNames.Quote))}" +
                (names.Count > Most ? $" and {names.Count - Most} more." : ".");
        return new KeyNotFoundException($"The file has no tensor {TensorNames.Quote(name)}; {has}");
    }

    private void Add(SafetensorsTensor tensor)
    {
        _tensors.Add(tensor);
        _byName.Add(tensor.Name, tensor);
    }
}
