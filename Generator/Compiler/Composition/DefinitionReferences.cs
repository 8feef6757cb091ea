using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;
using RnnGen.Compiler.Yaml;

namespace RnnGen.Compiler.Composition;

/// <summary>The files that a definition names, as far as it can be read: for who has to look them up before it is compiled.</summary>
public static class DefinitionReferences
{
    public const string FileSuffix = ".cell.yaml";

    public static bool IsFile(string reference) => reference.EndsWith(FileSuffix, System.StringComparison.OrdinalIgnoreCase);

    public static EquatableArray<string> Read(string text)
    {
        // Reading takes time, and nearly all definitions have no cells inside.
        if (text.Length > Limits.Text || text.IndexOf("cells", System.StringComparison.Ordinal) < 0) return default;
        return DefinitionReader.Read(text, new DiagnosticBag()) is { } definition ? In(definition).Distinct().ToEquatableArray() : default;
    }

    /// <summary>The file of weights that a definition names.</summary>
    public static MappedText? Weights(string text) =>
        text.Length > Limits.Text || text.IndexOf(CellDefinition.WeightsSuffix, System.StringComparison.OrdinalIgnoreCase) < 0
            ? null
            : DefinitionReader.Read(text, new DiagnosticBag())?.Weights;

    private static IEnumerable<string> In(CellDefinition definition) => definition.Cells.SelectMany(cell =>
        cell.InPlace is { } inPlace ? In(inPlace) : cell.Reference is { } file && IsFile(file.Value) ? [file.Value] : []);
}
