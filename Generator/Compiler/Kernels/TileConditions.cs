using System.Collections.Generic;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>When the next tile is one of a size.</summary>
internal static class TileConditions
{
    /// <param name="taken">The variable that says what the tiles before have taken.</param>
    /// <param name="all">What there is to take.</param>
    public static IEnumerable<Condition> Of(Tile tile, string taken, Offset all)
    {
        if (tile.ManyRegisters) yield return new Condition.ManyRegisters();
        yield return new Condition.AtMost(Offset.Add(taken.Variable(), tile.Size), all);
        if (tile.NotAt is { } left) yield return new Condition.Unequal(Offset.Add(taken.Variable(), left), all);
    }
}
