using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace RnnGen.Mpi.Collectives;

/// <summary>
/// How a vector is cut so that each rank adds one segment: whole lines of 64 bytes, equal in length but for the last ones.
/// </summary>
/// <param name="length">Of the vector, in elements.</param>
/// <param name="ranks">How many there are.</param>
/// <param name="elementSize">The bytes of an element.</param>
internal readonly ref struct Segments(int length, int ranks, int elementSize)
{
    private readonly int _each = RoundUp((length + (long)ranks - 1) / ranks, AlignedBuffer.Alignment / elementSize);

    /// <summary>Where a rank's segment begins.</summary>
    public int Start(int rank) => (int)Math.Min((long)rank * _each, length);

    /// <summary>How long it is; the last may be empty.</summary>
    public int Length(int rank) => Start(rank + 1) - Start(rank);

    /// <summary>Adds parts of equal length in their order: the same bits whoever does it.</summary>
    /// <param name="parts">One after the other, each as long as the sum.</param>
    /// <param name="sum">Overwritten.</param>
    public static void Add<T>(ReadOnlySpan<T> parts, Span<T> sum)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        parts[..sum.Length].CopyTo(sum);
        for (ReadOnlySpan<T> rest = parts[sum.Length..]; rest.Length > 0; rest = rest[sum.Length..])
        {
            ReadOnlySpan<Vector<T>> part = MemoryMarshal.Cast<T, Vector<T>>(rest[..sum.Length]);
            Span<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(sum);
            for (int i = 0; i < vectors.Length; i++)
            {
                vectors[i] += part[i];
            }

            for (int i = vectors.Length * Vector<T>.Count; i < sum.Length; i++)
            {
                sum[i] += rest[i];
            }
        }
    }

    private static int RoundUp(long value, int multiple) => checked((int)((value + multiple - 1) / multiple * multiple));
}
