using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>The tensors of a file by name, in the order of the file.</summary>
public sealed class NamedTensors : IReadOnlyList<ImportedTensor>
{
    private readonly List<ImportedTensor> _tensors;
    private readonly Dictionary<string, ImportedTensor> _byName = new(StringComparer.Ordinal);

    internal NamedTensors(IEnumerable<ImportedTensor> tensors)
    {
        _tensors = [.. tensors];
        foreach (ImportedTensor tensor in _tensors)
        {
            if (!_byName.TryAdd(tensor.Name, tensor))
                throw ModelFormatException.Damaged("", $"The file has the tensor {Quoting.Quote(tensor.Name)} twice.");
        }
    }

    /// <summary>The tensors of a safetensors file.</summary>
    /// <exception cref="ModelFormatException">A tensor has an element type that does not become a number.</exception>
    public static NamedTensors From(SafetensorsFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file.Tensors.Select(SafetensorsFormat.Convert));
    }

    /// <summary>The number of tensors.</summary>
    public int Count => _tensors.Count;

    /// <summary>The tensor at a place of the file's order.</summary>
    public ImportedTensor this[int index] => _tensors[index];

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists what there is.</exception>
    public ImportedTensor this[string name] => Find(name) ?? throw new KeyNotFoundException(
        $"The file has no tensor {Quoting.Quote(name)}; it has {Quoting.Join(_tensors.Select(tensor => tensor.Name))}.");

    /// <summary>The tensor of that name, or null.</summary>
    public ImportedTensor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>
    /// The tensors as a safetensors file, which cells load: <c>parameters.Load(tensors.ToSafetensors(), options)</c>. Elements become F32,
    /// or F64 for cells of double.
    /// </summary>
    /// <param name="isDouble">Whether elements become F64.</param>
    /// <exception cref="ModelFormatException">A finite number is beyond the range of float.</exception>
    public SafetensorsFile ToSafetensors(bool isDouble = false)
    {
        var file = new SafetensorsFile();
        foreach (ImportedTensor tensor in _tensors)
        {
            if (isDouble)
                file.Add(tensor.Name, [.. tensor.Shape], tensor.Values);
            else
                file.Add<float>(tensor.Name, [.. tensor.Shape], Rounded(tensor));
        }

        return file;
    }

    /// <inheritdoc/>
    public IEnumerator<ImportedTensor> GetEnumerator() => _tensors.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static float[] Rounded(ImportedTensor tensor)
    {
        var values = new float[tensor.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)tensor.Values[i];
            if (double.IsFinite(tensor.Values[i]) && !float.IsFinite(values[i]))
                throw ModelFormatException.Unsupported(
                    $"tensor '{tensor.Name}'", $"{tensor.Values[i]:G9} at {i} is beyond the range of float.");
        }

        return values;
    }
}
