using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Planning.Model;

/// <summary>
/// Weights whose gradients are summed lane by lane: a submatrix, [units, length], its sums row by row from
/// <paramref name="Offset"/> on. Vectors that meet columns side by side share one.
/// </summary>
/// <param name="Accumulator">Which adjoint of the stage it is the gradient of.</param>
/// <param name="Weights">The submatrix.</param>
/// <param name="Places">Where the element that meets each column lies.</param>
public sealed record LaneGradient(int Accumulator, Submatrix Weights, EquatableArray<Location> Places, int Offset)
{
    public int Length => Weights.Length;
}

/// <summary>An element that adjoints meet, and its column.</summary>
public sealed record LaneColumn(Location Source, int At);

/// <summary>Blocks that meet the same vectors, and which columns of them are taken together.</summary>
/// <param name="New">Adjoints that no tile before has read.</param>
public sealed record LaneTile(EquatableArray<LaneGradient> Blocks, EquatableArray<LaneColumn> Places, EquatableArray<int> New);
