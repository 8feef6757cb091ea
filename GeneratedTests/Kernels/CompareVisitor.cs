using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>
/// Step, Run, Forward (with and without saving) and Backward of a cell against the interpreter's sequence, the passes on one thread and on
/// several. What the JIT has to compile for each cell it shall compile quickly.
/// </summary>
internal sealed class CompareVisitor<T>(SequenceDraw draw, ExpectedSequence expected) : ICellVisitor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int SeveralThreads = 3;

    private string _pass = "";

    public List<(string Name, double Error)> Errors { get; } = [];

    [MethodImpl(MethodImplOptions.NoOptimization)]
    public void Visit<TCell>()
        where TCell : struct, ICell<T>
    {
        CellInfo info = TCell.Info;
        CellParameters<T> parameters = TCell.CreateParameters(), gradients = TCell.CreateParameters();
        for (int i = 0; i < draw.Parameters.Length; i++) Fill(parameters[i], draw.Parameters[i]);
        for (int threads = 1; threads <= Math.Min(expected.Batch, SeveralThreads); threads += SeveralThreads - 1)
        {
            gradients.Clear();
            Training<TCell>(info, parameters, gradients, threads);
            Inference<TCell>(parameters, threads);
        }
        _pass = "";
        if (info.States.Any(state => state.IsReversed)) return; // no steps one by one
        for (int b = 0; b < expected.Batch; b++) Streaming<TCell>(info, parameters, b);
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private void Training<TCell>(CellInfo info, CellParameters<T> parameters, CellParameters<T> gradients, int threads)
        where TCell : struct, ICell<T>
    {
        _pass = threads == 1 ? "" : $"{threads} threads: ";
        CellTape<T> tape = TCell.CreateTape(expected.TimeSteps, expected.Batch, RnnGen.Adjoint.All, threads);
        tape.StartsAnew = false; // with what is drawn
        for (int i = 0; i < draw.Inputs.Length; i++) Fill(tape.Input(i), draw.Inputs[i]);
        for (int i = 0; i < draw.Initial.Length; i++) Fill(tape.InitialState(i), draw.Initial[i]);
        for (int i = 0; i < draw.OutputSeeds.Length; i++) Fill(tape.OutputAdjoint(i), draw.OutputSeeds[i]);
        for (int i = 0; i < draw.StateSeeds.Length; i++) Fill(tape.StateAdjoint(i), draw.StateSeeds[i]);
        for (int i = 0; i < draw.FinalSeeds.Length; i++) Fill(tape.FinalStateAdjoint(i), draw.FinalSeeds[i]);
        TCell.Forward(parameters, tape);
        for (int i = 0; i < expected.Outputs.Length; i++) Check($"output {i}", tape.Output(i), expected.Outputs[i]);
        States("state", tape);
        TCell.Backward(parameters, tape, gradients);
        for (int i = 0; i < expected.Gradients.Length; i++)
            Check($"gradient of {info.Parameters[i].Name}", gradients[i], expected.Gradients[i]);
        for (int i = 0; i < expected.InputAdjoints.Length; i++)
            Check($"adjoint of input {i}", tape.InputAdjoint(i), expected.InputAdjoints[i]);
        for (int i = 0; i < expected.InitialAdjoints.Length; i++)
            Check($"adjoint of initial state {i}", tape.InitialStateAdjoint(i), expected.InitialAdjoints[i]);
        Padding(info, gradients.Values);
    }

    /// <summary>Padding between tensors is zero and stays zero.</summary>
    private void Padding(CellInfo info, Span<T> values)
    {
        var used = new HashSet<int>(info.Parameters.SelectMany(s => Enumerable.Range(s.Offset, s.Length)));
        for (int i = 0; i < values.Length; i++)
            if (!used.Contains(i) && values[i] != T.Zero) Errors.Add(("gradient padding", double.PositiveInfinity));
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private void Inference<TCell>(CellParameters<T> parameters, int threads)
        where TCell : struct, ICell<T>
    {
        CellTape<T> tape = TCell.CreateTape(expected.TimeSteps, expected.Batch, RnnGen.Adjoint.None, threads);
        tape.StartsAnew = false;
        for (int i = 0; i < draw.Inputs.Length; i++) Fill(tape.Input(i), draw.Inputs[i]);
        for (int i = 0; i < draw.Initial.Length; i++) Fill(tape.InitialState(i), draw.Initial[i]);
        TCell.Forward(parameters, tape);
        for (int i = 0; i < expected.Outputs.Length; i++) Check($"inferred output {i}", tape.Output(i), expected.Outputs[i]);
        States("inferred state", tape);
    }

    /// <summary>After each step, or the last where the tape has no other.</summary>
    private void States(string name, CellTape<T> tape)
    {
        for (int i = 0; i < expected.States.Length; i++)
        {
            Span<T> final = tape.FinalState(i);
            ReadOnlySpan<double> states = expected.States[i];
            Check($"final {name} {i}", final, tape.Info.States[i].IsReversed ? states[..final.Length] : states[^final.Length..]);
            if (!tape.Info.States[i].IsOverwritten || tape.CheckpointSteps == 1) Check($"{name} {i}", tape.State(i), expected.States[i]);
        }
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private void Streaming<TCell>(CellInfo info, CellParameters<T> parameters, int b)
        where TCell : struct, ICell<T>
    {
        CellWeights<T> weights = TCell.Pack(parameters);
        CellState<T> stepped = TCell.CreateState(), ran = TCell.CreateState(), inPlace = TCell.CreateState();
        foreach (CellState<T> state in (CellState<T>[])[stepped, ran, inPlace]) state.Reset(weights); // or learned ones would come later
        for (int i = 0; i < draw.Initial.Length; i++)
        {
            int n = info.States[i].Length;
            Fill(stepped.State(i), draw.Initial[i].AsSpan(b * n, n));
            Fill(ran.State(i), draw.Initial[i].AsSpan(b * n, n));
            Fill(inPlace.State(i), draw.Initial[i].AsSpan(b * n, n));
        }
        var inputs = new T[expected.TimeSteps * info.InputLength];
        var outputs = new T[expected.TimeSteps * info.OutputLength];
        for (int t = 0; t < expected.TimeSteps; t++)
        {
            for (int i = 0; i < info.Inputs.Count; i++)
            {
                int n = info.Inputs[i].Length;
                Span<double> drawn = draw.Inputs[i].AsSpan((t * expected.Batch + b) * n, n);
                Fill(inputs.AsSpan(t * info.InputLength + info.Inputs[i].Offset, n), drawn);
            }
            Span<T> x = inputs.AsSpan(t * info.InputLength, info.InputLength);
            TCell.Step(weights, x, stepped, outputs.AsSpan(t * info.OutputLength, info.OutputLength));
            CheckRow("step", info, stepped, outputs, t, b);
            InPlace<TCell>(info, weights, x, inPlace, outputs, t);
            CheckRow("step in place", info, inPlace, outputs, t, b);
        }
        if (info.InputLength + info.OutputLength == 0) return; // no length would say how many steps
        outputs.AsSpan().Clear();
        TCell.Run(weights, inputs, ran, outputs);
        for (int t = 0; t < expected.TimeSteps; t++) CheckOutputs("run", info, outputs, t, b);
        CheckStates("run", info, ran, expected.TimeSteps - 1, b);
        if (info.InputLength != info.OutputLength) return;
        for (int i = 0; i < draw.Initial.Length; i++)
            Fill(ran.State(i), draw.Initial[i].AsSpan(b * info.States[i].Length, info.States[i].Length));
        TCell.Run(weights, inputs, ran, inputs);
        for (int t = 0; t < expected.TimeSteps; t++) CheckOutputs("run in place", info, inputs, t, b);
        CheckStates("run in place", info, ran, expected.TimeSteps - 1, b);
    }

    /// <summary>A step whose outputs lie over its inputs, here at the same place, there one element on.</summary>
    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void InPlace<TCell>(CellInfo info, CellWeights<T> weights, Span<T> inputs, CellState<T> state, T[] outputs, int t)
        where TCell : struct, ICell<T>
    {
        Span<T> shared = new T[Math.Max(info.InputLength, info.OutputLength) + 1];
        Span<T> x = shared[..info.InputLength], y = shared.Slice(t % 2, info.OutputLength);
        inputs.CopyTo(x);
        TCell.Step(weights, x, state, y);
        y.CopyTo(outputs.AsSpan(t * info.OutputLength));
    }

    private void CheckRow(string what, CellInfo info, CellState<T> state, T[] outputs, int t, int b)
    {
        CheckOutputs(what, info, outputs, t, b);
        CheckStates(what, info, state, t, b);
    }

    private void CheckOutputs(string what, CellInfo info, T[] outputs, int t, int b)
    {
        for (int i = 0; i < info.Outputs.Count; i++)
        {
            int n = info.Outputs[i].Length;
            Span<T> got = outputs.AsSpan(t * info.OutputLength + info.Outputs[i].Offset, n);
            Check($"{what}: output {i}", got, expected.Outputs[i].AsSpan((t * expected.Batch + b) * n, n));
        }
    }

    private void CheckStates(string what, CellInfo info, CellState<T> state, int t, int b)
    {
        for (int i = 0; i < info.States.Count; i++)
        {
            int n = info.States[i].Length;
            Check($"{what}: state {i}", state.State(i), expected.States[i].AsSpan((t * expected.Batch + b) * n, n));
        }
    }

    private static void Fill(Span<T> to, ReadOnlySpan<double> from)
    {
        Assert.Equal(from.Length, to.Length);
        for (int i = 0; i < to.Length; i++) to[i] = T.CreateChecked(from[i]);
    }

    private void Check(string name, Span<T> got, ReadOnlySpan<double> want)
    {
        double worst = 0, scale = 1;
        for (int i = 0; i < got.Length; i++)
        {
            double g = double.CreateChecked(got[i]);
            if (double.IsNaN(want[i]) && double.IsNaN(g) || g == want[i]) continue;
            worst = Math.Max(worst, double.IsNaN(g) || double.IsNaN(want[i]) ? double.PositiveInfinity : Math.Abs(g - want[i]));
            if (double.IsFinite(want[i])) scale = Math.Max(scale, Math.Abs(want[i]));
        }
        Errors.Add((_pass + name, worst / scale));
    }
}
