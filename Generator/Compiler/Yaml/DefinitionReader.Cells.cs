using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Yaml;

/// <summary>Reads the cells inside a definition.</summary>
public sealed partial class DefinitionReader
{
    private const string ExampleOfCells = "a map of names to cells, such as '{ first: { cell: lstm, hidden: hidden } }'";

    private bool _cellsAreUnknown;

    private EquatableArray<InstanceDefinition> ReadCells()
    {
        switch (ValueOf("cells"))
        {
            case null:
                return default;
            case YamlNode.Map map:
                return _values.Named(map).Select(part => ReadCell(part.Name, part.Value)).ToEquatableArray();
            case { } other:
                _cellsAreUnknown = true;
                _values.ReportKind(other, "cells", ExampleOfCells);
                return ValueReader.Recover(other).Select(WrongCell).ToEquatableArray();
        }
    }

    private static InstanceDefinition WrongCell(DefinitionName name) => new(name, null, null, default, null, null, null, IsWrong: true);

    /// <summary>A name or a file alone, or a map of what is to be said.</summary>
    private InstanceDefinition ReadCell(DefinitionName name, YamlNode value)
    {
        const string Expected = "the name of a zoo cell, a *.cell.yaml file, or a map such as '{ cell: lstm, hidden: hidden }'";
        if (value is not YamlNode.Map map)
        {
            MappedText? alone = _values.Text(value, name.Text, Expected);
            return WrongCell(name) with { Reference = alone, IsWrong = alone is null };
        }
        var entries = map.Entries.ToDictionary(entry => entry.Key.Value);
        CellDefinition? inPlace = null;
        MappedText? reference = null;
        bool isWrong = false;
        if (entries.TryGetValue("cell", out YamlEntry? cell))
        {
            int errors = _diagnostics.ErrorCount;
            if (cell.Value is YamlNode.Map definition)
            {
                ReportOfWhole(definition);
                inPlace = new DefinitionReader(_diagnostics).ReadKeys(definition) with { IsComplete = _diagnostics.ErrorCount == errors };
            }
            else reference = _values.Text(cell.Value, "cell", "the name of a zoo cell, a *.cell.yaml file, or a definition in place");
            isWrong = inPlace is null && reference is null;
        }
        var settings = new List<SettingDefinition>();
        var rest = map with { Entries = map.Entries.Where(entry => !WordsOfCell.Contains(entry.Key.Value)).ToEquatableArray() };
        foreach (var (setting, node) in _values.Named(rest))
            if (_values.Text(node, setting.Text, "a size or a number") is { } text) settings.Add(new SettingDefinition(setting, text));
        return new InstanceDefinition(
            name, reference, inPlace, settings.ToEquatableArray(), Word("count", "a whole number"), Word("reversed", OptionReader.Truths),
            Word("shares", "the name of another cell of this definition"), isWrong);

        MappedText? Word(string key, string expected) =>
            entries.TryGetValue(key, out YamlEntry? entry) ? _values.Text(entry.Value, key, expected) : null;
    }

    /// <summary>A definition in place is no C# type and has no code of its own.</summary>
    private void ReportOfWhole(YamlNode.Map definition)
    {
        foreach (YamlEntry entry in definition.Entries.Where(entry => WordsOfWhole.Contains(entry.Key.Value)))
            _diagnostics.Report(Rules.UnknownKey, entry.Key.Span, entry.Key.Value, "in a cell inside another",
                " It stands in the definition around, and holds for all of it.");
    }

    private static readonly string[] WordsOfWhole =
        ["class", "access", "unroll", "activations", "recompute", "streamingWeights", "denormals", "weights"];

    /// <summary>Keys of an inner cell that are no sizes or constants of it.</summary>
    private static readonly string[] WordsOfCell = ["cell", "count", "reversed", "shares"];
}
