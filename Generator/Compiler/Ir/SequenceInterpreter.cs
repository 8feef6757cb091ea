using System;
using System.Collections.Generic;
using System.Linq;

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
            timeSteps, batch, new Evaluation[rows], Allocate(_forward.Outputs, rows), Allocate(_forward.Next, rows));
        for (int t = 0; t < timeSteps; t++)
        {
            for (int b = 0; b < batch; b++)
            {
                int row = t * batch + b;
                List<double[]> previous = t == 0 ? Rows(_forward.Previous, initial, b) : Rows(_forward.Next, run.States, row - batch);
                Evaluation step = Interpreter.Run(_forward, parameters, Rows(_forward.Inputs, inputs, row), previous);
                run.Steps[row] = step;
                Store(_forward.Outputs, run.Outputs, row, value => step[value]);
                Store(_forward.Next, run.States, row, value => step[value]);
            }
        }
        return run;
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
        var result = new SequenceAdjoints(
            Allocate(_forward.Parameters, 1), Allocate(_forward.Inputs, rows), Allocate(_forward.Previous, run.Batch));
        if (finalSeeds is not null)
            for (int i = 0; i < finalSeeds.Count; i++) Add(finalSeeds[i], result.Initial[i], 0);
        for (int row = rows - 1; row >= 0; row--) Backward(function, run, outputSeeds, stateSeeds, row, result);
        return result;
    }

    /// <summary>One step of one row; between steps, Initial holds the adjoints that the following step sends back.</summary>
    private void Backward(
        AdjointFunction function,
        SequenceRun run,
        IReadOnlyList<double[]> outputSeeds,
        IReadOnlyList<double[]> stateSeeds,
        int row,
        SequenceAdjoints result)
    {
        int b = row % run.Batch;
        List<double[]> arriving = Rows(_forward.Next, result.Initial, b);
        List<double[]> outside = Rows(_forward.Next, stateSeeds, row);
        for (int i = 0; i < arriving.Count; i++) Add(outside[i], arriving[i], 0);
        Evaluation step = Interpreter.Run(function, run.Steps[row], Rows(_forward.Outputs, outputSeeds, row), arriving);
        for (int i = 0; i < result.Parameters.Length; i++)
            if (function.ParameterAdjoints[i] is { } adjoint) Add(step[adjoint], result.Parameters[i], 0);
        for (int i = 0; i < result.Inputs.Length; i++)
            if (function.InputAdjoints[i] is { } adjoint) Add(step[adjoint], result.Inputs[i], row * _forward.Inputs[i].Shape.Length);
        for (int i = 0; i < result.Initial.Length; i++)
        {
            int length = _forward.Previous[i].Shape.Length;
            Array.Clear(result.Initial[i], b * length, length);
            if (function.PreviousAdjoints[i] is { } adjoint) Add(step[adjoint], result.Initial[i], b * length);
        }
    }

    private static double[][] Allocate(IReadOnlyList<Value> values, int rows) =>
        values.Select(value => new double[rows * value.Shape.Length]).ToArray();

    private static List<double[]> Rows(IReadOnlyList<Value> values, IReadOnlyList<double[]> sequences, int row)
    {
        if (sequences.Count != values.Count)
            throw new ArgumentException($"{sequences.Count} arrays for {values.Count} values.", nameof(sequences));
        var rows = new List<double[]>(values.Count);
        for (int i = 0; i < values.Count; i++)
        {
            var elements = new double[values[i].Shape.Length];
            Array.Copy(sequences[i], row * elements.Length, elements, 0, elements.Length);
            rows.Add(elements);
        }
        return rows;
    }

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
public sealed record SequenceRun(int TimeSteps, int Batch, Evaluation[] Steps, double[][] Outputs, double[][] States);

/// <summary>Gradients per parameter, adjoints per input [T, B, F] and per initial state [B, F].</summary>
public sealed record SequenceAdjoints(double[][] Parameters, double[][] Inputs, double[][] Initial);
