using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Verify;

/// <summary>
/// Proves that a kernel stays inside the memory that it is lent: for any number of rows and steps, at every width of vectors, with and
/// without each of its flags. Emitted code reads and writes through unchecked references; this is the check.
/// </summary>
public sealed class KernelVerifier
{
    private readonly KernelBounds[] _widths;

    /// <param name="lanes">Elements of the widest vector.</param>
    public KernelVerifier(int lanes) =>
        _widths = [.. new[] { lanes, lanes / 2, lanes / 4, 1 }.Select(width => new KernelBounds(width))];

    /// <exception cref="UnprovenKernelException">An address is not affine, or not certain to stay inside.</exception>
    public void Verify(Kernel kernel, IEnumerable<Lent> lent)
    {
        Dictionary<string, Lent> memory = lent.ToDictionary(l => l.Elements);
        string[] flags = [.. kernel.Parameters.OfType<Parameter.Flag>().Select(f => f.Name)];
        if (flags.Length > 1) throw new UnprovenKernelException($"Kernel {kernel.Name} has more than one flag.");
        foreach (KernelBounds width in _widths)
        {
            Dictionary<string, Polynomial> lengths = memory.ToDictionary(m => m.Key, m => width.Of(kernel, m.Value.Length));
            Verify(kernel, width.Of(kernel, []), lengths);
            if (flags.Length == 1) Verify(kernel, width.Of(kernel, flags), lengths);
        }
    }

    private static void Verify(Kernel kernel, IReadOnlyList<Edge> edges, Dictionary<string, Polynomial> lengths)
    {
        foreach (Edge edge in edges)
        {
            if (!lengths.TryGetValue(edge.Elements, out Polynomial? length))
                throw new UnprovenKernelException($"Kernel {kernel.Name} is not told what lies behind '{edge.Elements}'.");
            Polynomial inside = edge.IsEnd ? length - edge.At : edge.At;
            if (inside.IsNeverNegative(symbol => KernelPass.Floor(kernel, symbol))) continue;
            throw new UnprovenKernelException(
                $"Kernel {kernel.Name}: {edge.What} reaches {(edge.IsEnd ? "up to" : "down to")} {Text(edge.At)} "
                + $"in '{edge.Elements}', which has {Text(length)} elements.");
        }

        string Text(Polynomial value) => value.Text(symbol => kernel.Parameters[symbol - 1].Name);
    }
}
