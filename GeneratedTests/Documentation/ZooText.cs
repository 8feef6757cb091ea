using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using RnnGen.Compiler;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Zoo;

namespace RnnGen.Tests.Documentation;

/// <summary>The zoo as the documents show it, written from Definitions/.</summary>
internal static class ZooText
{
    /// <summary>What every size is where costs are shown, and every number of heads or layers.</summary>
    private const int Size = 64, Count = 4;

    /// <summary>One row a family.</summary>
    public static string Families()
    {
        var text = new StringBuilder("| family | cells |\n|---|---|\n");
        foreach (ZooFamily family in ZooFamily.All)
        {
            string names = string.Join(", ", family.Names.Select(name => $"[`{name}`](docs/zoo.md#{name})"));
            text.Append(CultureInfo.InvariantCulture, $"| [{family.Title}](docs/zoo.md#{family.Anchor}) | {names} |\n");
        }
        return text.ToString();
    }

    /// <summary>A table of all cells with what they cost, and a section for each.</summary>
    public static string Page()
    {
        var contents = new StringBuilder("| cell | states | parameters | operations | weights | state and work | kept in training |\n");
        var sections = new StringBuilder();
        contents.Append("|---|---|--:|--:|--:|--:|--:|\n");
        foreach (ZooFamily family in ZooFamily.All)
        {
            contents.Append(CultureInfo.InvariantCulture, $"| **[{family.Title}](#{family.Anchor})** | | | | | | |\n");
            sections.Append(CultureInfo.InvariantCulture, $"\n## {family.Title}\n\n{family.About}\n");
            foreach (string name in family.Names)
            {
                string[] sizes = ZooSizes.Names(name);
                CellRequest request = Request.Zoo(name, [.. sizes.Select(size => (size, ZooSizes.IsCount(size) ? Count : Size))]);
                CellDescription cell = CellDescriber.Describe(request).Cell!;
                Row(contents, name, cell);
                Section(sections, name, cell.Bound, sizes);
            }
        }
        return contents.Append(sections).ToString();
    }

    private static void Row(StringBuilder text, string name, CellDescription cell)
    {
        StepCosts costs = cell.Costs;
        long parameters = cell.Bound.Parameters.Sum(parameter => (long)parameter.Shape.Length);
        text.Append(
            CultureInfo.InvariantCulture, $"| [`{name}`](#{name}) | {Names(cell.Bound.States)} | {parameters:N0} | {costs.Flops:N0} ");
        text.Append(CultureInfo.InvariantCulture, $"| {costs.WeightBytes:N0} | {costs.StreamBytes:N0} | {costs.TapeBytes:N0} |\n");
    }

    private static void Section(StringBuilder text, string name, BoundCell cell, IReadOnlyList<string> sizes)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {name}\n\n{cell.Head.About}\n\nSource: {cell.Head.Source}\n\n```text\n");
        foreach (BoundEquation equation in cell.Equations) text.Append(equation.Text).Append('\n');
        foreach (BoundOutput output in cell.Outputs) text.Append(output.Text).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"```\n\nSizes: {string.Join(", ", sizes.Select(s => $"`{s}`"))}. ");
        text.Append(CultureInfo.InvariantCulture, $"Inputs: {Shapes(cell.Inputs)}. States: {Shapes(cell.States)}.");
        if (cell.Outputs.Count > 0) text.Append(CultureInfo.InvariantCulture, $" Outputs: {Shapes(cell.Outputs.Select(o => o.Symbol))}.");
        if (cell.Constants.Count > 0) text.Append(CultureInfo.InvariantCulture, $" Constants: {Constants(cell)}.");
        text.Append("\n\n| parameter | shape | first values |\n|---|---|---|\n");
        foreach (BoundSymbol p in cell.Parameters)
            text.Append(CultureInfo.InvariantCulture, $"| `{p.Name}` | `{p.ShapeText}` | {FirstValues(p)} |\n");
    }

    private static string FirstValues(BoundSymbol parameter)
    {
        string text = Initializer(parameter.Initializer!);
        if (parameter.Highest < double.PositiveInfinity)
            text += string.Create(CultureInfo.InvariantCulture, $", kept in [{parameter.Lowest}, {parameter.Highest}]");
        return parameter.IsConstant ? text + ", not learned" : text;
    }

    private static string Names(IEnumerable<BoundSymbol> symbols) => string.Join(", ", symbols.Select(s => $"`{s.Name}`"));

    private static string Shapes(IEnumerable<BoundSymbol> symbols) => string.Join(", ", symbols.Select(s => $"`{s.Name}: {s.ShapeText}`"));

    private static string Constants(BoundCell cell) => string.Join(
        ", ", cell.Constants.Select(c => string.Create(CultureInfo.InvariantCulture, $"`{c.Name} = {c.Value}`")));

    private static string Initializer(BoundInitializer initializer)
    {
        string name = initializer.Kind.ToString().ToLowerInvariant();
        return initializer.Kind switch
        {
            BoundInitializerKind.Constant => string.Create(CultureInfo.InvariantCulture, $"{initializer.First}"),
            BoundInitializerKind.Uniform or BoundInitializerKind.Normal or BoundInitializerKind.LogUniform
                or BoundInitializerKind.Ramp or BoundInitializerKind.LogRamp =>
                string.Create(CultureInfo.InvariantCulture, $"{name}({initializer.First}, {initializer.Second})"),
            BoundInitializerKind.Chrono or BoundInitializerKind.Spectral or BoundInitializerKind.Lmu =>
                string.Create(CultureInfo.InvariantCulture, $"{name}({initializer.First})"),
            BoundInitializerKind.Glorot or BoundInitializerKind.He => initializer.Kind.ToString(),
            _ => name,
        };
    }
}
