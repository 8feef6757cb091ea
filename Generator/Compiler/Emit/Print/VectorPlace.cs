using System.Collections.Generic;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>
/// Places in memory as the methods of vectors take them. The end of a method's name says in what it counts how far a place lies behind
/// a reference: <c>At</c> in elements, <c>Nth</c> in vectors. The latter does without <c>V.Count</c>, a member of vectors as any other,
/// which the JIT looks up and takes in wherever it stands.
/// </summary>
internal static class VectorPlace
{
    /// <summary>A call that reads or writes a vector there; without a number where it lies nowhere behind the reference.</summary>
    /// <param name="before">Arguments in front of the place.</param>
    public static Code Call(string method, Address address, IEnumerable<Code> before, string end = "") => Offset.IsZero(address.Offset)
        ? Code.List(method, [.. before, "ref " + address.Elements], end)
        : Code.List(method + Unit(address), [.. before, .. Of(address)], end);

    /// <summary>What it counts in.</summary>
    public static string Unit(Address address) => Vectors(address.Offset) is null ? "At" : "Nth";

    /// <summary>The reference, and how far behind it.</summary>
    public static IEnumerable<Code> Of(Address address) =>
        ["ref " + address.Elements, OffsetText.Terms(Vectors(address.Offset) ?? address.Offset)];

    /// <summary>
    /// The offset in vectors, where it is a number of them. Sums stay: of <c>(k + 3) * V.Count</c> the JIT would compute all for each k.
    /// </summary>
    private static Offset? Vectors(Offset offset) => offset switch
    {
        Offset.Number { Value: 0 } => offset,
        Offset.Lanes => 1,
        Offset.Product { Left: Offset.Number or Offset.Variable, Right: Offset.Lanes } product => product.Left,
        _ => null,
    };
}
