using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Weights;

/// <summary>What a safetensors file holds.</summary>
/// <param name="Fault">Why it is none: the end of a sentence about the file. Null for a whole file.</param>
internal sealed record WeightsContent(EquatableArray<WeightsTensor> Tensors, string? Fault);

/// <param name="Dtype">The element type as the format spells it.</param>
/// <param name="Begin">The first of its bytes in the data, <paramref name="End"/> the one behind its last.</param>
internal sealed record WeightsTensor(string Name, string Dtype, EquatableArray<long> Shape, long Begin, long End)
{
    private const int MostExtents = 8;

    /// <summary>As the shapes of the language are written; a file may have any number of extents.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape.Take(MostExtents))}{(Shape.Count > MostExtents ? ", …" : "")}]";
}
