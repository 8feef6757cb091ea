using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Lengths;

/// <summary>
/// A compiled cell on tapes of unequal lengths against each row alone. What no row has is NaN before, and exactly zero behind the passes;
/// what a tape computes once all rows have all steps again is what it computed before.
/// </summary>
internal sealed class LengthVisitor<T>(StepFunction function, int timeSteps, int batch) : ICellVisitor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double s_tolerance = typeof(T) == typeof(float) ? 2e-5 : 1e-12;

    private string _what = "";

    public void Visit<TCell>()
        where TCell : struct, ICell<T>
    {
        SequenceDraw all = SequenceDraw.Random(function, timeSteps, batch, new Random(batch)).Tame().Rounded();
        CellParameters<T> parameters = TCell.CreateParameters();
        for (int i = 0; i < all.Parameters.Length; i++) Fill(parameters[i], all.Parameters[i]);
        foreach (int threads in (int[])[1, 3])
        {
            CellTape<T> tape = TCell.CreateTape(timeSteps, batch, Adjoint.All, threads);
            CellTape<T> inference = TCell.CreateTape(timeSteps, batch, Adjoint.None, threads);
            T[] whole = Whole<TCell>(parameters, tape, all);
            for (int way = 0; way < LengthDraw.Ways; way++)
            {
                LengthDraw lengths = LengthDraw.Random(timeSteps, batch, way, new Random(10 * batch + way));
                _what = $"{TCell.Info.Name}, {threads} threads, {lengths}";
                var want = new RowAlone(function, all, lengths);
                SequenceDraw spoiled = RowAlone.Spoiled(function, all, lengths);
                lengths.Set(tape);
                lengths.Set(inference);
                Training<TCell>(parameters, tape, spoiled, want);
                Arguments(inference, spoiled);
                TCell.Forward(parameters, inference);
                Results(inference, want);
            }

            new LengthDraw(timeSteps, batch, [.. Enumerable.Repeat(timeSteps, batch)], 0).Set(tape);
            Assert.True(tape.IsWhole);
            Assert.Equal(whole, Whole<TCell>(parameters, tape, all));
        }
    }

    private static T[] Whole<TCell>(CellParameters<T> parameters, CellTape<T> tape, SequenceDraw draw)
        where TCell : struct, ICell<T>
    {
        CellParameters<T> gradients = TCell.CreateParameters();
        Arguments(tape, draw);
        Seeds(tape, draw);
        TCell.Forward(parameters, tape);
        TCell.Backward(parameters, tape, gradients);
        IEnumerable<T> results = gradients.Values.ToArray();
        for (int i = 0; i < TCell.Info.Outputs.Count; i++) results = results.Concat(tape.Output(i).ToArray());
        for (int i = 0; i < TCell.Info.Inputs.Count; i++) results = results.Concat(tape.InputAdjoint(i).ToArray());
        for (int i = 0; i < TCell.Info.States.Count; i++) results = results.Concat(tape.InitialStateAdjoint(i).ToArray());
        return [.. results];
    }

    private void Training<TCell>(CellParameters<T> parameters, CellTape<T> tape, SequenceDraw draw, RowAlone want)
        where TCell : struct, ICell<T>
    {
        CellParameters<T> gradients = TCell.CreateParameters();
        Arguments(tape, draw);
        Seeds(tape, draw);
        TCell.Forward(parameters, tape);
        Results(tape, want);
        TCell.Backward(parameters, tape, gradients);
        for (int i = 0; i < want.Parameters.Length; i++) Check($"gradient {i}", gradients[i], want.Parameters[i]);
        for (int i = 0; i < want.Inputs.Length; i++) Check($"adjoint of input {i}", tape.InputAdjoint(i), want.Inputs[i]);
        for (int i = 0; i < want.Initial.Length; i++)
            Check($"adjoint of initial state {i}", tape.InitialStateAdjoint(i), want.Initial[i]);
    }

    private void Results(CellTape<T> tape, RowAlone want)
    {
        for (int i = 0; i < want.Outputs.Length; i++) Check($"output {i}", tape.Output(i), want.Outputs[i]);
        for (int i = 0; i < want.States.Length; i++)
        {
            // Where it goes on to the last step, that is where final states are found.
            double[] states = function.DirectionOf(i) == Direction.Forward
                ? [.. want.States[i].AsSpan()[..^want.Final[i].Length], .. want.Final[i]] : want.States[i];
            if (tape.CheckpointSteps == 1 || !tape.Info.States[i].IsOverwritten) Check($"state {i}", tape.State(i), states);
            Check($"final state {i}", tape.FinalState(i), want.Final[i]);
        }
    }

    private static void Arguments(CellTape<T> tape, SequenceDraw draw)
    {
        for (int i = 0; i < draw.Inputs.Length; i++) Fill(tape.Input(i), draw.Inputs[i]);
        for (int i = 0; i < draw.Initial.Length; i++) Fill(tape.InitialState(i), draw.Initial[i]);
    }

    private static void Seeds(CellTape<T> tape, SequenceDraw draw)
    {
        for (int i = 0; i < draw.OutputSeeds.Length; i++) Fill(tape.OutputAdjoint(i), draw.OutputSeeds[i]);
        for (int i = 0; i < draw.StateSeeds.Length; i++) Fill(tape.StateAdjoint(i), draw.StateSeeds[i]);
        for (int i = 0; i < draw.FinalSeeds.Length; i++) Fill(tape.FinalStateAdjoint(i), draw.FinalSeeds[i]);
    }

    private static void Fill(Span<T> to, double[] from)
    {
        Assert.Equal(from.Length, to.Length);
        for (int i = 0; i < to.Length; i++) to[i] = T.CreateChecked(from[i]);
    }

    private void Check(string name, Span<T> got, double[] want)
    {
        double scale = Math.Max(1, want.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max());
        for (int i = 0; i < want.Length; i++)
        {
            double element = double.CreateChecked(got[i]);
            bool fits = double.IsNaN(want[i]) ? element == 0 : Math.Abs(element - want[i]) <= s_tolerance * scale;
            Assert.True(fits, $"{_what}: {name}[{i}] is {element:R} instead of {want[i]:R}");
        }
    }
}
