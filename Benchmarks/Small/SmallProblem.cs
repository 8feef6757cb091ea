using System;
using System.Collections.Generic;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Measuring;

namespace RnnGen.Benchmarks.Small;

/// <summary>A loop over <c>Step</c> as a user writes it, on the types of the cell; inputs and outputs are those of some steps.</summary>
public delegate void SmallLoop(CellWeights<float> weights, CellState<float> state, float[] inputs, float[] outputs, int count);

/// <summary>A compiled network with parameters and a signal: its steps, its runs, and what both must give.</summary>
internal sealed class SmallProblem
{
    /// <summary>Of the signal.</summary>
    public const int TimeSteps = 64;

    private SmallProblem(Func<IReadOnlyList<Result>> stepped, Func<IReadOnlyList<Result>> ran, IReadOnlyList<Result> passed)
    {
        (Stepped, Ran, Passed) = (stepped, ran, passed);
    }

    /// <summary>The outputs and the last states by one call a step, and by one call.</summary>
    public Func<IReadOnlyList<Result>> Stepped { get; }

    /// <inheritdoc cref="Stepped"/>
    public Func<IReadOnlyList<Result>> Ran { get; }

    /// <summary>The same by a pass over a tape of two sequences: kernels of many rows.</summary>
    public IReadOnlyList<Result> Passed { get; }

    /// <summary>So many steps by calls of <c>Step</c>.</summary>
    public required Action<int> Steps { get; init; }

    /// <summary>So many times the signal by <c>Run</c>.</summary>
    public required Action<int> Runs { get; init; }

    public static SmallProblem Of<TCell>(SmallNet net, SmallLoop loop)
        where TCell : struct, ICell<float>
    {
        CellParameters<float> parameters = TCell.CreateParameters();
        parameters.Initialize(1);
        CellWeights<float> weights = TCell.Pack(parameters);
        CellState<float> state = TCell.CreateState();
        float[] inputs = Signal(TimeSteps * net.Input), outputs = new float[net.HasHead ? TimeSteps : 0];
        CellTape<float> tape = TCell.CreateTape(TimeSteps, 2, Adjoint.None);
        for (int step = 0; step < TimeSteps; step++)
            for (int row = 0; row < 2; row++)
                inputs.AsSpan(step * net.Input, net.Input).CopyTo(tape.Input(0)[((2 * step + row) * net.Input)..]);
        TCell.Forward(parameters, tape);
        var passed = new List<Result>();
        if (net.HasHead) passed.Add(new Result("outputs", Row(tape.Output(0), 1, TimeSteps)));
        for (int s = 0; s < TCell.Info.States.Count; s++)
            passed.Add(new Result(TCell.Info.States[s].Name, Row(tape.State(s), TCell.Info.States[s].Length, 1)));
        return new SmallProblem(() => Results(() => loop(weights, state, inputs, outputs, TimeSteps)),
            () => Results(() => TCell.Run(weights, inputs, state, outputs)), passed)
        {
            Steps = count => loop(weights, state, inputs, outputs, count),
            Runs = count =>
            {
                for (int i = 0; i < count; i++) TCell.Run(weights, inputs, state, outputs);
            },
        };

        IReadOnlyList<Result> Results(Action run)
        {
            state.Reset();
            run();
            var results = new List<Result>();
            if (net.HasHead) results.Add(new Result("outputs", [.. outputs]));
            for (int s = 0; s < TCell.Info.States.Count; s++) results.Add(new Result(TCell.Info.States[s].Name, state[s].ToArray()));
            return results;
        }
    }

    /// <summary>What a guitar or a sensor might give.</summary>
    private static float[] Signal(int length)
    {
        var random = new Random(1);
        float[] signal = new float[length];
        for (int i = 0; i < length; i++) signal[i] = (float)(2 * random.NextDouble() - 1);
        return signal;
    }

    /// <summary>The first of two rows, step by step.</summary>
    private static float[] Row(ReadOnlySpan<float> rows, int length, int steps)
    {
        int all = rows.Length / (2 * length);
        float[] row = new float[steps * length];
        for (int step = 0; step < steps; step++)
            rows.Slice(2 * (step + all - steps) * length, length).CopyTo(row.AsSpan(step * length));
        return row;
    }
}
