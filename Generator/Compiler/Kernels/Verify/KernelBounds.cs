using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Verify;

/// <summary>
/// Finds what kernels touch behind each of their references, for one width of vectors, as polynomials of their counts. Loops are not run:
/// a variable stands for all its values at once, references that a loop moves for all their places, and at the end each variable is
/// replaced by the bound that makes an address lowest or highest. Whatever is not affine is refused.
/// </summary>
/// <param name="lanes">Elements of a vector.</param>
internal sealed class KernelBounds(int lanes)
{
    private readonly Dictionary<Kernel, List<(Dictionary<string, bool> Answers, IReadOnlyList<Edge> Edges)>> _known =
        new(new ByReference());

    /// <summary>
    /// The edges of a kernel; the same list for settings that differ only in flags which the kernel does not look at, as things are.
    /// </summary>
    /// <param name="flags">The names of the flags that hold.</param>
    public IReadOnlyList<Edge> Of(Kernel kernel, ICollection<string> flags)
    {
        if (!_known.TryGetValue(kernel, out var known)) _known.Add(kernel, known = []);
        foreach (var (answers, edges) in known)
            if (answers.All(answer => flags.Contains(answer.Key) == answer.Value)) return edges;
        var pass = new KernelPass(this, kernel, lanes, flags);
        IReadOnlyList<Edge> found = pass.Run();
        known.Add((pass.Answers, found));
        return found;
    }

    /// <summary>How much there is behind each reference, in terms of the kernel's parameters.</summary>
    /// <returns>The lengths by references, and whether they are the same whatever the flags are.</returns>
    public (Dictionary<string, Polynomial> Of, bool AreFixed) Lengths(Kernel kernel, ICollection<string> flags, IEnumerable<Lent> lent)
    {
        var pass = new KernelPass(this, kernel, lanes, flags);
        Dictionary<string, Polynomial> lengths = pass.Lengths(lent);
        return (lengths, pass.Answers.Count == 0);
    }

    /// <summary>Kernels are large: comparing two by what they do would cost more than the analysis.</summary>
    private sealed class ByReference : IEqualityComparer<Kernel>
    {
        public bool Equals(Kernel x, Kernel y) => ReferenceEquals(x, y);

        public int GetHashCode(Kernel kernel) => RuntimeHelpers.GetHashCode(kernel);
    }
}
