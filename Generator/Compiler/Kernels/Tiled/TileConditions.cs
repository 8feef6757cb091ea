using System.Collections.Generic;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Kernels.Tiled;

/// <summary>When the next tile takes so many rows.</summary>
internal static class TileConditions
{
    public static IEnumerable<Condition> Of(TileRows sizes, string row, int size, Offset rows)
    {
        if (sizes.NeedsManyRegisters(size)) yield return new Condition.ManyRegisters();
        yield return new Condition.AtMost(Offset.Add(row.Variable(), size), rows);
        if (sizes.Halved(size) is { } halved) yield return new Condition.Unequal(Offset.Add(row.Variable(), halved), rows);
    }
}
