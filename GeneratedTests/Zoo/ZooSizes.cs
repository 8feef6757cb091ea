using System;
using System.IO;
using System.Linq;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using YamlDotNet.RepresentationModel;

namespace RnnGen.Tests.Zoo;

/// <summary>Sizes at which every cell of the zoo is tried: one lane, vectors of all widths, and one element more or less.</summary>
internal static class ZooSizes
{
    public static int[] Hidden { get; } = [1, 2, 3, 5, 8, 13, 16, 17, 31, 33, 64];

    /// <summary>The names of all sizes that the cell has, in its order.</summary>
    public static string[] Names(string zooName)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(ZooLibrary.TryGet(zooName)!));
        YamlNode sizes = yaml.Documents[0].RootNode["sizes"];
        return sizes is YamlSequenceNode list
            ? [.. list.Select(size => size.ToString())]
            : [.. ((YamlMappingNode)sizes).Children.Keys.Select(size => size.ToString())];
    }

    /// <summary>All sizes that the cell has, the others than the hidden one taken from the same list.</summary>
    public static (string Name, int Value)[] Of(string zooName, int hidden)
    {
        // A hidden size of another list counts as the first of this one.
        int at = Math.Max(0, Array.IndexOf(Hidden, hidden));
        return [.. Names(zooName).Select(size => (size, IsCount(size) ? 1 + at % 3
            : size == "hidden" ? hidden : Hidden[(at + By(size)) % Hidden.Length]))];

        static int By(string size) => size switch
        {
            "hidden" => 0,
            "input" => 3,
            "output" => 5,
            _ => 7,
        };
    }

    /// <summary>How often something is there: as many equations, not longer vectors.</summary>
    public static bool IsCount(string size) => size is "heads" or "depth" or "reflections";

    /// <summary>Each size another small number.</summary>
    public static (string Name, int Value)[] Small(string zooName) => [.. Names(zooName).Select((size, i) => (size, i + 2))];

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
