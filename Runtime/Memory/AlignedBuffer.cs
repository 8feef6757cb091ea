using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RnnGen;

/// <summary>Facts that hold for every <see cref="AlignedBuffer{T}"/>.</summary>
public static class AlignedBuffer
{
    /// <summary>The alignment in bytes: a cache line, and the widest vector.</summary>
    public const int Alignment = 64;
}

/// <summary>
/// Zeroed memory that starts on 64 bytes and never moves: a pinned, garbage-collected array. Nothing to dispose; a span or a
/// reference into it keeps it alive. At least 64 further bytes after its end may be read and hold zero.
/// </summary>
/// <typeparam name="T">The element type; its size divides 64 bytes.</typeparam>
public sealed class AlignedBuffer<T>
    where T : unmanaged
{
    /// <summary>Never read, but for it the garbage collector keeps the memory.</summary>
    private readonly T[] _array;

    /// <summary>The address of the first element: pinned memory keeps it.</summary>
    private nint _start;

    /// <summary>Allocates a buffer of zeros.</summary>
    /// <param name="length">Its length in elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or above <see cref="MaximumLength"/>.</exception>
    public unsafe AlignedBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaximumLength);
        Length = (int)length;
        _array = GC.AllocateArray<T>((int)length + 2 * Line, pinned: true);
        ref T first = ref MemoryMarshal.GetArrayDataReference(_array);
        nint past = (nint)Unsafe.AsPointer(ref first) % AlignedBuffer.Alignment;
        var place = new Place(ref past == 0 ? ref first : ref Unsafe.AddByteOffset(ref first, AlignedBuffer.Alignment - past));
        _start = Unsafe.As<Place, nint>(ref place);
    }

    /// <summary>The largest length in elements.</summary>
    public static int MaximumLength => Array.MaxLength - 2 * Line;

    /// <summary>The length in elements.</summary>
    public int Length { get; }

    /// <summary>The elements.</summary>
    public Span<T> Span => MemoryMarshal.CreateSpan(ref Start, Length);

    /// <summary>The first element, on 64 bytes; there is one also where the length is 0.</summary>
    public ref T Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.As<nint, Place>(ref _start).Reference;
    }

    private static unsafe int Line => AlignedBuffer.Alignment / sizeof(T);

    /// <summary>
    /// An address read as a reference: one load, and from it on the garbage collector sees a reference into the memory and keeps it, also
    /// where nobody has the buffer any more. Between a pointer and a reference made of it nothing would.
    /// </summary>
    private readonly ref struct Place(ref T reference)
    {
        public readonly ref T Reference = ref reference;
    }
}
