using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using RnnGen.Compiler;
using RnnGen.Compiler.Composition;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Text;
using RnnGen.Compiler.Yaml;

namespace RnnGen.Tool.Definitions;

/// <summary>
/// A definition as one text that stands for itself: its sizes have the values that were given, and definitions in other files stand in
/// place.
/// It asks for no class: that belongs to a project.
/// </summary>
internal sealed class DefinitionPrinter
{
    private readonly StringBuilder _text = new();
    private readonly DefinitionLibrary _library;

    private DefinitionPrinter(DefinitionLibrary library) => _library = library;

    /// <param name="text">Of a definition without mistakes.</param>
    /// <param name="library">The files that it names.</param>
    /// <param name="signature">With the values of its sizes.</param>
    public static string Print(string text, DefinitionLibrary library, CellSignature signature)
    {
        var printer = new DefinitionPrinter(library);
        printer._text.Append("rnngen: 1\n");
        printer.Print(DefinitionReader.Read(text, new DiagnosticBag())!, library.Root, 0, signature.Sizes);
        return printer._text.ToString();
    }

    /// <param name="file">The path of the file that the definition stands in.</param>
    /// <param name="sizes">The values of its sizes; null for those that it says itself.</param>
    private void Print(CellDefinition definition, string file, int depth, IEnumerable<SizeValue>? sizes = null)
    {
        Text(depth, "cell", definition.Head.Title);
        Text(depth, "about", definition.Head.About);
        Text(depth, "source", definition.Head.Source);
        Text(depth, "unroll", definition.Options.Unroll);
        Text(depth, "activations", definition.Options.Activations);
        Text(depth, "recompute", definition.Options.Recompute);
        Text(depth, "streamingWeights", definition.Options.StreamingWeights);
        Text(depth, "denormals", definition.Options.Denormals);
        Sizes(depth, definition, sizes);
        if (definition.Requirements.Count > 0)
            Line(depth, $"require: [{string.Join(", ", definition.Requirements.Select(Quoted))}]");
        Map(depth, "constants", definition.Constants.Select(one => (one.Name.Text, one.Value is { } value ? Quoted(value) : "")));
        Map(depth, "inputs", definition.Tensors.Inputs.Select(Tensor));
        Map(depth, "states", definition.Tensors.States.Select(Tensor));
        if (definition.Resets is { } resets) Line(depth, $"resets: {resets}");
        Cells(definition, file, depth);
        Map(depth, "parameters", definition.Tensors.Parameters.Select(Tensor));
        if (definition.Equations.Count > 0) Line(depth, "equations: |");
        foreach (MappedText equation in definition.Equations) Block(depth + 1, equation.Value);
        if (definition.Outputs.Count > 0) Line(depth, "outputs:");
        foreach (OutputDefinition output in definition.Outputs) Text(depth + 1, output.Name.Text, output.Expression, isNeeded: true);
    }

    private void Sizes(int depth, CellDefinition definition, IEnumerable<SizeValue>? given)
    {
        var values = (given ?? []).Where(size => Paths.CellOf(size.Name).Length == 0)
            .ToDictionary(size => size.Name, size => size.Value.ToString(CultureInfo.InvariantCulture));
        IEnumerable<(string, string)> written = (definition.Sizes ?? default).Select(size => (
            size.Name.Text, values.TryGetValue(size.Name.Text, out string? value) ? value : size.Value is { } own ? Quoted(own) : ""));
        if (definition.Sizes is null) written = values.Select(size => (size.Key, size.Value));
        Map(depth, "sizes", written);
    }

    private void Cells(CellDefinition definition, string file, int depth)
    {
        if (definition.Cells.Count > 0) Line(depth, "cells:");
        foreach (InstanceDefinition cell in definition.Cells)
        {
            Line(depth + 1, $"{cell.Name}:");
            foreach (SettingDefinition setting in cell.Settings) Text(depth + 2, setting.Name.Text, setting.Value);
            Text(depth + 2, "count", cell.Count);
            Text(depth + 2, "reversed", cell.Reversed);
            Text(depth + 2, "shares", cell.Shares);
            LibraryFile? inner = cell.Reference is { } reference && DefinitionReferences.IsFile(reference.Value)
                ? _library.Find(file, reference.Value)
                : null;
            CellDefinition? inPlace = inner is null ? cell.InPlace : DefinitionReader.Read(inner.Text, new DiagnosticBag());
            if (inPlace is null) Text(depth + 2, "cell", cell.Reference);
            if (inPlace is null) continue;
            Line(depth + 2, "cell:");
            Print(Inside(inPlace), inner?.Path ?? file, depth + 3);
        }
    }

    /// <summary>Options hold for the whole, and stand in no cell inside.</summary>
    private static CellDefinition Inside(CellDefinition definition) =>
        definition with { Options = new OptionDefinitions(null, null, null, null, null) };

    private static (string, string) Tensor(TensorDefinition tensor)
    {
        string? shape = tensor.Shape is { } written ? $"[{string.Join(", ", written.Extents.Select(Quoted))}]" : null;
        List<string> all = shape is null ? [] : [$"shape: {shape}"];
        foreach ((string key, MappedText? value) in new[]
        {
            ("init", tensor.Initializer), ("initial", tensor.Initial), ("learned", tensor.Learned), ("seed", tensor.Seed),
        })
        {
            if (value is not null) all.Add($"{key}: {Quoted(value)}");
        }
        if (tensor.Clip.Count > 0) all.Add($"clip: [{string.Join(", ", tensor.Clip.Select(Quoted))}]");
        bool isShapeAlone = all.Count == 1 && shape is not null;
        return (tensor.Name.Text, all.Count == 0 ? "" : isShapeAlone ? shape! : $"{{ {string.Join(", ", all)} }}");
    }

    private void Map(int depth, string key, IEnumerable<(string Name, string Value)> entries)
    {
        var all = entries.ToList();
        if (all.Count > 0) Line(depth, key + ":");
        foreach ((string name, string value) in all) Line(depth + 1, value.Length > 0 ? $"{name}: {value}" : name + ":");
    }

    private void Text(int depth, string key, MappedText? value, bool isNeeded = false)
    {
        if (value is null && isNeeded) Line(depth, key + ":");
        if (value is null) return;
        if (!value.Value.Contains('\n'))
        {
            Line(depth, $"{key}: {Quoted(value)}");
            return;
        }
        Line(depth, key + ": |");
        Block(depth + 1, value.Value);
    }

    private void Block(int depth, string text)
    {
        foreach (string line in text.Trim('\n').Split('\n'))
        {
            if (line.Trim().Length > 0) Line(depth, line.TrimEnd());
            else _text.Append('\n');
        }
    }

    private void Line(int depth, string text) => _text.Append(' ', 2 * depth).Append(text).Append('\n');

    /// <summary>Names and numbers as they are; anything else in quotes.</summary>
    private static string Quoted(MappedText text) =>
        Names.IsName(text.Value) || text.Value.Length > 0 && text.Value.All(char.IsAsciiDigit)
            ? text.Value
            : $"'{text.Value.Replace("'", "''")}'";
}
