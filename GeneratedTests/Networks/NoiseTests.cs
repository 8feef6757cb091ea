using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Networks;

/// <summary>Dropout and zoneout: what is drawn, from what it follows, and that nothing is drawn where nobody trains.</summary>
public sealed class NoiseTests
{
    private const int Steps = 5, Batch = 4;

    private const string Cell = """
        sizes: { n: 6 }
        inputs: { x: n }
        states: { h: n, s: n }
        resets: restart
        parameters: { W: [n, n], U: [n, n] }
        equations: |
          a = dropout(x, 0.25)
          h = zoneout(tanh(W @ a + U @ h'), h', 0.5)
          s = zoneout(0.5 * s' + dropout(h, 0.4, fixed), s', 0.1, fixed)
        outputs:
          y: h + s
        """;

    private static readonly string s_plain = Cell
        .Replace("dropout(x, 0.25)", "x", StringComparison.Ordinal)
        .Replace("zoneout(tanh(W @ a + U @ h'), h', 0.5)", "0.5 * tanh(W @ a + U @ h') + 0.5 * h'", StringComparison.Ordinal)
        .Replace("zoneout(0.5 * s' + dropout(h, 0.4, fixed), s', 0.1, fixed)", "0.9 * (0.5 * s' + h) + 0.1 * s'", StringComparison.Ordinal);

    private static readonly (double Drawn, double Otherwise, double Probability, bool IsFixed)[] s_masks =
        [(0, 1 / 0.75, 0.25, false), (1, 0, 0.5, false), (0, 1 / 0.6, 0.4, true), (1, 0, 0.1, true)];

    [Fact]
    public void Masks_are_drawn_as_they_are_said_to_be() => Accept(Cell, new Draws());

    [Fact]
    public void The_same_numbers_come_from_the_same_seed_whatever_threads_and_other_rows_do() => Accept(Cell, new Replays());

    [Fact]
    public void Tapes_that_share_a_batch_draw_what_one_tape_draws() => Accept(Cell, new Shares());

    [Fact]
    public void Sequences_keep_what_is_fixed_over_carried_windows_and_checkpoints() => Accept(Cell, new Windows());

    [Fact]
    public void Passes_compute_what_the_interpreter_computes_with_the_same_masks()
    {
        StepFunction function = Request.Lower(Request.InPlace(Cell + "\n"));
        foreach (string options in (string[])["", "recompute: true\n"])
            foreach (int batch in (int[])[1, Batch]) Accept(options + Cell, new Interpreted(function, batch));
    }

    [Fact]
    public void Nothing_is_drawn_where_nobody_trains()
    {
        var runs = new Inferred();
        Accept(Cell, runs);
        Accept(s_plain, runs);
        int half = runs.Outputs.Count / 2;
        for (int i = 0; i < half; i++) Assert.Equal(runs.Outputs[half + i], runs.Outputs[i], 1e-12);
    }

    [Fact]
    public void Streams_do_not_pay_for_it()
    {
        using CompiledCell noisy = CompiledCell.Compile(Cell + "\n", [], typeof(double));
        string kernels = noisy.Source;
        int from = kernels.IndexOf("void StepByStep(", StringComparison.Ordinal);
        Assert.True(from > 0);
        int to = kernels.IndexOf("void ForwardPass(", StringComparison.Ordinal);
        Assert.DoesNotContain("Mask", kernels[from..to], StringComparison.Ordinal);
    }

    /// <summary>What vectors draw is what Philox4x32-10 gives word by word.</summary>
    [Fact]
    public void Masks_are_made_of_blocks_of_Philox()
    {
        const string Text = "inputs: { x: 37 }\noutputs:\n  y: x + dropout(x, 0.5)\n  z: dropout(x, 0.3)\n";
        foreach (Type element in (Type[])[typeof(float), typeof(double)])
        {
            using CompiledCell cell = CompiledCell.Compile(Text, [], element);
            if (element == typeof(float)) cell.Accept(new Blocks<float>());
            else cell.Accept(new Blocks<double>());
        }
    }

    [Fact]
    public void Neither_seeds_nor_passes_allocate() => Accept(Cell, new Allocates());

    private static void Accept(string text, ICellVisitor<double> visitor)
    {
        using CompiledCell cell = CompiledCell.Compile(text + "\n", [], typeof(double));
        cell.Accept(visitor);
    }

    private static CellParameters<double> Parameters<TCell>()
        where TCell : struct, ICell<double>
    {
        CellParameters<double> parameters = TCell.CreateParameters();
        parameters.Initialize(3);
        return parameters;
    }

    private static CellTape<double> Tape<TCell>(
        int batch = Batch, RnnGen.Adjoint adjoints = RnnGen.Adjoint.Training, int threads = 1, int steps = Steps)
        where TCell : struct, ICell<double>
    {
        CellTape<double> tape = TCell.CreateTape(steps, batch, adjoints, threads);
        for (int t = 0; t < steps; t++)
            for (int b = 0; b < batch; b++)
                for (int i = 0; i < 6; i++) tape.Input(0)[(t * batch + b) * 6 + i] = Math.Sin(1 + t * 7 + b * 3 + i);
        return tape;
    }

    /// <summary>A mask of all rows.</summary>
    private static double[] Mask(CellTape<double> tape, int index)
    {
        int length = tape.TimeSteps * tape.Batch * tape.Info.Noise[index].Length;
        return MemoryMarshal.CreateSpan(ref tape.InputStart(tape.Info.Inputs.Count + index), length).ToArray();
    }

    private sealed class Draws : ICellVisitor<double>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            const int T = 40, B = 32;
            Assert.Equal(s_masks.Length, TCell.Info.Noise.Count);
            CellTape<double> tape = Tape<TCell>(B, steps: T);
            TCell.Forward(Parameters<TCell>(), tape);
            for (int m = 0; m < s_masks.Length; m++)
            {
                (double drawn, double otherwise, double probability, bool isFixed) = s_masks[m];
                double[] mask = Mask(tape, m);
                Assert.All(mask, value => Assert.True(value == drawn || value == otherwise));
                bool isRepeated = Enumerable.Range(B * 6, mask.Length - B * 6).All(i => mask[i] == mask[i - B * 6]);
                Assert.Equal(isFixed, isRepeated);
                double[] independent = isFixed ? mask[..(B * 6)] : mask;
                double share = independent.Count(value => value == drawn) / (double)independent.Length;
                Assert.InRange(share, probability - 4 * Deviation(), probability + 4 * Deviation());

                double Deviation() => Math.Sqrt(probability * (1 - probability) / independent.Length);
            }
            Assert.NotEqual(Mask(tape, 1)[..96], Mask(tape, 1)[96..192]);
        }
    }

    private sealed class Blocks<T> : ICellVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<T>
        {
            CellTape<T> tape = TCell.CreateTape(2, 3, RnnGen.Adjoint.Training);
            tape.Seed = 77;
            for (uint pass = 0; pass < 2; pass++)
            {
                TCell.Forward(TCell.CreateParameters(), tape);
                Span<T> mask = MemoryMarshal.CreateSpan(ref tape.InputStart(2), 2 * 3 * 37);
                for (int i = 0; i < mask.Length; i++)
                {
                    (uint row, uint step, int at) = ((uint)(i / 37 % 3), (uint)(i / 37 / 3), i % 37);
                    uint word = Philox([(uint)(at / 16 * 4 + at % 4), row, step, pass])[at % 16 / 4];
                    Assert.Equal(word < (ulong)(0.3 * 4294967296.0) ? 0 : 1 / 0.7, double.CreateChecked(mask[i]), 1e-6);
                }
            }
        }

        private static uint[] Philox(uint[] c)
        {
            ulong key = unchecked((77UL ^ 0x6D61736B73206F66) + 0x9E3779B97F4A7C15);
            (uint k0, uint k1) = ((uint)key, (uint)(key >> 32));
            for (int round = 0; round < 10; round++, k0 = unchecked(k0 + 0x9E3779B9), k1 = unchecked(k1 + 0xBB67AE85))
            {
                (ulong p0, ulong p1) = (0xD2511F53UL * c[0], 0xCD9E8D57UL * c[2]);
                c = [(uint)(p1 >> 32) ^ c[1] ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c[3] ^ k1, (uint)p0];
            }
            return c;
        }
    }

    private sealed class Replays : ICellVisitor<double>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            double[] first = Run(Tape<TCell>(), 5), second = Run(Tape<TCell>(), 5, passes: 2);
            Assert.NotEqual(first, second);
            Assert.NotEqual(first, Run(Tape<TCell>(), 6));
            Assert.Equal(first, Run(Tape<TCell>(), 5));
            Assert.Equal(first, Run(Tape<TCell>(threads: 3), 5));
            CellTape<double> again = Tape<TCell>();
            Run(again, 5, passes: 3);
            Assert.Equal(first, Run(again, 5));

            // Rows that end early or are not there change nothing of the others.
            CellTape<double> shorter = Tape<TCell>();
            shorter.Rows = 3;
            shorter.Lengths = [Steps, 2, Steps];
            double[] found = Run(shorter, 5);
            for (int t = 0; t < Steps; t++)
                for (int i = 0; i < 6; i++) Assert.Equal(first[(t * Batch + 2) * 6 + i], found[(t * Batch + 2) * 6 + i], 1e-13);

            static double[] Run(CellTape<double> tape, ulong seed, int passes = 1)
            {
                tape.Seed = seed;
                for (int i = 0; i < passes; i++) TCell.Forward(Parameters<TCell>(), tape);
                return tape.Output(0).ToArray();
            }
        }
    }

    /// <summary>A batch of four in one tape, and its last three rows in another, where sequences begin anew on the way too.</summary>
    private sealed class Shares : ICellVisitor<double>
    {
        private const int First = 1;

        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            CellTape<double> whole = Tape<TCell>(), part = Tape<TCell>(Batch - First);
            Assert.Throws<ArgumentOutOfRangeException>(() => part.FirstRow = -1);
            part.FirstRow = First;
            for (int b = First; b < Batch; b++) whole.Resets[2 * Batch + b] = part.Resets[2 * (Batch - First) + b - First] = 1;
            whole.Seed = part.Seed = 5;
            for (int pass = 0; pass < 2; pass++)
            {
                TCell.Forward(Parameters<TCell>(), whole);
                TCell.Forward(Parameters<TCell>(), part);
                for (int m = 0; m < s_masks.Length; m++)
                {
                    double[] all = Mask(whole, m), some = Mask(part, m);
                    for (int t = 0; t < Steps; t++)
                    {
                        double[] rows = all[((t * Batch + First) * 6)..((t + 1) * Batch * 6)];
                        int rowsOfPart = (Batch - First) * 6;
                        Assert.Equal(rows, some[(t * rowsOfPart)..((t + 1) * rowsOfPart)]);
                    }
                }
            }
        }
    }

    private sealed class Allocates : ICellVisitor<double>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            CellParameters<double> parameters = Parameters<TCell>();
            CellTape<double> tape = Tape<TCell>();
            ulong seed = 0;
            Assert.Equal(0, Allocation.OfThread(() =>
            {
                tape.Seed = seed++;
                TCell.Forward(parameters, tape);
            }));
        }
    }

    private sealed class Windows : ICellVisitor<double>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            CellParameters<double> parameters = Parameters<TCell>();
            CellTape<double> tape = Tape<TCell>(adjoints: RnnGen.Adjoint.Training);
            tape.Seed = 8;
            tape.Input(1)[2 * Batch + 1] = 1; // row 1 begins anew before step 2
            TCell.Forward(parameters, tape);
            double[] mask = Mask(tape, 2), steps = Mask(tape, 0);
            Assert.NotEqual(Row(mask, 0, 1), Row(mask, 2, 1));
            Assert.Equal(Row(mask, 0, 0), Row(mask, 4, 0));

            tape.Input(1).Clear();
            tape.Carry();
            using var file = new MemoryStream();
            Checkpoint.Save(file, parameters, new Sgd<double>(parameters, 0.1), new TrainingProgress(0, 0, 1), tape);
            TCell.Forward(parameters, tape);
            double[] next = Mask(tape, 2);
            Assert.Equal(Row(mask, 4, 0), Row(next, 0, 0));
            Assert.Equal(Row(mask, 4, 1), Row(next, 4, 1));
            Assert.NotEqual(steps, Mask(tape, 0));

            file.Position = 0;
            CellTape<double> resumed = Tape<TCell>(adjoints: RnnGen.Adjoint.Training);
            Checkpoint.Load(file, parameters, new Sgd<double>(parameters, 0.1), resumed);
            TCell.Forward(parameters, resumed);
            Assert.Equal(tape.Output(0).ToArray(), resumed.Output(0).ToArray());

            tape.ClearInitialStates();
            TCell.Forward(parameters, tape);
            Assert.NotEqual(Row(next, 0, 0), Row(Mask(tape, 2), 0, 0));

            static double[] Row(double[] mask, int t, int b) => mask[((t * Batch + b) * 6)..((t * Batch + b + 1) * 6)];
        }
    }

    private sealed class Interpreted(StepFunction function, int batch) : ICellVisitor<double>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            CellParameters<double> parameters = Parameters<TCell>(), gradients = TCell.CreateParameters();
            CellTape<double> tape = Tape<TCell>(batch);
            for (int i = 0; i < tape.Output(0).Length; i++) tape.OutputAdjoint(0)[i] = Math.Cos(i);
            TCell.Forward(parameters, tape);
            double[] y = tape.Output(0).ToArray();
            TCell.Backward(parameters, tape, gradients);

            double[][] inputs = [tape.Input(0).ToArray(), tape.Input(1).ToArray(), .. s_masks.Select((_, m) => Mask(tape, m))];
            double[][] zeros = [.. function.Previous.Select(s => new double[batch * s.Shape.Length])];
            var interpreter = new SequenceInterpreter(Differentiator.Differentiate(function));
            double[][] values = [.. TCell.Info.Parameters.Select(p => parameters[p.Name].ToArray())];
            SequenceRun run = interpreter.Forward(Steps, batch, values, inputs, zeros);
            double[][] none = [.. function.Previous.Select(s => new double[Steps * batch * s.Shape.Length])];
            SequenceAdjoints adjoints = interpreter.Backward(run, [tape.OutputAdjoint(0).ToArray()], none, zeros);
            for (int i = 0; i < y.Length; i++) Assert.Equal(run.Outputs[0][i], y[i], 1e-12);
            for (int p = 0; p < values.Length; p++)
                for (int i = 0; i < values[p].Length; i++)
                    Assert.Equal(adjoints.Parameters[p][i], gradients[TCell.Info.Parameters[p].Name][i], 1e-12);
        }
    }

    private sealed class Inferred : ICellVisitor<double>
    {
        public List<double> Outputs { get; } = [];

        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            CellParameters<double> parameters = Parameters<TCell>();
            CellTape<double> inference = Tape<TCell>(adjoints: RnnGen.Adjoint.None), quiet = Tape<TCell>();
            quiet.IsTraining = false;
            foreach (CellTape<double> tape in (CellTape<double>[])[inference, quiet])
            {
                TCell.Forward(parameters, tape);
                Outputs.AddRange(tape.Output(0));
            }
            CellWeights<double> weights = TCell.Pack(parameters);
            CellState<double> state = TCell.CreateState();
            var y = new double[6];
            for (int t = 0; t < Steps; t++)
            {
                TCell.Step(weights, [.. inference.Input(0).Slice(t * Batch * 6, 6), 0], state, y);
                Outputs.AddRange(y);
            }
        }
    }
}
