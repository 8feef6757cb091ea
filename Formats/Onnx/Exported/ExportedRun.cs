using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Formats.Onnx.Running;

namespace RnnGen.Formats.Onnx.Exported;

/// <summary>
/// An exported graph, whichever form it has: what goes in and out of it, and how it is run over sequences. Nothing is computed before it is
/// asked for.
/// </summary>
internal sealed class ExportedRun
{
    // A step takes a multiplication for a weight of four bytes, or as many as a matrix has rows; less than a second where a file is small.
    private const long WorkOfByte = 1024, SpareWork = 1 << 26, SpareElements = 1 << 18;

    private readonly OnnxGraph _graph;
    private readonly Lazy<GraphMachine> _machine;
    private readonly StoredArguments _arguments;
    private readonly int[] _results;

    /// <param name="model">As it was read.</param>
    /// <param name="length">The bytes of the file.</param>
    /// <param name="budget">Of reading it.</param>
    /// <param name="isTrusted">Whether it was written here: then it may take any time and memory.</param>
    public ExportedRun(OnnxModel model, long length, ReadingBudget budget, bool isTrusted)
    {
        (long work, long elements) = isTrusted
            ? (long.MaxValue, Array.MaxLength)
            : (WorkOfByte * length + SpareWork, 8 * length + SpareElements);
        (_graph, _machine) = (model.Graph, new Lazy<GraphMachine>(() => new GraphMachine(model.Graph, budget, work, elements)));
        _arguments = ExportedModel.Read(model, ExportedModel.ArgumentsKey, StoredJson.Default.StoredArguments);
        if (_arguments.Inputs is not { Count: > 0 } inputs || _arguments.Outputs is not { Count: > 0 } made
            || _arguments.States is not { } states || states.Any(state => state?.Output is null)
            || inputs.Concat(made).Any(name => name is null)
            || states.Any(state => (state.Input is null) != (states[0].Input is null)))
            throw ModelFormatException.Damaged("ONNX", "inputs, outputs or states are not as they were exported.");
        Inputs = [.. _arguments.Inputs.Select(Input)];
        States = [.. _arguments.States.Select(state => state.Input).OfType<string>().Select(Input)];
        _results = [.. _arguments.Outputs.Concat(_arguments.States.Select(state => state.Output)).Select(Output)];
        long size = Inputs.Sum(input => GraphArray.Count(Extents(input)));
        long outputs = _results[.._arguments.Outputs.Count].Sum(index => GraphArray.Count(Extents(_graph.Outputs[index])));
        budget.Spend(size + outputs, 64 * sizeof(double), "inputs and outputs");
        (InputSize, OutputSize) = ((int)size, (int)outputs);
    }

    /// <summary>The definition's inputs.</summary>
    public IReadOnlyList<OnnxArgument> Inputs { get; }

    /// <summary>The inputs for states before the first step; none where these begin as the definition says.</summary>
    public IReadOnlyList<OnnxArgument> States { get; }

    public string? Lengths => _arguments.Lengths;

    public bool IsStep => _arguments.IsStep;

    /// <summary>The elements of all inputs of a step.</summary>
    public int InputSize { get; }

    /// <summary>The elements of all outputs of a step.</summary>
    public int OutputSize { get; }

    /// <summary>Runs one sequence from the initial states of the definition.</summary>
    /// <param name="steps">T.</param>
    /// <param name="input">[T, input], the inputs of a step side by side.</param>
    /// <param name="parameters">Of the definition.</param>
    /// <returns>[T, output], the outputs of a step side by side.</returns>
    public double[] Run(int steps, double[] input, IReadOnlyList<ImportedTensor> parameters)
    {
        var arrays = new double[Inputs.Count][];
        for (int i = 0, start = 0; i < arrays.Length; i++)
        {
            int width = (int)GraphArray.Count(Extents(Inputs[i])), from = start;
            arrays[i] = [.. Enumerable.Range(0, steps).SelectMany(t => input.Skip(t * InputSize + from).Take(width))];
            start += width;
        }
        double[][] initial = [.. States.Select((argument, i) => Initial(_arguments.States[i], argument, parameters))];
        double[][] outputs = Run(steps, 1, arrays, initial, null).Outputs;
        return [.. Enumerable.Range(0, steps).SelectMany(t => outputs.SelectMany(all => all.Chunk(all.Length / steps).ElementAt(t)))];
    }

    private double[] Initial(StoredState state, OnnxArgument argument, IReadOnlyList<ImportedTensor> parameters)
    {
        if (state.Parameter is not { } name) return [.. Enumerable.Repeat(state.Value, (int)GraphArray.Count(Extents(argument)))];
        return parameters.FirstOrDefault(parameter => parameter.Name == name)?.Values.ToArray()
            ?? throw ModelFormatException.Damaged(
                $"input '{OnnxCall.Cut(argument.Name)}'", $"there is no parameter '{OnnxCall.Cut(name)}'.");
    }

    /// <summary>Runs a batch.</summary>
    /// <param name="steps">T.</param>
    /// <param name="batch">B.</param>
    /// <param name="inputs">[T, B, …] for each input.</param>
    /// <param name="initial">[B, …] for each state that is an input.</param>
    /// <param name="lengths">Of each sequence, where the graph has that input.</param>
    /// <returns>[T, B, …] for each output, [B, …] for each state.</returns>
    public (double[][] Outputs, double[][] Final) Run(int steps, int batch, double[][] inputs, double[][] initial, int[]? lengths)
    {
        var values = new Dictionary<string, GraphArray>();
        for (int s = 0; s < States.Count; s++)
            values[States[s].Name] = new GraphArray([batch, .. Extents(States[s])], initial[s]);
        if (Lengths is not null) values[Lengths] = GraphArray.Vector(lengths ?? [.. Enumerable.Repeat(steps, batch)]);
        if (!IsStep)
        {
            for (int i = 0; i < Inputs.Count; i++)
                values[Inputs[i].Name] = new GraphArray([steps, batch, .. Extents(Inputs[i])], inputs[i]);
            return Split(_machine.Value.Run(values));
        }
        List<double>[] outputs = [.. Enumerable.Range(0, _arguments.Outputs.Count).Select(_ => new List<double>())];
        double[][] final = [];
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < Inputs.Count; i++)
            {
                int row = inputs[i].Length / steps;
                values[Inputs[i].Name] = new GraphArray([batch, .. Extents(Inputs[i])], inputs[i][(t * row)..((t + 1) * row)]);
            }
            (double[][] made, final) = Split(_machine.Value.Run(values));
            for (int o = 0; o < outputs.Length; o++) outputs[o].AddRange(made[o]);
            for (int s = 0; s < States.Count; s++) values[States[s].Name] = new GraphArray([batch, .. Extents(States[s])], final[s]);
        }
        return ([.. outputs.Select(all => all.ToArray())], final);
    }

    private (double[][] Outputs, double[][] Final) Split(GraphArray[] all)
    {
        double[][] values = [.. _results.Select(index => all[index].Values)];
        return (values[.._arguments.Outputs.Count], values[_arguments.Outputs.Count..]);
    }

    private OnnxArgument Input(string name) => _graph.Inputs.FirstOrDefault(input => input.Name == name)
        ?? throw ModelFormatException.Damaged("ONNX", $"the graph has no input '{OnnxCall.Cut(name)}'.");

    private int Output(string name)
    {
        int index = _graph.Outputs.Select(output => output.Name).ToList().IndexOf(name);
        return index >= 0 ? index : throw ModelFormatException.Damaged("ONNX", $"the graph has no output '{OnnxCall.Cut(name)}'.");
    }

    /// <summary>The extents behind time and batch.</summary>
    private int[] Extents(OnnxArgument argument)
    {
        int lead = IsStep || !_arguments.Inputs.Contains(argument.Name) && !_arguments.Outputs.Contains(argument.Name) ? 1 : 2;
        IEnumerable<OnnxDimension> own = (argument.Type?.Tensor?.Shape?.Dimensions ?? []).Skip(lead);
        return own.All(dimension => dimension.Value is > 0 and <= int.MaxValue)
            ? [.. own.Select(dimension => (int)dimension.Value)]
            : throw ModelFormatException.Damaged($"tensor '{OnnxCall.Cut(argument.Name)}'", "its features are open.");
    }
}
