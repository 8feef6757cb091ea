using System.Collections.Generic;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tests.RandomCells;

/// <summary>
/// A random well-typed cell, the same for the same seed. Every operation at every rank is dealt from a shuffled deck, so that any run of
/// consecutive seeds uses all of them equally often.
/// </summary>
/// <param name="Function">The cell in the IR.</param>
/// <param name="Definition">The same cell in the cell language; null where it uses operations that the language does not spell.</param>
/// <param name="Sizes">The values of the definition's sizes, which the text fixes too.</param>
public sealed record RandomCell(StepFunction Function, string? Definition, IReadOnlyList<(string Name, int Value)> Sizes)
{
    /// <summary>A cell of the IR's whole vocabulary, transposes, outer products and paddings included.</summary>
    public static RandomCell Create(int seed, RandomCellSize size = RandomCellSize.Tiny) => new RandomCellWriter(seed, size, false).Write();

    /// <summary>A cell of the language's vocabulary, as text and, independently of the front end, as IR.</summary>
    public static RandomCell CreateWithText(int seed, RandomCellSize size = RandomCellSize.Tiny) =>
        new RandomCellWriter(seed, size, true).Write();

    /// <summary>
    /// A cell of the language's vocabulary in layers, each with a state of its own that reads the layer before: recurrences one behind the
    /// other, with delays between them, and now and then one that closes over several layers.
    /// </summary>
    public static RandomCell CreateChained(int seed, RandomCellSize size = RandomCellSize.Tiny) =>
        new RandomCellWriter(seed, size, true).WriteChained();
}

/// <summary>Which extents a random cell draws from.</summary>
public enum RandomCellSize
{
    /// <summary>1 to 4: for gradient checks.</summary>
    Tiny,

    /// <summary>1 to 40, odd ones and powers of two: for kernels and their tails.</summary>
    Mixed,
}

/// <summary>Random definitions for the real front end.</summary>
public static class RandomCellText
{
    public static (string Definition, IReadOnlyList<(string Name, int Value)> Sizes) Create(
        int seed, RandomCellSize size = RandomCellSize.Mixed)
    {
        RandomCell cell = RandomCell.CreateWithText(seed, size);
        return (cell.Definition!, cell.Sizes);
    }
}
