using System;
using System.IO;
using System.Linq;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Networks;

/// <summary>States that begin with a parameter or a number, on tapes, in streams, and in cells inside cells.</summary>
public sealed class InitialStateTests
{
    private const string Text = """
        sizes: { n: 3 }
        inputs: { x: n }
        states:
          h: { shape: n, initial: h0 }
          c: { shape: n, initial: -0.5 }
          k: { shape: n, initial: level }
          z: n
        constants: { level: 2 }
        cells:
          inner:
            cell:
              sizes: [m]
              inputs: { u: m }
              states: { s: { shape: m, initial: start } }
              parameters: { start: { init: 'uniform(-1, 1)' } }
              equations: |
                s = tanh(0.5 * s' + u)
        parameters: { h0: { init: 'uniform(-1, 1)' }, W: [n, n] }
        equations: |
          h = tanh(W @ h' + x)
          c = 0.5 * c' + h
          k = 0.9 * k' + c
          z = 0.5 * z' + k
          inner(z)
        outputs:
          y: inner.s + h
        """;

    [Fact]
    public void Tapes_and_streams_begin_there_and_gradients_reach_the_parameter()
    {
        using CompiledCell cell = CompiledCell.Compile(Text + "\n", [], typeof(double));
        cell.Accept(new Starts());
    }

    [Fact]
    public void Where_states_begin_and_which_way_they_go_is_part_of_what_a_cell_is()
    {
        string turned = Text.Replace("  inner:\n", "  inner:\n    reversed: true\n", StringComparison.Ordinal);
        string[] texts = [Text, Text.Replace("-0.5", "-0.25", StringComparison.Ordinal), turned];
        Assert.Equal(3, texts.Distinct().Select(Fingerprint).Distinct().Count());

        static string Fingerprint(string text)
        {
            using CompiledCell cell = CompiledCell.Compile(text + "\n", [], typeof(double));
            return ((CellInfo)cell.Type.GetProperty("Info")!.GetValue(null)!).Fingerprint;
        }
    }

    [Theory]
    [InlineData(
        "states: { h: { shape: 3, initial: «g } }\nparameters: { g: 4 }\nequations: |\n  h = 0.5 * h'", "shape [4], the state [3]")]
    [InlineData("states: { h: { shape: 3, initial: «q } }\nequations: |\n  h = 0.5 * h'", "no such parameter")]
    [InlineData("states: { h: { shape: 3, initial: «h } }\nequations: |\n  h = 0.5 * h'", "it is a state")]
    public void A_value_that_cannot_be_is_an_error_at_its_place(string marked, string hint)
    {
        string text = marked.Replace("«", "", StringComparison.Ordinal) + "\n";
        var result = RnnGen.Compiler.FrontEnd.Read(Cells.Request.InPlace(text));
        var found = Assert.Single(result.Diagnostics);
        Assert.Equal("RNN187", found.Rule.Id);
        Assert.Contains(hint, found.Message);
        var place = Assert.IsType<RnnGen.Compiler.Diagnostics.DiagnosticPlace.Definition>(found.Place);
        Assert.Equal(marked.IndexOf('«', StringComparison.Ordinal), place.Span.Start);
    }

    private sealed class Starts : ICellVisitor<double>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            foreach (int batch in (int[])[1, 3])
            {
                GradientReport report = GradientCheck.Run<TCell, double>(new GradientCheckOptions { TimeSteps = 3, Batch = batch });
                Assert.True(report.IsCorrect, report.ToString());
                // x, the two learned values among the parameters, and the one state that begins at zero.
                Assert.Equal(TCell.Info.Parameters.Count + 2, report.Tensors.Count);
            }
            CellParameters<double> parameters = TCell.CreateParameters();
            parameters.Initialize(5);
            CellTape<double> tape = TCell.CreateTape(4, 2, RnnGen.Adjoint.None);
            TCell.Forward(parameters, tape);
            Assert.Equal([.. parameters["h0"], .. parameters["h0"]], tape.InitialState(0).ToArray());
            Assert.All(tape.InitialState(1).ToArray(), value => Assert.Equal(-0.5, value));
            Assert.All(tape.InitialState(2).ToArray(), value => Assert.Equal(2, value));
            StreamsLikeTape<TCell>(parameters, tape);
            GoesOn<TCell>(parameters, tape);
            Resumes<TCell>(parameters);
        }

        /// <summary>A run that goes on in the next window does so from a checkpoint, too, and does not begin anew.</summary>
        private static void Resumes<TCell>(CellParameters<double> parameters)
            where TCell : struct, ICell<double>
        {
            CellTape<double> tape = TCell.CreateTape(3, 2, RnnGen.Adjoint.None), resumed = TCell.CreateTape(3, 2, RnnGen.Adjoint.None);
            var optimizer = new Sgd<double>(parameters, 0.1);
            TCell.Forward(parameters, tape);
            tape.Carry();
            using var file = new MemoryStream();
            Checkpoint.Save(file, parameters, optimizer, new TrainingProgress(1, 2, 3), tape);
            file.Position = 0;
            Checkpoint.Load(file, parameters, optimizer, resumed);
            TCell.Forward(parameters, tape);
            TCell.Forward(parameters, resumed);
            Assert.Equal(tape.Output(0).ToArray(), resumed.Output(0).ToArray());
        }

        private static void StreamsLikeTape<TCell>(CellParameters<double> parameters, CellTape<double> tape)
            where TCell : struct, ICell<double>
        {
            CellWeights<double> weights = TCell.Pack(parameters);
            CellState<double> state = TCell.CreateState();
            Assert.Throws<InvalidOperationException>(() => state.State(0).Clear());
            double[] x = new double[3], y = new double[3];
            for (int round = 0; round < 2; round++)
            {
                for (int t = 0; t < 4; t++)
                {
                    TCell.Step(weights, x, state, y);
                    for (int i = 0; i < 3; i++) Assert.Equal(tape.Output(0)[t * 6 + i], y[i], 1e-12);
                }
                state.Reset();
            }
            state.Reset(weights);
            Assert.Equal(parameters["h0"].ToArray(), state.State(0).ToArray());
            byte[] saved = new byte[state.SavedLength];
            Assert.Throws<InvalidOperationException>(() => TCell.CreateState().Save(saved));
            state.Save(saved);
            CellState<double> loaded = TCell.CreateState(), copied = TCell.CreateState();
            loaded.Load(saved);
            copied.CopyFromInitial(tape, 1);
            TCell.Step(weights, x, loaded, y);
            Assert.Equal(tape.Output(0)[..3].ToArray(), y, (a, b) => Math.Abs(a - b) < 1e-12);
            TCell.Step(weights, x, copied, y);
            Assert.Equal(tape.Output(0)[3..6].ToArray(), y, (a, b) => Math.Abs(a - b) < 1e-12);
            double[] xs = new double[12], ys = new double[12];
            TCell.Run(weights, xs, state, ys);
            for (int i = 0; i < 3; i++) Assert.Equal(tape.Output(0)[18 + i], ys[9 + i], 1e-12);
        }

        private static void GoesOn<TCell>(CellParameters<double> parameters, CellTape<double> tape)
            where TCell : struct, ICell<double>
        {
            tape.Carry();
            double[] last = tape.FinalState(0).ToArray();
            TCell.Forward(parameters, tape);
            Assert.Equal(last, tape.InitialState(0).ToArray());
            tape.ClearInitialStates();
            TCell.Forward(parameters, tape);
            Assert.Equal(parameters["h0"].ToArray(), tape.InitialState(0)[..3].ToArray());
        }
    }
}
