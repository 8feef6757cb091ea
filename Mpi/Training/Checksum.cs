using System;
using System.Runtime.InteropServices;

namespace RnnGen.Mpi;

/// <summary>A number that differs where a bit differs, but for a chance of 2^-64. Not against intent.</summary>
internal static class Checksum
{
    /// <summary>Goes on with a checksum over further memory, whole words of 8 bytes.</summary>
    public static ulong Add<T>(ulong checksum, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        foreach (ulong word in MemoryMarshal.Cast<T, ulong>(values))
        {
            // The product takes every bit to those above it, and the shift brings the high ones down again.
            checksum = unchecked((checksum ^ word) * 0x9E3779B185EBCA87);
            checksum ^= checksum >> 29;
        }

        return checksum;
    }
}
