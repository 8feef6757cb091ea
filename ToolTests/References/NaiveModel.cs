using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Formats;

namespace RnnGen.ToolTests.References;

/// <summary>
/// The meaning of an imported model, in loops and double precision, straight from the equations in the comments of its types: knows
/// nothing of definitions.
/// </summary>
internal static class NaiveModel
{
    /// <param name="input">[T, input].</param>
    /// <returns>[T, output]; of a model with one output for a sequence [output].</returns>
    public static double[] Run(ImportedModel model, int steps, double[] input)
    {
        double[][] x = [.. Enumerable.Range(0, steps).Select(t => input.AsSpan(t * model.InputSize, model.InputSize).ToArray())];
        double[][] values = x;
        foreach (ImportedLayer layer in model.Layers) values = Run(layer, values, x);
        return [.. values.SelectMany(value => value)];
    }

    public static double Activate(ActivationFunction function, double x)
    {
        (double a, double b) = (function.Alpha, function.Beta);
        return function.Kind switch
        {
            ActivationKind.Identity => x,
            ActivationKind.Tanh => Math.Tanh(x),
            ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
            ActivationKind.Relu => Math.Max(x, 0),
            ActivationKind.LeakyRelu => x < 0 ? a * x : x,
            ActivationKind.ThresholdedRelu => x > a ? x : 0,
            ActivationKind.Elu => x < 0 ? a * (Math.Exp(x) - 1) : x,
            ActivationKind.Selu => b * (x < 0 ? a * (Math.Exp(x) - 1) : x),
            ActivationKind.ScaledTanh => a * Math.Tanh(b * x),
            ActivationKind.HardSigmoid => Math.Clamp(a * x + b, 0, 1),
            ActivationKind.Softsign => x / (1 + Math.Abs(x)),
            ActivationKind.Softplus => Math.Log(1 + Math.Exp(x)),
            ActivationKind.Affine => a * x + b,
            ActivationKind.Exponential => Math.Exp(x),
            ActivationKind.HardSwish => x * Math.Clamp(x / 6 + 0.5, 0, 1),
            ActivationKind.Silu => x / (1 + Math.Exp(-x)),
            ActivationKind.Clamp => Math.Min(Math.Max(x, a), b),
            ActivationKind.LogSigmoid => -Math.Log(1 + Math.Exp(-x)),
            ActivationKind.Mish => x * Math.Tanh(Math.Log(1 + Math.Exp(x))),
            ActivationKind.GeluTanh => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * Math.Pow(x, 3)))),
            _ => throw new InvalidOperationException($"{function} is none of one element."),
        };
    }

    private static double[][] Run(ImportedLayer layer, double[][] x, double[][] input) => layer switch
    {
        ImportedLayer.Recurrent recurrent => Run(recurrent, x),
        ImportedLayer.Dense dense => [.. x.Select(v => Sum(Times(dense.Weights, v), dense.Bias))],
        ImportedLayer.Activation { Function.Kind: ActivationKind.Softmax } => [.. x.Select(Softmax)],
        ImportedLayer.Activation { Function.Kind: ActivationKind.LogSoftmax } => [.. x.Select(v => Array.ConvertAll(Softmax(v), Math.Log))],
        ImportedLayer.Activation activation => [.. x.Select(v => Array.ConvertAll(v, e => Activate(activation.Function, e)))],
        ImportedLayer.LastStep => [x[^1]],
        ImportedLayer.AddInput => [.. x.Zip(input, (v, u) => v.Zip(u, (a, b) => a + b).ToArray())],
        _ => throw new InvalidOperationException(),
    };

    private static double[][] Run(ImportedLayer.Recurrent layer, double[][] x)
    {
        double[][][] halves = [.. layer.Directions.Select(direction => Run(direction, x))];
        return layer.Returns == SequenceOutput.EveryStep
            ? [.. x.Select((_, t) => Merged(layer.Merge, [.. halves.Select(half => half[t])]))]
            : [Merged(layer.Merge,
                [.. halves.Zip(layer.Directions).Select(half => half.Second.IsReversed ? half.First[0] : half.First[^1])])];
    }

    private static double[] Merged(DirectionMerge merge, double[][] halves) => halves.Length == 1 ? halves[0] : merge switch
    {
        DirectionMerge.Sum => Plus(halves[0], halves[1]),
        DirectionMerge.Average => [.. Plus(halves[0], halves[1]).Select(v => v / 2)],
        DirectionMerge.Multiply => [.. halves[0].Zip(halves[1], (a, b) => a * b)],
        _ => [.. halves[0], .. halves[1]],
    };

    private static double[][] Run(RecurrentDirection direction, double[][] x)
    {
        RecurrentCell cell = direction.Cell;
        double[] h = Start(cell.InitialHidden, cell.OutputSize);
        double[] c = Start((cell as RecurrentCell.Lstm)?.InitialCell, cell.HiddenSize);
        var outputs = new double[x.Length][];
        for (int step = 0; step < x.Length; step++)
        {
            int t = direction.IsReversed ? x.Length - 1 - step : step;
            if (cell is RecurrentCell.Lstm lstm) (h, c) = Step(lstm, x[t], h, c);
            else h = cell is RecurrentCell.Gru gru ? Step(gru, x[t], h) : Step((RecurrentCell.Simple)cell, x[t], h);
            outputs[t] = h;
        }
        return outputs;
    }

    private static (double[] Hidden, double[] Cell) Step(RecurrentCell.Lstm lstm, double[] x, double[] h, double[] c)
    {
        double[] i = Gate(lstm.Input, lstm.Peepholes?.Input, c, lstm.GateActivation);
        double[] f = lstm.Forget is { } forget
            ? Gate(forget, lstm.Peepholes?.Forget, c, lstm.GateActivation)
            : Array.ConvertAll(i, value => 1 - value);
        double[] g = Gate(lstm.Cell, null, c, lstm.CellActivation);
        double[] next = [.. c.Select((value, unit) => f[unit] * value + i[unit] * g[unit])];
        double[] o = Gate(lstm.Output, lstm.Peepholes?.Output, next, lstm.GateActivation);
        double[] hidden = [.. next.Select((value, unit) => o[unit] * Activate(lstm.OutputActivation, value))];
        return (lstm.Projection is { } projection ? Times(projection, hidden) : hidden, next);

        double[] Gate(Gate gate, ImportedTensor? peephole, double[] seen, ActivationFunction function)
        {
            double[] z = Sum(Plus(Times(gate.Input, x), Times(gate.Recurrent, h)), gate.Bias);
            if (peephole is not null) z = [.. z.Select((value, unit) => value + peephole.Values[unit] * seen[unit])];
            return Activated(lstm, function, z);
        }
    }

    private static double[] Step(RecurrentCell.Gru gru, double[] x, double[] h)
    {
        double[] z = Activated(gru, gru.GateActivation, Linear(gru.Update, x, h));
        double[] r = Activated(gru, gru.GateActivation, Linear(gru.Reset, x, h));
        double[] product = gru.ResetsAfter
            ? [.. Sum(Times(gru.Candidate.Recurrent, h), gru.CandidateRecurrentBias).Zip(r, (a, b) => a * b)]
            : Times(gru.Candidate.Recurrent, [.. h.Zip(r, (a, b) => a * b)]);
        double[] n = Activated(gru, gru.CellActivation, Plus(Sum(Times(gru.Candidate.Input, x), gru.Candidate.Bias), product));
        return [.. h.Select((value, unit) => (1 - z[unit]) * n[unit] + z[unit] * value)];
    }

    private static double[] Step(RecurrentCell.Simple simple, double[] x, double[] h) =>
        Activated(simple, simple.Activation, Linear(simple.Hidden, x, h));

    private static double[] Linear(Gate gate, double[] x, double[] h) =>
        Sum(Plus(Times(gate.Input, x), Times(gate.Recurrent, h)), gate.Bias);

    private static double[] Activated(RecurrentCell cell, ActivationFunction function, double[] z)
    {
        double clip = cell.Clip ?? double.PositiveInfinity;
        return Array.ConvertAll(z, value => Activate(function, Math.Clamp(value, -clip, clip)));
    }

    private static double[] Start(ImportedTensor? initial, int length) => initial?.Values.ToArray() ?? new double[length];

    private static double[] Plus(double[] a, double[] b) => [.. a.Zip(b, (u, v) => u + v)];

    private static double[] Sum(double[] z, ImportedTensor? bias) => bias is null ? z : Plus(z, bias.Values.ToArray());

    private static double[] Times(ImportedTensor matrix, double[] vector)
    {
        var product = new double[matrix.Rows];
        for (int row = 0; row < matrix.Rows; row++)
            for (int column = 0; column < matrix.Columns; column++)
                product[row] += matrix.Values[row * matrix.Columns + column] * vector[column];
        return product;
    }

    private static double[] Softmax(double[] z)
    {
        double[] powers = Array.ConvertAll(z, value => Math.Exp(value - z.Max()));
        return Array.ConvertAll(powers, value => value / powers.Sum());
    }
}
