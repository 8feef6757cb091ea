using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using RnnGen.Compiler;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace RnnGen.Tests.Documentation;

/// <summary>The zoo as the documents show it, written from Definitions/*.cell.yaml.</summary>
internal static class ZooText
{
    /// <summary>One row a cell.</summary>
    public static string Table()
    {
        var text = new StringBuilder("| name | states | outputs | what it is |\n|---|---|---|---|\n");
        foreach ((string name, BoundCell cell, _) in Cells())
        {
            string states = Names(cell.States), outputs = Names(cell.Outputs.Select(o => o.Symbol));
            text.Append(CultureInfo.InvariantCulture, $"| [`{name}`](docs/zoo.md#{name}) | {states} | {outputs} | {cell.About} |\n");
        }
        return text.ToString();
    }

    /// <summary>One section a cell.</summary>
    public static string Sections()
    {
        var text = new StringBuilder();
        foreach ((string name, BoundCell cell, IReadOnlyList<string> sizes) in Cells()) Section(text, name, cell, sizes);
        return text.ToString();
    }

    private static void Section(StringBuilder text, string name, BoundCell cell, IReadOnlyList<string> sizes)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {name}\n\n{cell.About}\n\nSource: {cell.Source}\n\n```text\n");
        foreach (BoundEquation equation in cell.Equations) text.Append(equation.Text).Append('\n');
        foreach (BoundOutput output in cell.Outputs) text.Append(output.Text).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"```\n\nSizes: {string.Join(", ", sizes.Select(s => $"`{s}`"))}. ");
        text.Append(CultureInfo.InvariantCulture, $"Inputs: {Shapes(cell.Inputs)}. States: {Shapes(cell.States)}.");
        if (cell.Outputs.Count > 0) text.Append(CultureInfo.InvariantCulture, $" Outputs: {Shapes(cell.Outputs.Select(o => o.Symbol))}.");
        text.Append("\n\n| parameter | shape | first values |\n|---|---|---|\n");
        foreach (BoundSymbol p in cell.Parameters)
            text.Append(CultureInfo.InvariantCulture, $"| `{p.Name}` | `{p.ShapeText}` | {Initializer(p.Initializer!)} |\n");
    }

    private static string Names(IEnumerable<BoundSymbol> symbols) => string.Join(", ", symbols.Select(s => $"`{s.Name}`"));

    private static string Shapes(IEnumerable<BoundSymbol> symbols) => string.Join(", ", symbols.Select(s => $"`{s.Name}: {s.ShapeText}`"));

    private static string Initializer(BoundInitializer initializer) => initializer.Kind switch
    {
        BoundInitializerKind.Constant => string.Create(CultureInfo.InvariantCulture, $"{initializer.First}"),
        BoundInitializerKind.Uniform => string.Create(CultureInfo.InvariantCulture, $"uniform({initializer.First}, {initializer.Second})"),
        BoundInitializerKind.Normal => string.Create(CultureInfo.InvariantCulture, $"normal({initializer.First}, {initializer.Second})"),
        BoundInitializerKind.Glorot or BoundInitializerKind.He => initializer.Kind.ToString(),
        _ => initializer.Kind.ToString().ToLowerInvariant(),
    };

    private static IEnumerable<(string Name, BoundCell Cell, IReadOnlyList<string> Sizes)> Cells() => ZooLibrary.Names.Select(name =>
    {
        string[] sizes = [.. SizesOf(ZooLibrary.TryGet(name)!)];

        // Any numbers serve: shapes are shown in symbols.
        FrontEndResult read = FrontEnd.Read(new CellRequest(
            new CellTarget("", [], "public partial struct", "Zoo", "Zoo"),
            new DefinitionSource.Zoo(name),
            sizes.Select((size, i) => new SizeArgument(size, i + 2, size)).ToEquatableArray(),
            []));
        Assert.DoesNotContain(read.Diagnostics, d => d.Rule.Severity == Severity.Error);
        return (name, read.Cell!, (IReadOnlyList<string>)sizes);
    });

    private static IEnumerable<string> SizesOf(string definition)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(definition));
        YamlNode sizes = yaml.Documents[0].RootNode["sizes"];
        return sizes is YamlSequenceNode list
            ? list.Select(size => size.ToString())
            : ((YamlMappingNode)sizes).Children.Keys.Select(size => size.ToString());
    }
}
