using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Networks;

/// <summary>Sequences that begin anew on the way: each part is as if it were alone, whatever stood before it.</summary>
public sealed class ResetTests
{
    private const int Steps = 6, Batch = 2;

    private const string Network = """
        sizes: { n: 3 }
        inputs: { x: n }
        states: { s: { shape: n, initial: s0 }, k: { shape: n, initial: 0.25 } }
        resets: restart
        cells:
          ahead: { cell: lstm, hidden: n }
          back: { cell: rnn, hidden: n, reversed: true }
        parameters: { s0: { init: 'uniform(-1, 1)' } }
        equations: |
          ahead(x + x')
          back(x)
          s = tanh(0.5 * s' + ahead.h)
          k = 0.5 * k' + back.h
        outputs:
          y: s + k
        """;

    /// <summary>Where each row begins anew; the parts between are run alone.</summary>
    private static readonly int[][] s_starts = [[0, 2, 5], [0, 3]];

    [Fact]
    public void Parts_of_a_row_are_as_if_they_were_alone()
    {
        using CompiledCell cell = CompiledCell.Compile(Network + "\n", [], typeof(double));
        cell.Accept(new Parts(isReversible: true));
    }

    [Fact]
    public void The_attribute_asks_for_them_too_and_streams_begin_anew()
    {
        GeneratorRun run = GeneratorHarness.Run(
            "using RnnGen;\n[Cell(\"gru\", Input = 3, Hidden = 3, Layers = 2, Resets = \"restart\", Element = typeof(double))]\n"
            + "public partial struct Net;\n");
        using CompiledCell cell = CompiledCell.Load(run, "Net");
        cell.Accept(new Parts(isReversible: false));
        cell.Accept(new Stream());
    }

    [Fact]
    public void What_the_attribute_says_wins()
    {
        const string Text = "inputs: { x: 2 }\nstates: { h: 2 }\nresets: a\nequations: |\n  h = 0.5 * h' + x\n";
        CellRequest request = Request.InPlace(Text);
        Assert.Equal(["x", "a"], Request.Bind(request).Inputs.Select(input => input.Name));
        Assert.Equal(["x", "b"], Request.Bind(request with { Resets = "b" }).Inputs.Select(input => input.Name));
    }

    private static void Fill<TCell>(CellTape<double> tape, double[] x, Func<int, int, double> restart)
        where TCell : struct, ICell<double>
    {
        x.CopyTo(tape.Input(0));
        for (int t = 0; t < tape.TimeSteps; t++)
            for (int b = 0; b < tape.Batch; b++) tape.Input(1)[t * tape.Batch + b] = restart(t, b);
    }

    private static double[] Draw(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => 2 * random.NextDouble() - 1)];
    }

    private sealed class Parts(bool isReversible) : ICellVisitor<double>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            GradientReport report = GradientCheck.Run<TCell, double>(new GradientCheckOptions { TimeSteps = 4, Batch = 2 });
            // Random inputs restart in half of the steps; the input itself only chooses.
            Assert.True(report.IsCorrect, report.ToString());
            CellParameters<double> parameters = TCell.CreateParameters(), gradients = TCell.CreateParameters();
            parameters.Initialize(2);
            double[] x = Draw(Steps * Batch * 3, 1), seeds = Draw(Steps * Batch * TCell.Info.Outputs[0].Length, 2);
            CellTape<double> tape = TCell.CreateTape(Steps, Batch, RnnGen.Adjoint.Training);
            Fill<TCell>(tape, x, (t, b) => s_starts[b].Contains(t) ? 1 : 0);
            seeds.CopyTo(tape.OutputAdjoint(0));
            TCell.Forward(parameters, tape);
            TCell.Backward(parameters, tape, gradients);
            CellParameters<double> sum = TCell.CreateParameters();
            for (int b = 0; b < Batch; b++)
                for (int part = 0; part < s_starts[b].Length; part++)
                    Alone<TCell>(parameters, tape, sum, b, s_starts[b][part], s_starts[b].Append(Steps).ElementAt(part + 1));
            for (int i = 0; i < gradients.Values.Length; i++) Assert.Equal(sum.Values[i], gradients.Values[i], 1e-12);
            Assert.Equal(isReversible, TCell.Info.States.Any(state => state.IsReversed));
        }

        private static void Alone<TCell>(
            CellParameters<double> parameters, CellTape<double> whole, CellParameters<double> gradients, int row, int from, int to)
            where TCell : struct, ICell<double>
        {
            CellTape<double> tape = TCell.CreateTape(to - from, 1, RnnGen.Adjoint.Training);
            int outputs = TCell.Info.Outputs[0].Length;
            double[] x = Rows(whole.Input(0), 3, row, from, to);
            Fill<TCell>(tape, x, (_, _) => 0);
            Rows(whole.OutputAdjoint(0), outputs, row, from, to).CopyTo(tape.OutputAdjoint(0));
            TCell.Forward(parameters, tape);
            TCell.Backward(parameters, tape, gradients);
            double[] expected = tape.Output(0).ToArray(), found = Rows(whole.Output(0), outputs, row, from, to);
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-12);
        }

        private static double[] Rows(Span<double> sequence, int features, int row, int from, int to)
        {
            var rows = new List<double>();
            for (int t = from; t < to; t++) rows.AddRange(sequence.Slice((t * Batch + row) * features, features));
            return [.. rows];
        }
    }

    [Fact]
    public void The_tape_gives_the_input_by_what_it_does()
    {
        using CompiledCell cell = CompiledCell.Compile(Network + "\n", [], typeof(double));
        cell.Accept(new ByName(has: true));
        using CompiledCell other = CompiledCell.Compile("inputs: { x: 2 }\noutputs:\n  y: 2 * x\n", [], typeof(double));
        other.Accept(new ByName(has: false));
    }

    private sealed class ByName(bool has) : ICellVisitor<double>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            CellTape<double> tape = TCell.CreateTape(Steps, Batch, RnnGen.Adjoint.None);
            if (has)
            {
                tape.Resets[3] = 1;
                Assert.Equal(1, tape.Input(1)[3]);
                Assert.Equal(Steps * Batch, tape.Resets.Length);
                return;
            }
            Assert.Contains("resets: restart", Assert.Throws<InvalidOperationException>(() => tape.Resets.Length).Message);
        }
    }

    private sealed class Stream : ICellVisitor<double>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            CellParameters<double> parameters = TCell.CreateParameters();
            parameters.Initialize(4);
            CellWeights<double> weights = TCell.Pack(parameters);
            CellState<double> used = TCell.CreateState(), fresh = TCell.CreateState();
            double[] y = new double[TCell.Info.OutputLength], again = new double[y.Length];
            TCell.Step(weights, [1, double.NaN, 2, 0], used, y);
            TCell.Step(weights, [0.5, 0.25, -1, 1], used, y);
            TCell.Step(weights, [0.5, 0.25, -1, 0], fresh, again);
            Assert.Equal(again, y);
        }
    }
}
