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
    private readonly Dictionary<Kernel, Dictionary<string, IReadOnlyList<Edge>>> _known = new(new ByReference());

    /// <param name="flags">The names of the flags that hold.</param>
    public IReadOnlyList<Edge> Of(Kernel kernel, ICollection<string> flags)
    {
        if (!_known.TryGetValue(kernel, out var bySetting)) _known.Add(kernel, bySetting = []);
        string setting = string.Join(",", flags);
        if (!bySetting.TryGetValue(setting, out var edges))
            bySetting.Add(setting, edges = new KernelPass(this, kernel, lanes, flags).Run());
        return edges;
    }

    /// <summary>A number of elements in terms of a kernel's parameters.</summary>
    public Polynomial Of(Kernel kernel, ICollection<string> flags, Offset length) =>
        new KernelPass(this, kernel, lanes, flags).Length(length);

    /// <summary>Kernels are large: comparing two by what they do would cost more than the analysis.</summary>
    private sealed class ByReference : IEqualityComparer<Kernel>
    {
        public bool Equals(Kernel x, Kernel y) => ReferenceEquals(x, y);

        public int GetHashCode(Kernel kernel) => RuntimeHelpers.GetHashCode(kernel);
    }
}
