using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// Runs a cell over whole sequences and back-propagates through time, one step of one row at a time: what Forward and Backward of
/// every emitted cell must agree with. All sequences are [T, B, F] row-major with F the elements of one value.
/// </summary>
public sealed class SequenceInterpreter(StepFunction forward, AdjointFunction? adjoint)
{
    private readonly StepFunction _forward = forward;
    private readonly AdjointFunction? _adjoint = adjoint;

    public SequenceInterpreter(AdjointFunction adjoint)
        : this(adjoint.Forward, adjoint)
    {
    }

    /// <param name="parameters">One natural row-major array per parameter.</param>
    /// <param name="inputs">[T, B, F] per input.</param>
    /// <param name="initial">[B, F] per state.</param>
    public SequenceRun Forward(
        int timeSteps, int batch, IReadOnlyList<double[]> parameters, IReadOnlyList<double[]> inputs, IReadOnlyList<double[]> initial)
    {
        int rows = timeSteps * batch;
        var run = new SequenceRun(
            timeSteps, batch, new Evaluation[rows], Allocate(_forward.Outputs, rows), Allocate(_forward.Next, rows))
        {
            Reversed = _forward.Reversed,
        };
        Settle(run.States, () =>
        {
            for (int t = 0; t < timeSteps; t++) Step(t);
        }, () =>
        {
            for (int t = timeSteps - 1; t >= 0; t--) Step(t);
        });
        return run;

        void Step(int t)
        {
            for (int b = 0; b < batch; b++)
            {
                int row = t * batch + b;
                var previous = new List<double[]>();
                for (int i = 0; i < _forward.Previous.Count; i++)
                {
                    int before = _forward.DirectionOf(i) == Direction.Forward ? t - 1 : t + 1;
                    bool isFirst = before < 0 || before == timeSteps;
                    previous.Add(Row(_forward.Previous[i], isFirst ? initial[i] : run.States[i], isFirst ? b : before * batch + b));
                }
                Evaluation step = Interpreter.Run(_forward, parameters, Rows(_forward.Inputs, inputs, row), previous);
                run.Steps[row] = step;
                Store(_forward.Outputs, run.Outputs, row, value => step[value]);
                Store(_forward.Next, run.States, row, value => step[value]);
            }
        }
    }

    /// <summary>
    /// Steps in one direction are done once, as they come. Where states go both ways, all steps are taken one way and then the other,
    /// until nothing changes any more: after each two rounds one more recurrence has its values, whatever was there before.
    /// </summary>
    private void Settle(double[][] values, Action firstToLast, Action lastToFirst)
    {
        firstToLast();
        if (_forward.CanStream) return;
        double[] before;
        do
        {
            before = [.. values.SelectMany(elements => elements)];
            lastToFirst();
            firstToLast();
        }
        while (!before.SequenceEqual(values.SelectMany(elements => elements)));
    }

    /// <summary>Back-propagation through time. A seed list that is null is zero throughout.</summary>
    /// <param name="outputSeeds">[T, B, F] per output.</param>
    /// <param name="stateSeeds">[T, B, F] per state: what arrives from outside at the state after each step.</param>
    /// <param name="finalSeeds">[B, F] per state: what arrives at the state after the last step, besides.</param>
    public SequenceAdjoints Backward(
        SequenceRun run,
        IReadOnlyList<double[]>? outputSeeds,
        IReadOnlyList<double[]>? stateSeeds = null,
        IReadOnlyList<double[]>? finalSeeds = null)
    {
        AdjointFunction function = _adjoint ?? throw new InvalidOperationException("There is no adjoint function to run backward.");
        int rows = run.TimeSteps * run.Batch;
        outputSeeds ??= Allocate(_forward.Outputs, rows);
        stateSeeds ??= Allocate(_forward.Next, rows);
        // What the step that reads a state sent back.
        double[][] arriving = Allocate(_forward.Next, rows);
        SequenceAdjoints result = Empty(run.Batch, rows);
        Settle(arriving, () => Sweep(backwards: true), () => Sweep(backwards: false));
        if (!_forward.CanStream)
        {
            result = Empty(run.Batch, rows);
            Sweep(backwards: true);
        }
        return function.Precomputation is { } once ? ToGiven(once, run.Steps[0], result) : result;

        void Sweep(bool backwards)
        {
            for (int i = 0; i < rows; i++)
            {
                int row = backwards ? rows - 1 - i : i;
                Backward(function, run, outputSeeds, stateSeeds, finalSeeds, row, arriving, result);
            }
        }
    }

    /// <summary>What has arrived at the precomputed parameters goes on to the given ones.</summary>
    private SequenceAdjoints ToGiven(AdjointFunction once, Evaluation step, SequenceAdjoints sums)
    {
        int given = _forward.GivenParameters;
        double[][] parameters = [.. _forward.Parameters.Take(given).Select(parameter => step[parameter])];
        Evaluation made = Interpreter.Run(once, Interpreter.Run(once.Forward, [], parameters, []), [.. sums.Parameters.Skip(given)], []);
        for (int i = 0; i < given; i++)
            if (once.InputAdjoints[i] is { } adjoint) Add(made[adjoint], sums.Parameters[i], 0);
        return sums with { Parameters = [.. sums.Parameters.Take(given)] };
    }

    private SequenceAdjoints Empty(int batch, int rows) =>
        new(Allocate(_forward.Parameters, 1), Allocate(_forward.Inputs, rows), Allocate(_forward.Previous, batch));

    /// <summary>One step of one row.</summary>
    /// <param name="arriving">What the steps that read the states sent back, by the row that made the state.</param>
    private void Backward(
        AdjointFunction function,
        SequenceRun run,
        IReadOnlyList<double[]> outputSeeds,
        IReadOnlyList<double[]> stateSeeds,
        IReadOnlyList<double[]>? finalSeeds,
        int row,
        double[][] arriving,
        SequenceAdjoints result)
    {
        int b = row % run.Batch, rows = run.TimeSteps * run.Batch;
        var seeds = new List<double[]>();
        for (int i = 0; i < _forward.Next.Count; i++)
        {
            int later = Later(i, row, run.Batch);
            double[] seed = Row(_forward.Next[i], arriving[i], row);
            if ((later < 0 || later >= rows) && finalSeeds is not null) Add(Row(_forward.Next[i], finalSeeds[i], b), seed, 0);
            Add(Row(_forward.Next[i], stateSeeds[i], row), seed, 0);
            seeds.Add(seed);
        }
        Evaluation step = Interpreter.Run(function, run.Steps[row], Rows(_forward.Outputs, outputSeeds, row), seeds);
        for (int i = 0; i < result.Parameters.Length; i++)
            if (function.ParameterAdjoints[i] is { } adjoint) Add(step[adjoint], result.Parameters[i], 0);
        for (int i = 0; i < result.Inputs.Length; i++)
            if (function.InputAdjoints[i] is { } adjoint) step[adjoint].CopyTo(result.Inputs[i], row * adjoint.Shape.Length);
        for (int i = 0; i < _forward.Previous.Count; i++)
        {
            int length = _forward.Previous[i].Shape.Length, before = 2 * row - Later(i, row, run.Batch);
            double[] left = function.PreviousAdjoints[i] is { } adjoint ? step[adjoint] : new double[length];
            if (before < 0 || before >= rows) left.CopyTo(result.Initial[i], b * length);
            else left.CopyTo(arriving[i], before * length);
        }
    }

    /// <summary>The row that finds the state that a row leaves.</summary>
    private int Later(int state, int row, int batch) => _forward.DirectionOf(state) == Direction.Forward ? row + batch : row - batch;

    private static double[][] Allocate(IReadOnlyList<Value> values, int rows) =>
        values.Select(value => new double[rows * value.Shape.Length]).ToArray();

    private static List<double[]> Rows(IReadOnlyList<Value> values, IReadOnlyList<double[]> sequences, int row)
    {
        if (sequences.Count != values.Count)
            throw new ArgumentException($"{sequences.Count} arrays for {values.Count} values.", nameof(sequences));
        return [.. values.Select((value, i) => Row(value, sequences[i], row))];
    }

    private static double[] Row(Value value, double[] sequence, int row) =>
        SequenceRun.Part(sequence, row * value.Shape.Length, value.Shape.Length);

    private static void Store(IReadOnlyList<Value> values, double[][] sequences, int row, Func<Value, double[]> elements)
    {
        for (int i = 0; i < values.Count; i++)
        {
            double[] source = elements(values[i]);
            Array.Copy(source, 0, sequences[i], row * source.Length, source.Length);
        }
    }

    private static void Add(double[] source, double[] target, int offset)
    {
        for (int i = 0; i < source.Length; i++) target[offset + i] += source[i];
    }
}

/// <summary>
/// What a run forward computed: per output and per state [T, B, F], and every value of every step of every row (step-major).
/// </summary>
public sealed record SequenceRun(int TimeSteps, int Batch, Evaluation[] Steps, double[][] Outputs, double[][] States)
{
    /// <summary>The states that go from the last step to the first.</summary>
    public EquatableArray<int> Reversed { get; init; }

    /// <summary>A state after the last step that is taken, [B, F].</summary>
    public double[] Final(int state)
    {
        int length = States[state].Length / TimeSteps;
        int start = Reversed.Contains(state) ? 0 : States[state].Length - length;
        return Part(States[state], start, length);
    }

    internal static double[] Part(double[] elements, int start, int length)
    {
        var part = new double[length];
        Array.Copy(elements, start, part, 0, length);
        return part;
    }
}

/// <summary>Gradients per parameter, adjoints per input [T, B, F] and per initial state [B, F].</summary>
public sealed record SequenceAdjoints(double[][] Parameters, double[][] Inputs, double[][] Initial);
