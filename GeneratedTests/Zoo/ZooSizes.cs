using System;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;

namespace RnnGen.Tests.Zoo;

/// <summary>Sizes at which every cell of the zoo is tried: one lane, vectors of all widths, and one element more or less.</summary>
internal static class ZooSizes
{
    public static int[] Hidden { get; } = [1, 2, 3, 5, 8, 13, 16, 17, 31, 33, 64];

    /// <summary>All sizes that the cell has, the others than the hidden one taken from the same list.</summary>
    public static (string Name, int Value)[] Of(string zooName, int hidden)
    {
        int at = Array.IndexOf(Hidden, hidden);
        int Other(int by) => Hidden[(at + by) % Hidden.Length];
        (string, int)[] sizes = [("input", Other(3)), ("hidden", hidden), ("output", Other(5)), ("projection", Other(7))];
        return [.. sizes.Where(size => size.Item1 switch
        {
            "output" => zooName.EndsWith("softmax", StringComparison.Ordinal),
            "projection" => zooName == "lstm-projection",
            _ => true,
        })];
    }

    /// <summary>Sizes whose input products are worth being computed for many steps at once.</summary>
    public static (string Name, int Value)[] Wide(string zooName) => [.. Of(zooName, 64).Select(size => size.Name switch
    {
        "input" => (size.Name, 100),
        "hidden" => (size.Name, 41),
        _ => size,
    })];

    /// <summary>The cell in the IR, before any pass.</summary>
    public static StepFunction Function(string zooName, int hidden) => Function(zooName, Of(zooName, hidden));

    /// <summary>The cell in the IR, before any pass.</summary>
    public static StepFunction Function(string zooName, (string Name, int Value)[] sizes) => Request.Lower(Request.Zoo(zooName, sizes));
}
