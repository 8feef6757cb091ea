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
    /// <summary>Every setting of a kernel's flags is a proof of its own.</summary>
    private const int MostFlags = 8;

    private readonly (int Width, KernelBounds Bounds)[] _widths;

    /// <param name="lanes">Elements of the widest vector.</param>
    public KernelVerifier(int lanes) =>
        _widths = [.. new[] { lanes, lanes / 2, lanes / 4, 1 }.Select(width => (width, new KernelBounds(width)))];

    /// <param name="widest">Elements of the widest vector that the kernel is called with; any where it is left out.</param>
    /// <exception cref="UnprovenKernelException">An address is not affine, or not certain to stay inside.</exception>
    public void Verify(Kernel kernel, IEnumerable<Lent> lent, int widest = int.MaxValue)
    {
        Lent[] memory = [.. lent];
        string[] flags = [.. kernel.Parameters.OfType<Parameter.Flag>().Select(f => f.Name)];
        if (flags.Length > MostFlags) throw new UnprovenKernelException($"Kernel {kernel.Name} has more than {MostFlags} flags.");
        foreach ((_, KernelBounds width) in _widths.Where(w => w.Width <= widest))
        {
            var (lengths, areFixed) = width.Lengths(kernel, [], memory);
            var proven = new HashSet<IReadOnlyList<Edge>>();
            for (int setting = 0; setting < 1 << flags.Length; setting++)
            {
                string[] held = [.. flags.Where((_, i) => (setting & 1 << i) != 0)];
                IReadOnlyList<Edge> edges = width.Of(kernel, held);
                if (!areFixed) lengths = width.Lengths(kernel, held, memory).Of;
                else if (!proven.Add(edges)) continue;
                Verify(kernel, edges, lengths);
            }
        }
    }

    private static void Verify(Kernel kernel, IReadOnlyList<Edge> edges, Dictionary<string, Polynomial> lengths)
    {
        foreach (Edge edge in edges)
        {
            if (!lengths.TryGetValue(edge.Elements, out Polynomial? length))
                throw new UnprovenKernelException($"Kernel {kernel.Name} is not told what lies behind '{edge.Elements}'.");
            if (edge.Bounds.Any(bound => IsInside(edge.IsEnd ? length - bound : bound))) continue;
            throw new UnprovenKernelException(
                $"Kernel {kernel.Name}: {edge.What} reaches {(edge.IsEnd ? "up to" : "down to")} {Text(edge.Bounds[0])} "
                + $"in '{edge.Elements}', which has {Text(length)} elements.");
        }

        bool IsInside(Polynomial value) => value.IsNeverNegative(symbol => KernelPass.Floor(kernel, symbol));

        string Text(Polynomial value) => value.Text(symbol => kernel.Parameters[symbol - 1].Name);
    }
}
