using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.References;

/// <summary>
/// Runs a cell on a reference run's arguments: Forward and Backward over a tape, and Step and Run for each sequence of the batch.
/// Results are [T, B, F] under the names that the reference document gives them.
/// </summary>
internal sealed class ReferenceVisitor<T>(ReferenceRun run) : ICellVisitor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>From which entry point, what, and its elements.</summary>
    public List<(string Source, string Name, double[] Elements)> Results { get; } = [];

    public void Visit<TCell>()
        where TCell : struct, ICell<T>
    {
        CellParameters<T> parameters = TCell.CreateParameters();
        foreach ((string name, ReferenceArray array) in run.Parameters) Fill(parameters[name], array.Elements);
        CellTape<T> tape = TCell.CreateTape(run.TimeSteps, run.Batch, RnnGen.Adjoint.All);
        Fill(tape.Input(0), (run.Inputs.GetValueOrDefault("x") ?? run.Inputs["xt"]).Rows());
        for (int i = 0; i < TCell.Info.States.Count; i++)
            if (Initial(TCell.Info.States[i]) is { } initial) Fill(tape.InitialState(i), initial.Rows());
        TCell.Forward(parameters, tape);
        AddValues("Forward", TCell.Info, i => tape.State(i), i => tape.Output(i));
        if (run.IsBackward) Backward<TCell>(parameters, tape);
        else Stream<TCell>(TCell.Pack(parameters), tape);
    }

    private ReferenceArray? Initial(Slot state) =>
        run.Inputs.GetValueOrDefault($"{state.Name}0") ?? run.Inputs.GetValueOrDefault($"{state.Name}_prev");

    private void Backward<TCell>(CellParameters<T> parameters, CellTape<T> tape)
        where TCell : struct, ICell<T>
    {
        CellInfo info = TCell.Info;
        CellParameters<T> gradients = TCell.CreateParameters();
        for (int i = 0; i < info.States.Count; i++)
        {
            // One step: what arrives at its states. A sequence: what arrives at the state a of every step.
            string name = info.States[i].Name;
            if (run.Inputs.TryGetValue($"d{name}_next", out ReferenceArray? next)) Fill(tape.FinalStateAdjoint(i), next.Rows());
            if (run.Inputs.TryGetValue($"d{name}", out ReferenceArray? each)) Fill(tape.StateAdjoint(i), each.Rows());
        }
        TCell.Backward(parameters, tape, gradients);
        Add("Backward", ["dx", "dxt"], tape.InputAdjoint(0));
        for (int i = 0; i < info.States.Count; i++)
            Add("Backward", [$"d{info.States[i].Name}0", $"d{info.States[i].Name}_prev"], tape.InitialStateAdjoint(i));
        for (int i = 0; i < info.Parameters.Count; i++) Add("Backward", [$"d{info.Parameters[i].Name}"], gradients[i]);
    }

    /// <summary>One sequence of the batch at a time, by Step and by Run.</summary>
    private void Stream<TCell>(CellWeights<T> weights, CellTape<T> tape)
        where TCell : struct, ICell<T>
    {
        CellInfo info = TCell.Info;
        double[][] NewArrays(IReadOnlyList<Slot> slots) => [.. slots.Select(slot => new double[run.TimeSteps * run.Batch * slot.Length])];
        double[][] states = NewArrays(info.States), outputs = NewArrays(info.Outputs), ranOutputs = NewArrays(info.Outputs);
        for (int b = 0; b < run.Batch; b++)
        {
            CellState<T> stepped = TCell.CreateState(), ran = TCell.CreateState();
            for (int i = 0; i < info.States.Count; i++)
            {
                Row(tape.InitialState(i), b, info.States[i].Length).CopyTo(stepped.State(i));
                Row(tape.InitialState(i), b, info.States[i].Length).CopyTo(ran.State(i));
            }
            var inputs = new T[run.TimeSteps * info.InputLength];
            var ys = new T[run.TimeSteps * info.OutputLength];
            for (int t = 0; t < run.TimeSteps; t++)
            {
                int row = t * run.Batch + b;
                Span<T> x = inputs.AsSpan(t * info.InputLength, info.InputLength), y = ys.AsSpan(t * info.OutputLength, info.OutputLength);
                Row(tape.Input(0), row, info.InputLength).CopyTo(x);
                TCell.Step(weights, x, stepped, y);
                for (int i = 0; i < states.Length; i++) Keep(stepped.State(i), states[i], row);
                for (int i = 0; i < outputs.Length; i++) Keep(y.Slice(info.Outputs[i].Offset, info.Outputs[i].Length), outputs[i], row);
            }
            ys.AsSpan().Clear();
            TCell.Run(weights, inputs, ran, ys);
            for (int t = 0; t < run.TimeSteps; t++)
            {
                Span<T> y = Row(ys, t, info.OutputLength);
                for (int i = 0; i < outputs.Length; i++)
                    Keep(y.Slice(info.Outputs[i].Offset, info.Outputs[i].Length), ranOutputs[i], t * run.Batch + b);
            }
        }
        for (int i = 0; i < states.Length; i++) Add("Step", Names(info.States[i].Name), states[i]);
        for (int i = 0; i < outputs.Length; i++) Add("Step", Names(info.Outputs[i].Name), outputs[i]);
        for (int i = 0; i < outputs.Length; i++) Add("Run", Names(info.Outputs[i].Name), ranOutputs[i]);
    }

    private delegate Span<T> Tensor(int index);

    private void AddValues(string source, CellInfo info, Tensor state, Tensor output)
    {
        for (int i = 0; i < info.States.Count; i++) Add(source, Names(info.States[i].Name), state(i));
        for (int i = 0; i < info.Outputs.Count; i++) Add(source, Names(info.Outputs[i].Name), output(i));
    }

    /// <summary>Of the cell's name for a value, all that the reference document has.</summary>
    private static string[] Names(string name) => name switch
    {
        "y" => ["y", "y_pred", "yt_pred"],
        "g" => ["cct"],
        "a" or "c" => [name, $"{name}_next"],
        _ => [$"{name}t"],
    };

    private void Add(string source, string[] names, Span<T> elements) =>
        Add(source, names, [.. elements.ToArray().Select(double.CreateChecked)]);

    private void Add(string source, string[] names, double[] elements)
    {
        foreach (string name in names) Results.Add((source, name, elements));
    }

    private static Span<T> Row(Span<T> rows, int row, int length) => rows.Slice(row * length, length);

    private static void Keep(Span<T> from, double[] to, int row)
    {
        for (int i = 0; i < from.Length; i++) to[row * from.Length + i] = double.CreateChecked(from[i]);
    }

    private static void Fill(Span<T> to, double[] from)
    {
        Assert.Equal(from.Length, to.Length);
        for (int i = 0; i < to.Length; i++) to[i] = T.CreateChecked(from[i]);
    }
}
