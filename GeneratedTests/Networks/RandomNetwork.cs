using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.RandomCells;

namespace RnnGen.Tests.Networks;

/// <summary>
/// Two or three random cells that read each other's states and outputs, some from the last step to the first: written down as one
/// definition, and run one after the other by hand.
/// </summary>
internal sealed class RandomNetwork
{
    private const string Letters = "abc";

    private readonly List<Part> _parts = [];
    private readonly List<(string Name, Shape Shape)> _inputs = [];

    private RandomNetwork(int seed, bool isOneWay)
    {
        var random = new Random(seed);
        int count = 2 + random.Next(2);
        for (int i = 0; i < count; i++)
        {
            string definition = RandomCell.CreateWithText(1000 * (i + 1) + seed).Definition!;
            BoundCell cell = Request.Bind(Request.InPlace(definition));
            string[] arguments = [.. cell.Inputs.Select(input => Argument(input.Shape, random))];
            _parts.Add(new Part(Letters[i..(i + 1)], definition, cell, arguments, !isOneWay && random.Next(3) == 0));
        }
        Definition = Write();
    }

    public string Definition { get; }

    public static RandomNetwork Create(int seed, bool isOneWay) => new(seed, isOneWay);

    /// <summary>All outputs of the network, [T, B, F], each cell run alone over the whole sequence.</summary>
    public IReadOnlyList<double[]> RunByHand(BoundCell network, SequenceDraw draw, int timeSteps, int batch)
    {
        var values = new Dictionary<string, double[]>();
        for (int i = 0; i < _inputs.Count; i++) values[_inputs[i].Name] = draw.Inputs[i];
        var outputs = new List<double[]>();
        foreach (Part part in _parts)
        {
            double[][] parameters = [.. part.Cell.Parameters.Select(p => draw.Parameters[IndexOf(network.Parameters, part, p)])];
            double[][] initial = [.. part.Cell.States.Select(s => draw.Initial[IndexOf(network.States, part, s)])];
            double[][] inputs = [.. part.Arguments.Select(argument => Turned(values[argument]))];
            StepFunction function = Request.Lower(Request.InPlace(part.Definition));
            SequenceRun run = new SequenceInterpreter(function, null).Forward(timeSteps, batch, parameters, inputs, initial);
            for (int s = 0; s < part.Cell.States.Count; s++) values[$"{part.Name}.{part.Cell.States[s].Name}"] = Turned(run.States[s]);
            for (int o = 0; o < part.Cell.Outputs.Count; o++)
                outputs.Add(values[$"{part.Name}.{part.Cell.Outputs[o].Symbol.Name}"] = Turned(run.Outputs[o]));

            double[] Turned(double[] sequence) => part.IsReversed
                ? [.. sequence.Chunk(sequence.Length / timeSteps).Reverse().SelectMany(step => step)]
                : sequence;
        }
        return outputs;
    }

    private static int IndexOf(IReadOnlyList<BoundSymbol> all, Part part, BoundSymbol symbol) =>
        Enumerable.Range(0, all.Count).Single(i => all[i].Name == $"{part.Name}.{symbol.Name}");

    /// <summary>A value of a cell before, where one has the shape, or an input.</summary>
    private string Argument(Shape shape, Random random)
    {
        string[] fitting =
        [
            .. _parts.SelectMany(part => part.Cell.States.Concat(part.Cell.Outputs.Select(output => output.Symbol))
                .Where(value => value.Shape == shape).Select(value => $"{part.Name}.{value.Name}")),
        ];
        if (fitting.Length > 0) return fitting[random.Next(fitting.Length)];
        _inputs.Add(($"x{_inputs.Count}", shape));
        return _inputs[^1].Name;
    }

    private string Write()
    {
        var text = new StringBuilder();
        if (_inputs.Count > 0) text.Append($"inputs: {{ {string.Join(", ", _inputs.Select(input => $"{input.Name}: {input.Shape}"))} }}\n");
        text.Append("cells:\n");
        foreach (Part part in _parts)
        {
            text.Append($"  {part.Name}:\n");
            if (part.IsReversed) text.Append("    reversed: true\n");
            text.Append("    cell:\n");
            foreach (string line in part.Definition.TrimEnd().Split('\n')) text.Append($"      {line}\n");
        }
        text.Append("equations: |\n");
        foreach (Part part in _parts) text.Append($"  {part.Name}({string.Join(", ", part.Arguments)})\n");
        text.Append("outputs:\n");
        foreach (Part part in _parts)
            for (int o = 0; o < part.Cell.Outputs.Count; o++)
                text.Append($"  out_{part.Name}{o}: {part.Name}.{part.Cell.Outputs[o].Symbol.Name}\n");
        return text.ToString();
    }

    private sealed record Part(string Name, string Definition, BoundCell Cell, string[] Arguments, bool IsReversed);
}
