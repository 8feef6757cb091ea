using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Tests.RandomCells;

/// <summary>A value of a random cell as the IR and as the language have it.</summary>
/// <param name="Parts">The extents along the first axis of what the value was joined from, in order: where the language can cut it.</param>
/// <param name="Bound">No element's magnitude exceeds it while arguments stay within 1.</param>
public sealed record Node(Value Value, Spelling Spelling, Dimension[] Dimensions, Dimension[] Parts, double Bound)
{
    public int Rank => Dimensions.Length;

    public bool HasShape(Dimension[] dimensions) => Dimensions.SequenceEqual(dimensions);

    public static Shape ShapeOf(Dimension[] dimensions) => dimensions.Length switch
    {
        0 => Shape.Scalar,
        1 => Shape.Vector(dimensions[0].Value),
        _ => Shape.Matrix(dimensions[0].Value, dimensions[1].Value),
    };
}
