using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace RnnGen.Mpi;

/// <summary>Multiplies whole buffers of parameters or gradients.</summary>
internal static class Scaling
{
    /// <param name="values">Whole lines of 64 bytes, as all buffers of a cell are.</param>
    /// <param name="factor">1 changes nothing.</param>
    public static void Scale<T>(Span<T> values, double factor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (factor == 1)
        {
            return;
        }

        var scale = new Vector<T>(T.CreateTruncating(factor));
        foreach (ref Vector<T> v in MemoryMarshal.Cast<T, Vector<T>>(values))
        {
            v *= scale;
        }
    }
}
