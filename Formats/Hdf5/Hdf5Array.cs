using System;
using System.Collections.Generic;
using System.Text;

namespace RnnGen.Formats;

/// <summary>Elements of a type and a shape: the value of an attribute, or a dataset's.</summary>
/// <param name="Type">The type.</param>
/// <param name="Shape">The extents; empty for a scalar.</param>
/// <param name="Address">Where the elements lie, row-major.</param>
/// <param name="Length">Their bytes.</param>
internal sealed record Hdf5Array(Hdf5Type Type, IReadOnlyList<int> Shape, ulong Address, ulong Length)
{
    private const int MostDimensions = 8;

    /// <summary>The extents of a dataspace message (section IV.A.2.b); null for one without elements.</summary>
    public static int[]? Extents(ReadOnlySpan<byte> bytes)
    {
        var cursor = new Hdf5Cursor(bytes, "a dataspace");
        int version = cursor.Byte(), rank = cursor.Byte();
        cursor.Skip(1);
        byte type = cursor.Byte();
        if (version is not (1 or 2) || rank > MostDimensions)
            throw ModelFormatException.Damaged("HDF5", $"a dataspace has the version {version} and {rank} dimensions.");
        if (version == 2 && type == 2) return null;
        cursor.Skip(version == 1 ? 4u : 0);
        var shape = new int[rank];
        Int128 count = 1;
        for (int i = 0; i < rank; i++)
        {
            ulong extent = cursor.Offset();
            if (extent > int.MaxValue || (count *= extent) > Array.MaxLength)
                throw ModelFormatException.Damaged("HDF5", "a dataspace is beyond all memory.");
            shape[i] = (int)extent;
        }

        return shape;
    }

    /// <summary>The number of elements.</summary>
    public int Count
    {
        get
        {
            int count = 1;
            foreach (int extent in Shape) count *= extent;
            return count;
        }
    }

    /// <summary>The elements as a tensor of numbers.</summary>
    public ImportedTensor Tensor(Hdf5Bytes file, string name, bool isBfloat16 = false)
    {
        string type = isBfloat16 && Type is { Size: 2, Kind: Hdf5Kind.Opaque or Hdf5Kind.Number } ? "BF16" : Type.Number;
        if (type.Length == 0) throw ModelFormatException.Unsupported(
            $"dataset {Quoting.Quote(name)}", "its elements are no numbers that are known here.");
        ReadOnlySpan<byte> bytes = Elements(file, name);
        file.Budget.Spend(Count, sizeof(double), $"dataset {Quoting.Quote(name)}");
        var values = new double[Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = ElementType.Read(type, bytes.Slice(i * Type.Size, Type.Size), Type.IsBigEndian);
        return new ImportedTensor(name, type, Shape, values);
    }

    /// <summary>The elements as text; null where they are none.</summary>
    public IReadOnlyList<string>? Texts(Hdf5Bytes file, string name)
    {
        if (Type.Kind is not (Hdf5Kind.FixedText or Hdf5Kind.HeapText)) return null;
        ReadOnlySpan<byte> bytes = Elements(file, name);
        var texts = new List<string>();
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<byte> element = bytes.Slice(i * Type.Size, Type.Size);
            ReadOnlySpan<byte> text = Type.Kind == Hdf5Kind.HeapText ? Hdf5Heaps.Global(file, element) : element;
            int end = text.IndexOf((byte)0); // padded with zeros, or ended by one
            text = end < 0 ? text : text[..end];
            file.Budget.Spend(text.Length + 32L, sizeof(char), $"attribute {Quoting.Quote(name)}");
            texts.Add(Encoding.UTF8.GetString(text));
        }

        return texts;
    }

    private ReadOnlySpan<byte> Elements(Hdf5Bytes file, string name)
    {
        ulong wanted = (ulong)Count * (ulong)Type.Size;
        if (wanted > Length)
            throw ModelFormatException.Damaged(
                $"{Quoting.Quote(name)}", $"{Quoting.Shape(Shape)} needs {wanted} bytes; the file has {Length} of it.");
        return wanted == 0 ? [] : file.At(Address, wanted, Quoting.Quote(name));
    }
}
