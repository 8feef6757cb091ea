using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Yaml;

/// <summary>Reads the keys of a definition: text → <see cref="CellDefinition"/>.</summary>
public sealed partial class DefinitionReader
{
    internal static readonly string[] Keys =
    [
        "rnngen", "cell", "about", "source", "class", "access", "unroll", "activations", "recompute", "streamingWeights", "denormals",
        "weights", "sizes", "require", "constants", "inputs", "states", "resets", "cells", "parameters", "equations", "outputs",
    ];

    /// <summary>Those whose value is a map of names.</summary>
    private static readonly string[] MapSections = ["sizes", "constants", "inputs", "states", "cells", "parameters", "outputs"];

    /// <summary>Of a parameter: several matrices, which equations read one at a time.</summary>
    private const int MostExtents = 3;

    private readonly DiagnosticBag _diagnostics;
    private readonly ValueReader _values;
    private readonly Dictionary<string, YamlEntry> _entries = [];

    /// <summary>Sizes that stand among the keys, which has been reported.</summary>
    private readonly List<SizeDefinition> _misplaced = [];

    private DefinitionReader(DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _values = new ValueReader(diagnostics);
    }

    /// <summary>Null where the text has no content, which is not reported.</summary>
    /// <param name="start">Where the definition begins in the text.</param>
    public static CellDefinition? Read(string text, DiagnosticBag diagnostics, int start = 0)
    {
        int errors = diagnostics.ErrorCount;
        if (YamlReader.Read(text, diagnostics, start) is not { } map) return null;
        CellDefinition definition = new DefinitionReader(diagnostics).ReadKeys(map);
        return definition with
        {
            IsComplete = diagnostics.ErrorCount == errors,
            NextParameter = ParameterInsertion.Find(map, text),
        };
    }

    private CellDefinition ReadKeys(YamlNode.Map map)
    {
        foreach (YamlEntry entry in map.Entries)
            if (Keys.Contains(entry.Key.Value)) _entries.Add(entry.Key.Value, entry);
        YamlEntry? above = null;
        foreach (YamlEntry entry in map.Entries)
        {
            if (Keys.Contains(entry.Key.Value)) above = entry;
            else if (above is not null && BelongsTo(above, entry)) ReadUnindented(above.Key.Value, entry);
            else
            {
                ReadUnknown(entry);
                above = null;
            }
        }
        CheckVersion();
        return new CellDefinition(
            new DefinitionHead(Text("cell"), Text("about"), Text("source"), ReadClass(), Text("access", "'public' or 'internal'")),
            ReadOptions(),
            ReadSizes() is { } sizes ? _values.Limited(sizes, "sizes", size => size.Name.Span) : null,
            _values.Limited(
                ReadTexts("require", "a list of equations, such as '[input = hidden]'"), "requirements", text => text.Span,
                Limits.Requirements),
            _values.Limited(ReadConstants(), "constants", constant => constant.Name.Span),
            new TensorDefinitions(Limited("inputs"), Limited("states"), Limited("parameters")), ReadEquations(),
            _values.Limited(ReadOutputs(), "outputs", output => output.Name.Span), IsComplete: true)
        {
            Resets = ReadResets(),
            Weights = ReadWeights(),
            Cells = _values.Limited(ReadCells(), "cells", cell => cell.Name.Span),
            CellsAreUnknown = _cellsAreUnknown,
        };

        EquatableArray<TensorDefinition> Limited(string key) => _values.Limited(ReadTensors(key), key, tensor => tensor.Name.Span);
    }

    private void CheckVersion()
    {
        if (Text("rnngen", "the version of the language, which is 1") is { } version && version.Value != "1")
            _diagnostics.Report(Rules.UnknownVersion, version.Span, version.Value);
    }

    /// <summary>What stands behind a key, which may be nothing; null where the key is left out.</summary>
    private YamlNode? ValueOf(string key) => _entries.TryGetValue(key, out YamlEntry? entry) ? entry.Value : null;

    private MappedText? Text(string key, string expected = "a text") =>
        ValueOf(key) is { } value ? _values.Text(value, key, expected) : null;

    /// <summary>Where no name can be read the key asks for a class all the same, one without a name.</summary>
    private MappedText? ReadClass()
    {
        if (ValueOf("class") is not { } value) return null;
        return _values.Text(value, "class", "the name of a C# type, such as 'Acme.Wake'")
            ?? new MappedText("", EquatableArray.Of(new MappedRun(0, 0, value.Span.Start, value.Span.Length)));
    }

    private DefinitionName? ReadResets()
    {
        if (ValueOf("resets") is not { } value) return null;
        var one = new YamlNode.List(value.Span, EquatableArray.Of(value), IsFlow: true);
        return value is YamlNode.Scalar { IsMissing: false }
            ? _values.Names(one, "resets").FirstOrDefault()
            : _values.Wrong<DefinitionName>(value, "resets", "the name of an input, such as 'restart'");
    }

    /// <summary>Many call parameters so: then it is no path, or no text at all.</summary>
    private MappedText? ReadWeights()
    {
        if (Text("weights", "the path of a '.safetensors' file (parameters are declared under 'parameters')") is not { } path) return null;
        if (path.Value.EndsWith(CellDefinition.WeightsSuffix, StringComparison.OrdinalIgnoreCase)) return path;
        _diagnostics.Report(Rules.WrongWeightsPath, path.Span, path.Value, " Parameters are declared under 'parameters'.");
        return null;
    }

    private OptionDefinitions ReadOptions() => new(
        Text("unroll", OptionReader.Choices<UnrollOption>()),
        Text("activations", OptionReader.Choices<ActivationsOption>()),
        Text("recompute", OptionReader.Truths),
        Text("streamingWeights", OptionReader.Choices<StreamingWeightsOption>()),
        Text("denormals", OptionReader.Choices<DenormalsOption>()));

    private EquatableArray<SizeDefinition>? ReadSizes()
    {
        const string Expected = "a list of names, or a map of names to values";
        EquatableArray<SizeDefinition>? sizes = ValueOf("sizes") switch
        {
            null => null,
            YamlNode.List list => _values.Names(list, "sizes").Select(name => new SizeDefinition(name, null)).ToEquatableArray(),
            YamlNode.Map map => _values.Named(map)
                .Select(part => ReadSize(part.Name, part.Value)).OfType<SizeDefinition>().ToEquatableArray(),
            { } other => _values.Wrong<EquatableArray<SizeDefinition>>(other, "sizes", Expected),
        };
        return _misplaced.Count == 0 ? sizes : (sizes ?? default).Concat(_misplaced).ToEquatableArray();
    }

    private SizeDefinition? ReadSize(DefinitionName name, YamlNode value)
    {
        if (value is YamlNode.Scalar { IsMissing: true }) return new SizeDefinition(name, null);
        return _values.Text(value, name.Text, "a whole number") is { } text ? new SizeDefinition(name, text) : null;
    }

    private EquatableArray<MappedText> ReadTexts(string key, string expected) => ValueOf(key) switch
    {
        null => default,
        YamlNode.List list => list.Items.Select(item => _values.Text(item, key, expected)).OfType<MappedText>().ToEquatableArray(),
        YamlNode.Scalar { IsMissing: false } scalar => EquatableArray.Of(scalar.Text),
        { } other => _values.Wrong<EquatableArray<MappedText>>(other, key, expected),
    };

    private EquatableArray<ConstantDefinition> ReadConstants() => ValueOf("constants") switch
    {
        null => default,
        YamlNode.Map map => _values.Named(map).Select(part => ReadConstant(part.Name, part.Value)).ToEquatableArray(),
        { } other => _values.Wrong<EquatableArray<ConstantDefinition>>(other, "constants", "a map of names to numbers"),
    };

    private ConstantDefinition ReadConstant(DefinitionName name, YamlNode value)
    {
        if (value is YamlNode.Scalar { IsMissing: true }) return new ConstantDefinition(name, null);
        MappedText? number = _values.Text(value, name.Text, "a number");
        return new ConstantDefinition(name, number, IsWrong: number is null);
    }

    private EquatableArray<TensorDefinition> ReadTensors(string key)
    {
        bool inferred = key == "parameters";
        string? more = key switch { "parameters" => "init", "states" => "initial", _ => null };
        return ValueOf(key) switch
        {
            null => default,
            YamlNode.Map map => _values.Named(map).Select(part => ReadTensor(part.Name, part.Value, more)).ToEquatableArray(),
            YamlNode.List list when inferred => _values.Names(list, key).Select(name => new TensorDefinition(name, null, null))
                .ToEquatableArray(),
            { } other => Wrong(other),
        };

        EquatableArray<TensorDefinition> Wrong(YamlNode value)
        {
            string example = key switch { "inputs" => "{ x: input }", "states" => "{ h: hidden }", _ => "{ b: hidden }" };
            string list = inferred ? ", or a list of names, '[W, b]'" : "";
            _values.ReportKind(value, key, $"a map of names to shapes, such as '{example}'{list}");
            return ValueReader.Recover(value).Select(WrongTensor).ToEquatableArray();
        }
    }

    private static TensorDefinition WrongTensor(DefinitionName name) => new(name, null, null, IsWrong: true);

    /// <param name="more">The key that may stand beside the shape; null for inputs.</param>
    private TensorDefinition ReadTensor(DefinitionName name, YamlNode value, string? more)
    {
        bool isParameter = more == "init";
        if (value is not YamlNode.Map map || more is null || (map.Entries.Count == 0 && !isParameter))
        {
            bool isMissing = value is YamlNode.Scalar { IsMissing: true };
            if (isMissing && isParameter) return new TensorDefinition(name, null, null);
            return _values.Shape(value, name.Text, isParameter ? MostExtents : 2) is { } shape
                ? new TensorDefinition(name, shape, null)
                : WrongTensor(name);
        }
        YamlNode? shapeValue = null;
        MappedText? initial = null, learned = null, seed = null;
        EquatableArray<MappedText> clip = default;
        string[] keys = isParameter ? ["shape", more, "learned", "seed", "clip"] : ["shape", more];
        string expected = isParameter ? "an initialiser, such as constant(1)" : "a parameter, or a number";
        foreach (YamlEntry entry in map.Entries)
        {
            if (entry.Key.Value == "shape") shapeValue = entry.Value;
            else if (entry.Key.Value == more) initial = _values.Text(entry.Value, more, expected);
            else if (isParameter && entry.Key.Value == "learned") learned = _values.Text(entry.Value, "learned", OptionReader.Truths);
            else if (isParameter && entry.Key.Value == "seed") seed = _values.Text(entry.Value, "seed", "a whole number");
            else if (isParameter && entry.Key.Value == "clip") clip = ReadClip(entry.Value);
            else
                _diagnostics.Report(Rules.UnknownKey, entry.Key.Span, Fix.Respell(entry.Key.Span, entry.Key.Value, keys), entry.Key.Value,
                    $"of the {(isParameter ? "parameter" : "state")} '{name}'", Spelling.Suggest(entry.Key.Value, keys));
        }
        ShapeDefinition? written = null;
        if (shapeValue is not null) written = _values.Shape(shapeValue, name.Text, isParameter ? MostExtents : 2);
        else if (!isParameter) _values.ReportKind(value, name.Text, "a shape, such as '{ shape: n, initial: h0 }'");
        bool isWrong = written is null && !(isParameter && shapeValue is null);
        return new TensorDefinition(name, written, isParameter ? initial : null, isWrong)
        {
            Initial = isParameter ? null : initial,
            Learned = learned,
            Seed = seed,
            Clip = clip,
        };
    }

    private EquatableArray<MappedText> ReadClip(YamlNode value)
    {
        const string Expected = "the lowest and the highest value, such as '[-1, 1]'";
        if (value is not YamlNode.List { Items.Count: 2 } list) return _values.Wrong<EquatableArray<MappedText>>(value, "clip", Expected);
        return list.Items.Select(item => _values.Text(item, "clip", Expected)).OfType<MappedText>().ToEquatableArray();
    }

    private EquatableArray<MappedText> ReadEquations()
    {
        if (ValueOf("equations") is not { } value) return default;
        if (value is not (YamlNode.List { IsFlow: true } or YamlNode.Map { IsFlow: true }))
            return ReadTexts("equations", "a text behind '|' with one equation a line");
        _diagnostics.Report(Rules.FlowForExpressions, value.Span, "equations");
        return default;
    }

    private EquatableArray<OutputDefinition> ReadOutputs()
    {
        switch (ValueOf("outputs"))
        {
            case null:
                return default;
            case YamlNode.List { IsFlow: true } or YamlNode.Map { IsFlow: true }:
                _diagnostics.Report(Rules.FlowForExpressions, _entries["outputs"].Value.Span, "outputs");
                return WrongOutputs(_entries["outputs"].Value);
            case YamlNode.Map map:
                return _values.Named(map).Select(part => ReadOutput(part.Name, part.Value)).ToEquatableArray();
            case { } other:
                _values.ReportKind(other, "outputs", "a map of names to expressions");
                return WrongOutputs(other);
        }
    }

    private static EquatableArray<OutputDefinition> WrongOutputs(YamlNode value) =>
        ValueReader.Recover(value).Select(name => new OutputDefinition(name, null, IsWrong: true)).ToEquatableArray();

    private OutputDefinition ReadOutput(DefinitionName name, YamlNode value)
    {
        if (value is YamlNode.Scalar { IsMissing: true }) return new OutputDefinition(name, null);
        if (value is not YamlNode.List { IsFlow: true } list)
        {
            MappedText? expression = _values.Text(value, name.Text, "an expression");
            return new OutputDefinition(name, expression, IsWrong: expression is null);
        }
        string text = string.Join(", ", list.Items.OfType<YamlNode.Scalar>().Select(item => item.Value));
        _diagnostics.Report(Rules.BracketStartsList, list.Span, $"([{text}])");
        return new OutputDefinition(name, null, IsWrong: true);
    }
}
