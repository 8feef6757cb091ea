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
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly long[] _shape;

    internal SafetensorsTensor(string name, string dtype, long[] shape, ReadOnlyMemory<byte> bytes)
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

    /// <summary>The number of elements.</summary>
    public int Length => _bytes.Length / SafetensorsDtypes.Size(Dtype);

    /// <summary>The elements as little-endian bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    internal ReadOnlySpan<long> Extents => _shape;

    private string Quoted => TensorNames.Quote(Name);

    /// <summary>Copies the elements. Nothing is converted: the type has to be the tensor's own.</summary>
    /// <typeparam name="T"><c>float</c> (F32) or <c>double</c> (F64).</typeparam>
    /// <param name="destination">As many elements as the tensor has.</param>
    /// <exception cref="SafetensorsException">The tensor's element type is another.</exception>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void CopyTo<T>(Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T> => CopyTo(destination, convert: false);

    /// <summary>Copies the elements, converted to another type where that is asked for.</summary>
    /// <typeparam name="T"><c>float</c> (F32) or <c>double</c> (F64).</typeparam>
    /// <param name="destination">As many elements as the tensor has.</param>
    /// <param name="convert">
    /// Whether F16, BF16, F32 and F64 become T: exactly, but for F64, which is rounded to the nearest float. Without it the type has to be
    /// the tensor's own.
    /// </param>
    /// <exception cref="SafetensorsException">
    /// The tensor's element type is another, or does not convert, or a finite number is beyond the range of float. Nothing is copied.
    /// </exception>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void CopyTo<T>(Span<T> destination, bool convert)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string wanted = SafetensorsDtypes.Of<T>();
        bool same = string.Equals(Dtype, wanted, StringComparison.Ordinal);
        if (!same && !convert)
        {
            throw new SafetensorsException($"Tensor {Quoted} is {Dtype}, not {wanted}; convert: true would convert it.");
        }

        if (!same && TensorConversion.Refusal<T>(this) is { } refusal)
        {
            throw new SafetensorsException($"Tensor {Quoted} {refusal}.");
        }

        if (Length != destination.Length)
        {
            CellErrors.WrongLength(nameof(destination), destination.Length, Length, ShapeText(_shape));
        }

        if (!same)
        {
            TensorConversion.Convert(Dtype, Bytes, destination);
            return;
        }

        Span<byte> target = MemoryMarshal.AsBytes(destination);
        Bytes.CopyTo(target);
        ToggleEndianness(target, Unsafe.SizeOf<T>());
    }

    /// <summary>The elements in a new array, as <see cref="CopyTo{T}(Span{T}, bool)"/> gives them.</summary>
    /// <typeparam name="T"><c>float</c> (F32) or <c>double</c> (F64).</typeparam>
    /// <param name="convert">Whether they are converted.</param>
    /// <exception cref="SafetensorsException">The element type is another, does not convert, or a number is beyond its range.</exception>
    public T[] ToArray<T>(bool convert = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = new T[Length];
        CopyTo<T>(values, convert);
        return values;
    }

    /// <summary>Such as <c>lstm.weight_ih_l0: F32 [256, 16]</c>.</summary>
    public override string ToString() => $"{Name}: {Dtype} {ShapeText(_shape)}";

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
