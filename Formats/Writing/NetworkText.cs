using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>
/// Goes over the layers of a network and collects what its definition says: cells inside, states, parameters, equations, and the output.
/// </summary>
internal sealed class NetworkText
{
    private const string Begun = "begun";

    private readonly ImportedModel _model;
    private readonly LegalNames _names;
    private int _size;
    private bool _isSum; // whether the output needs parentheses, or a name, beside an operator
    private string? _name; // that of the layer that made the output, for the case that it needs one

    public NetworkText(ImportedModel model, string? type)
    {
        (_model, _names, _size) = (model, new LegalNames(type), model.InputSize);
        foreach (ImportedLayer layer in model.Layers)
        {
            Add(layer);
            _size = layer.OutputSizeFor(_size);
        }
    }

    public List<(string Name, WrittenCell Cell, bool IsReversed)> Cells { get; } = [];

    public List<(string Name, string Shape)> States { get; } = [];

    public List<WrittenParameter> Parameters { get; } = [];

    public List<string> Equations { get; } = [];

    /// <summary>What the last layer hands on.</summary>
    public string Output { get; private set; } = "x";

    private void Add(ImportedLayer layer)
    {
        switch (layer)
        {
            case ImportedLayer.Recurrent recurrent:
                AddRecurrent(recurrent);
                break;
            case ImportedLayer.Dense dense:
                AddDense(dense);
                break;
            case ImportedLayer.Activation activation:
                bool isName = Output.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');
                if (ActivationText.NeedsName(activation.Function) && !isName) Name();
                _name ??= _names.Add(layer.Name, "z");
                _isSum = activation.Function.Kind == ActivationKind.Identity ? _isSum : ActivationText.IsSum(activation.Function);
                Output = ActivationText.Of(activation.Function, Output);
                break;
            case ImportedLayer.AddInput:
                _name ??= _names.Add(layer.Name, "z");
                Output += _size == _model.InputSize ? " + x" : $" + x[0..{NumberText.Of(_size)}]";
                _isSum = true;
                break;
            case ImportedLayer.LastStep: // the head of the definition says it
                break;
            default:
                throw new InvalidOperationException($"There is no text for {layer}.");
        }
    }

    private void AddRecurrent(ImportedLayer.Recurrent layer)
    {
        if (_isSum) Name();
        var outputs = new List<string>();
        foreach (RecurrentDirection direction in layer.Directions)
        {
            string way = layer.Directions.Count == 1 ? "" : direction.IsReversed ? "_backward" : "_forward";
            string name = _names.Add(layer.Name + way, "layer" + way);
            Cells.Add((name, CellText.Of(direction.Cell), direction.IsReversed));
            Equations.Add($"{name}({Output})");
            bool isHeld = direction.IsReversed && layer.Returns == SequenceOutput.Final;
            outputs.Add(isHeld ? Held(name, direction.Cell.OutputSize) : name + ".h");
        }
        Output = outputs.Count == 1 ? outputs[0] : Merged(layer.Merge, outputs);
        (_isSum, _name) = (outputs.Count > 1 && layer.Merge != DirectionMerge.Concatenate, null);
    }

    private static string Merged(DirectionMerge merge, List<string> outputs) => merge switch
    {
        DirectionMerge.Sum => string.Join(" + ", outputs),
        DirectionMerge.Average => $"0.5 * ({string.Join(" + ", outputs)})",
        DirectionMerge.Multiply => string.Join(" * ", outputs),
        _ => $"[{string.Join("; ", outputs)}]",
    };

    /// <summary>
    /// A reversed cell has read the whole sequence at the first step. Its state there is kept up to the last, so that the network's output
    /// at the last step is that of the source.
    /// </summary>
    private string Held(string cell, int size)
    {
        string held = _names.Add(cell + "_final", "final");
        if (States.All(state => state.Name != Begun)) States.Add((Begun, "[]"));
        States.Add((held, NumberText.Of(size)));
        Equations.Add($"{held} = where({Begun}' > 0, {held}', {cell}.h)");
        return held;
    }

    private void AddDense(ImportedLayer.Dense layer)
    {
        if (_isSum) Name();
        string name = _names.Add(layer.Name, "dense");
        string weight = Parameter(name + "_weight", $"[{NumberText.Of(layer.Weights.Rows)}, {NumberText.Of(_size)}]", layer.Weights);
        Output = $"{weight} @ {Output}";
        if (layer.Bias is not null) Output += $" + {Parameter(name + "_bias", $"[{NumberText.Of(layer.Weights.Rows)}]", layer.Bias)}";
        (_isSum, _name) = (true, name);
    }

    private string Parameter(string name, string shape, ImportedTensor values)
    {
        string unique = _names.Add(name, "weight");
        Parameters.Add(new WrittenParameter(unique, shape, values));
        return unique;
    }

    /// <summary>Gives the output so far a name, so that more can be made of it.</summary>
    private void Name()
    {
        string name = _name ?? _names.Add("z", "z");
        Equations.Add($"{name} = {Output}");
        (Output, _isSum, _name) = (name, false, null);
    }

    /// <summary>All equations in order; the one that remembers that the sequence has begun stands last.</summary>
    public IEnumerable<string> AllEquations() => States.Count == 0 ? Equations : [.. Equations, $"{Begun} = 1"];
}
