using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RnnGen;

/// <summary>One named tensor of a <see cref="SafetensorsFile"/>, row-major.</summary>
public sealed class SafetensorsTensor
{
    private readonly byte[] _bytes;
    private readonly long[] _shape;

    internal SafetensorsTensor(string name, string dtype, long[] shape, byte[] bytes)
    {
        Name = name;
        Dtype = dtype;
        _shape = shape;
        _bytes = bytes;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The element type as the format spells it: <c>F32</c> for float, <c>F64</c> for double, and others.</summary>
    public string Dtype { get; }

    /// <summary>The extents; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape => Array.AsReadOnly(_shape);

    /// <summary>The elements as little-endian bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    internal ReadOnlySpan<long> Extents => _shape;

    /// <summary>Copies the elements. Nothing is converted: the type has to be the tensor's own.</summary>
    /// <param name="destination">As many elements as the tensor has.</param>
    /// <exception cref="SafetensorsException">The tensor's element type is another.</exception>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void CopyTo<T>(Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string wanted = SafetensorsDtypes.Of<T>();
        if (!string.Equals(Dtype, wanted, StringComparison.Ordinal))
        {
            throw new SafetensorsException($"Tensor '{Name}' is {Dtype}, not {wanted}; values are never converted.");
        }

        int size = Unsafe.SizeOf<T>();
        if (_bytes.Length != (long)destination.Length * size)
        {
            CellErrors.WrongLength(nameof(destination), destination.Length, _bytes.Length / size, ShapeText(_shape));
        }

        Span<byte> target = MemoryMarshal.AsBytes(destination);
        _bytes.CopyTo(target);
        ToggleEndianness(target, size);
    }

    internal static SafetensorsTensor Create<T>(string name, long[] shape, ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        ToggleEndianness(bytes, Unsafe.SizeOf<T>());
        return new SafetensorsTensor(name, SafetensorsDtypes.Of<T>(), shape, bytes);
    }

    internal static string ShapeText(ReadOnlySpan<long> shape)
    {
        var parts = new string[shape.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        }

        return $"[{string.Join(", ", parts)}]";
    }

    // The file is little-endian; so is nearly every processor.
    private static void ToggleEndianness(Span<byte> bytes, int size)
    {
        if (!BitConverter.IsLittleEndian)
        {
            for (int i = 0; i < bytes.Length; i += size)
            {
                bytes.Slice(i, size).Reverse();
            }
        }
    }
}
