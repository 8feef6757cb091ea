using System;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orleans;

namespace RnnGen.Orleans;

/// <summary>
/// The inputs or outputs of some steps, concatenated, as they travel between a client and a silo: the bytes of numbers of one element type.
/// </summary>
[GenerateSerializer]
[Immutable]
[Alias("RnnGen.StreamFrames")]
public readonly struct StreamFrames
{
    [Id(0)]
    private readonly byte[]? _bytes;

    [Id(1)]
    private readonly int _elementSize;

    private StreamFrames(byte[] bytes, int elementSize) => (_bytes, _elementSize) = (bytes, elementSize);

    /// <summary>The bytes of an element: 4 for <c>float</c>, 8 for <c>double</c>, 0 where there are none.</summary>
    public int ElementSize => _elementSize;

    /// <summary>The number of elements.</summary>
    public int Length => _elementSize == 0 ? 0 : _bytes!.Length / _elementSize;

    /// <summary>The bytes, as they lie in memory.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>A copy of numbers.</summary>
    public static implicit operator StreamFrames(float[] values) => Of<float>(values);

    /// <summary>A copy of numbers.</summary>
    public static implicit operator StreamFrames(double[] values) => Of<double>(values);

    /// <summary>A copy of numbers.</summary>
    /// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
    public static StreamFrames Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
        => new(MemoryMarshal.AsBytes(values).ToArray(), Unsafe.SizeOf<T>());

    /// <summary>
    /// Numbers that are there as bytes already, such as those of a message. They are not copied: leave them alone from now on.
    /// </summary>
    /// <param name="bytes">The bytes, as they lie in memory.</param>
    /// <param name="elementSize">4 for <c>float</c>, 8 for <c>double</c>.</param>
    /// <exception cref="ArgumentException">They are no whole elements, or there is no such size.</exception>
    public static StreamFrames FromBytes(byte[] bytes, int elementSize)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (elementSize is not (4 or 8))
            throw new ArgumentException(Text($"elementSize is {elementSize}; float has 4 bytes, double has 8."), nameof(elementSize));
        if (bytes.Length % elementSize != 0)
            throw new ArgumentException(Text($"There are {bytes.Length} bytes; elements have {elementSize} each."), nameof(bytes));
        return new StreamFrames(bytes, elementSize);
    }

    /// <summary>The numbers.</summary>
    /// <typeparam name="T">The element type they have.</typeparam>
    /// <exception cref="InvalidOperationException">They are of another element type.</exception>
    public ReadOnlySpan<T> As<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (_elementSize == 0) return [];
        return _elementSize == Unsafe.SizeOf<T>()
            ? MemoryMarshal.Cast<byte, T>(_bytes)
            : throw new InvalidOperationException(
                Text($"The elements have {_elementSize} bytes each; {typeof(T).Name} has {Unsafe.SizeOf<T>()}."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
