using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace RnnGen.Formats;

/// <summary>The storages of a checkpoint, and the tensors that are views of them. Views may be strided and share a storage.</summary>
/// <param name="archive">The checkpoint.</param>
/// <param name="folder">Where <c>data.pkl</c> lies, with the slash.</param>
internal sealed class TorchStorages(ZipContainer archive, string folder)
{
    private const int MostDimensions = 8;

    private readonly Dictionary<string, byte[]> _storages = new(StringComparer.Ordinal);
    private readonly bool _bigEndian = IsBigEndian(archive, folder);

    /// <summary>A tensor with its elements in row-major order.</summary>
    public ImportedTensor Read(string name, PickleTensor tensor, ReadingBudget budget)
    {
        string where = $"tensor {Quoting.Quote(name)}";
        int[] shape = Shape(tensor, where);
        long count = shape.Aggregate(1L, (product, extent) => product * extent);
        if (count > tensor.Storage.Count)
            throw ModelFormatException.Unsupported(where, "it repeats elements of its storage: save tensor.contiguous().");
        budget.Spend(count, sizeof(double), where);
        var values = new double[count];
        if (count > 0) Gather(Elements(tensor, where), tensor, shape, values);
        return new ImportedTensor(name, tensor.Storage.Type, shape, values);
    }

    private static bool IsBigEndian(ZipContainer archive, string folder)
    {
        string entry = $"{folder}byteorder"; // since PyTorch 2.1; without it little
        if (!archive.Has(entry)) return false;
        return Encoding.ASCII.GetString(archive.Read(entry)) switch
        {
            "little" => false,
            "big" => true,
            string other => throw ModelFormatException.Damaged("zip archive", $"its byteorder is {Quoting.Quote(other)}."),
        };
    }

    private static int[] Shape(PickleTensor tensor, string where)
    {
        if (tensor.Shape.Length != tensor.Strides.Length || tensor.Shape.Length > MostDimensions)
            throw ModelFormatException.Damaged(where, $"it has {tensor.Shape.Length} extents and {tensor.Strides.Length} strides.");
        Int128 count = 1;
        foreach (long extent in tensor.Shape)
        {
            if (extent is < 0 or > int.MaxValue || (count *= extent) > Array.MaxLength)
                throw ModelFormatException.Damaged(where, "its shape is beyond all memory.");
        }

        return [.. tensor.Shape.Select(extent => (int)extent)];
    }

    // The bytes of the storage, if the whole view lies within.
    private byte[] Elements(PickleTensor tensor, string where)
    {
        PickleStorage storage = tensor.Storage;
        if (!_storages.TryGetValue(storage.Key, out byte[]? bytes))
            _storages.Add(storage.Key, bytes = archive.Read($"{folder}data/{storage.Key}"));
        Int128 first = tensor.Offset, last = tensor.Offset;
        for (int i = 0; i < tensor.Shape.Length; i++)
        {
            Int128 reach = (Int128)(tensor.Shape[i] - 1) * tensor.Strides[i];
            (first, last) = (first + Int128.Min(reach, 0), last + Int128.Max(reach, 0));
        }

        long held = Math.Min(storage.Count, bytes.Length / ElementType.Size(storage.Type));
        return first >= 0 && last < held
            ? bytes
            : throw ModelFormatException.Damaged(where, $"it takes elements {first} to {last} of a storage that has {held}.");
    }

    private void Gather(byte[] bytes, PickleTensor tensor, int[] shape, double[] values)
    {
        int size = ElementType.Size(tensor.Storage.Type);
        Span<int> index = stackalloc int[MostDimensions];
        long at = tensor.Offset;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ElementType.Read(tensor.Storage.Type, bytes.AsSpan((int)(at * size), size), _bigEndian);
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                at += tensor.Strides[axis];
                if (++index[axis] < shape[axis]) break;
                at -= tensor.Strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
    }
}
