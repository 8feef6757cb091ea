using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Gradients;

namespace RnnGen.Tests.Lengths;

/// <summary>
/// What a tape of unequal lengths has to give: each row is interpreted alone, as a batch of one over its own steps. Where no row has a
/// step, NaN stands in what is expected.
/// </summary>
internal sealed class RowAlone
{
    private readonly SequenceInterpreter _interpreter;
    private readonly SequenceDraw _draw;
    private readonly LengthDraw _lengths;
    private readonly StepFunction _function;

    public RowAlone(StepFunction function, SequenceDraw draw, LengthDraw lengths)
    {
        (_function, _draw, _lengths) = (function, draw, lengths);
        _interpreter = new SequenceInterpreter(Differentiator.Differentiate(function));
        int rows = lengths.TimeSteps * lengths.Batch;
        (Outputs, States) = (Unknown(function.Outputs, rows), Unknown(function.Next, rows));
        (Inputs, Initial, Final) =
            (Unknown(function.Inputs, rows), Unknown(function.Previous, lengths.Batch), Unknown(function.Next, lengths.Batch));
        Parameters = [.. function.Parameters.Select(p => new double[p.Shape.Length])];
        for (int row = 0; row < lengths.Rows; row++) Run(row);
    }

    /// <summary>[T, B, F], as the adjoints of inputs.</summary>
    public double[][] Outputs { get; }

    public double[][] States { get; }

    /// <summary>Adjoints.</summary>
    public double[][] Inputs { get; }

    /// <summary>Adjoints [B, F] of initial states; zero where the first steps have no gradients.</summary>
    public double[][] Initial { get; }

    /// <summary>[B, F].</summary>
    public double[][] Final { get; }

    /// <summary>Gradients, summed over the rows.</summary>
    public double[][] Parameters { get; }

    /// <summary>The same arguments with NaN wherever no row has a step, or a seed no gradient.</summary>
    public static SequenceDraw Spoiled(StepFunction function, SequenceDraw draw, LengthDraw lengths)
    {
        return draw with
        {
            Inputs = Steps(function.Inputs, draw.Inputs, lengths.Has),
            OutputSeeds = Steps(function.Outputs, draw.OutputSeeds, lengths.HasGradient),
            StateSeeds = Steps(function.Next, draw.StateSeeds, lengths.HasGradient),
            Initial = Rows(function.Previous, draw.Initial, row => row < lengths.Rows),
            FinalSeeds = Rows(function.Next, draw.FinalSeeds, row => lengths.LengthOf(row) > lengths.BurnIn),
        };

        double[][] Steps(IReadOnlyList<Value> values, double[][] from, Func<int, int, bool> keeps) =>
            Rows(values, from, row => keeps(row / lengths.Batch, row % lengths.Batch));

        double[][] Rows(IReadOnlyList<Value> values, double[][] from, Func<int, bool> keeps) => [.. values.Select((value, i) =>
            from[i].Select((element, at) => keeps(at / value.Shape.Length) ? element : double.NaN).ToArray())];
    }

    private void Run(int row)
    {
        int length = _lengths.LengthOf(row), first = _lengths.BurnIn;
        double[][] inputs = Sequence(_function.Inputs, _draw.Inputs, row, 0, length);
        double[][] initial = Of(_function.Previous, _draw.Initial, row);
        SequenceRun run = _interpreter.Forward(length, 1, _draw.Parameters, inputs, initial);
        Put(_function.Outputs, run.Outputs, Outputs, row, 0);
        Put(_function.Next, run.States, States, row, 0);
        double[][] final = [.. run.States.Select((s, i) => Of(s, i, GoesOn(i) ? length - 1 : 0))];
        for (int i = 0; i < final.Length; i++) final[i].CopyTo(Final[i], row * final[i].Length);
        if (length <= first) return;
        // Steps without gradients leave a state from which the others start.
        if (first > 0)
        {
            initial = [.. initial.Select((from, i) => GoesOn(i) ? Of(run.States[i], i, first - 1) : from)];
            inputs = Sequence(_function.Inputs, _draw.Inputs, row, first, length);
            run = _interpreter.Forward(length - first, 1, _draw.Parameters, inputs, initial);
        }
        SequenceAdjoints adjoints = _interpreter.Backward(
            run, Sequence(_function.Outputs, _draw.OutputSeeds, row, first, length),
            Sequence(_function.Next, _draw.StateSeeds, row, first, length),
            [.. Of(_function.Next, _draw.FinalSeeds, row).Select((s, i) => first > 0 && !GoesOn(i) ? new double[s.Length] : s)]);
        Put(_function.Inputs, adjoints.Inputs, Inputs, row, first);
        for (int i = 0; i < Initial.Length; i++)
            if (first == 0 || !GoesOn(i)) adjoints.Initial[i].CopyTo(Initial[i], row * adjoints.Initial[i].Length);
        for (int i = 0; i < Parameters.Length; i++)
            for (int at = 0; at < Parameters[i].Length; at++) Parameters[i][at] += adjoints.Parameters[i][at];
    }

    /// <summary>Whether a state goes from the first step to the last.</summary>
    private bool GoesOn(int state) => _function.DirectionOf(state) == Direction.Forward;

    /// <summary>A state at a step.</summary>
    private double[] Of(double[] states, int index, int step)
    {
        int n = _function.Next[index].Shape.Length;
        return states.AsSpan(step * n, n).ToArray();
    }

    private static double[][] Of(IReadOnlyList<Value> values, double[][] from, int row) =>
        [.. values.Select((value, i) => from[i].AsSpan(row * value.Shape.Length, value.Shape.Length).ToArray())];

    private double[][] Sequence(IReadOnlyList<Value> values, double[][] from, int row, int first, int end) =>
        [.. values.Select((value, i) => Enumerable.Range(first, end - first).SelectMany(step =>
            from[i].AsSpan((step * _lengths.Batch + row) * value.Shape.Length, value.Shape.Length).ToArray()).ToArray())];

    private void Put(IReadOnlyList<Value> values, double[][] from, double[][] to, int row, int first)
    {
        for (int i = 0; i < values.Count; i++)
        {
            int n = values[i].Shape.Length;
            for (int step = 0; step * n < from[i].Length; step++)
                from[i].AsSpan(step * n, n).CopyTo(to[i].AsSpan(((first + step) * _lengths.Batch + row) * n, n));
        }
    }

    private static double[][] Unknown(IReadOnlyList<Value> values, int rows)
    {
        double[][] all = [.. values.Select(value => new double[rows * value.Shape.Length])];
        foreach (double[] elements in all) Array.Fill(elements, double.NaN);
        return all;
    }
}
