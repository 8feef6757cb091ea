using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Hosting;

/// <summary>
/// Reads the values of [Cell], [CellSize] and [CellConstant]. Sizes and constants are judged by the compiler, which knows the definition.
/// </summary>
internal sealed class CellArgumentsReader
{
    private readonly List<SizeArgument> _sizes = [];
    private readonly List<ConstantArgument> _constants = [];
    private readonly List<CellDiagnostic> _mistakes;
    private ElementType _element = ElementType.Float;
    private int? _timeSteps;
    private int? _batch;
    private OptionArguments _options = OptionArguments.None;
    private LayerArguments _layers = LayerArguments.One;
    private string? _resets;
    private string? _weights;

    private CellArgumentsReader(List<CellDiagnostic> mistakes) => _mistakes = mistakes;

    public static CellArguments Read(AttributeData cell, IEnumerable<AttributeData> all, List<CellDiagnostic> mistakes)
    {
        var reader = new CellArgumentsReader(mistakes);
        foreach (KeyValuePair<string, TypedConstant> argument in cell.NamedArguments) reader.ReadNamed(argument.Key, argument.Value);
        foreach (AttributeData attribute in all)
        {
            if (AttributeNames.IsCellSize(attribute)) reader.ReadSize(attribute);
            else if (AttributeNames.IsCellConstant(attribute)) reader.ReadConstant(attribute);
        }

        return new CellArguments(
            reader._sizes.ToEquatableArray(), reader._constants.ToEquatableArray(), reader._element, reader._timeSteps, reader._batch,
            reader._options, reader._layers, reader._resets, reader._weights);
    }

    private void ReadNamed(string argument, TypedConstant constant)
    {
        switch (argument, constant.Value)
        {
            case ("Unroll", int option):
                _options = _options with { Unroll = ReadOption<UnrollOption>(argument, option) };
                break;
            case ("Activations", int option):
                _options = _options with { Activations = ReadOption<ActivationsOption>(argument, option) };
                break;
            case ("Recompute", bool recompute):
                _options = _options with { Recompute = recompute };
                break;
            case ("StreamingWeights", int option):
                _options = _options with { StreamingWeights = ReadOption<StreamingWeightsOption>(argument, option) };
                break;
            case ("Denormals", int option):
                _options = _options with { Denormals = ReadOption<DenormalsOption>(argument, option) };
                break;
            case ("Input" or "Hidden" or "Output", int size):
                AddSize(argument.ToLowerInvariant(), size, argument);
                break;
            case ("Resets", string input):
                _resets = input;
                break;
            case ("Weights", string path):
                _weights = path;
                break;
            case ("Bidirectional", bool both):
                _layers = _layers with { Bidirectional = both };
                break;
            case (_, 0): // as if it were left out, as the attribute documents
                break;
            case ("Layers", int count):
                _layers = _layers with { Count = count };
                break;
            case ("TimeSteps", int extent):
                _timeSteps = extent;
                break;
            case ("Batch", int extent):
                _batch = extent;
                break;
            case ("Element", ITypeSymbol type):
                ReadElement(type);
                break;
        }
    }

    private void ReadElement(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Double) _element = ElementType.Double;
        else if (type.SpecialType != SpecialType.System_Single && type.TypeKind != TypeKind.Error)
            Report(Rules.WrongElement, "Element", type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
    }

    /// <summary>An option of an undefined number is reported, and then as if it were left out.</summary>
    private TOption? ReadOption<TOption>(string argument, int value)
        where TOption : struct, Enum
    {
        if (OptionReader.Misfit<TOption>(value, argument) is not { } words) return (TOption)Enum.ToObject(typeof(TOption), value);
        Report(Rules.WrongOption, argument, words);
        return null;
    }

    private void ReadSize(AttributeData attribute)
    {
        if (AttributeNames.TryReadPair(attribute, out string name, out int value)) AddSize(name, value, AttributeNames.SizeArgument(name));
    }

    private void AddSize(string name, int value, string argument)
    {
        if (_sizes.Find(s => s.Name == name) is not null) Report(Rules.SetTwice, argument, "size", name);
        else _sizes.Add(new SizeArgument(name, value, argument));
    }

    private void ReadConstant(AttributeData attribute)
    {
        if (!AttributeNames.TryReadPair(attribute, out string name, out double value)) return;
        string argument = AttributeNames.ConstantArgument(name);
        if (_constants.Exists(c => c.Name == name)) Report(Rules.SetTwice, argument, "constant", name);
        else _constants.Add(new ConstantArgument(name, value, argument));
    }

    private void Report(DiagnosticRule rule, string argument, params string[] words) =>
        _mistakes.Add(new CellDiagnostic(rule, new DiagnosticPlace.Argument(argument), EquatableArray<string>.Own(words)));
}
