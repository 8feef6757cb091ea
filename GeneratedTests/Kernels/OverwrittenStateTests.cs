using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Lengths;
using RnnGen.Tests.Pools;
using RnnGen.Tests.Sequences;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>
/// Compiled cells with states that a tape without adjoints holds before the first step and after the last only, and others at every second
/// step: the number of steps is odd.
/// </summary>
public class OverwrittenStateTests
{
    private const int TimeSteps = 7, Batch = 5;

    private const string Gated = "S[j] = f[j] * part(S', j, heads) + outer(part(v, j, heads), part(k, j, heads))";

    private const string Delta =
        "e[j] = part(v, j, heads) - part(S', j, heads) @ part(k, j, heads)\n    "
        + "S[j] = f[j] * part(S', j, heads) + outer(e[j], part(k, j, heads))";

    private static readonly (string Update, ElementType Element, int TimeSteps, int Batch, bool Recomputes)[] s_cells =
    [
        (Gated, ElementType.Float, 0, 0, false),
        (Delta, ElementType.Double, 0, 0, false),
        (Delta, ElementType.Float, 0, 0, true),
        (Gated, ElementType.Double, TimeSteps, Batch, false),
        (Delta, ElementType.Float, TimeSteps, 1, false),
    ];

    /// <summary>In all passes, on threads, of rows of unequal lengths, and in pools.</summary>
    [Fact]
    public void They_are_what_they_are_step_after_step()
    {
        CellSource[] sources = [.. s_cells.Select(cell => Source(cell.Update, cell.Element, cell.TimeSteps, cell.Batch) with
        {
            Options = new CellOptions(Recompute: cell.Recomputes, Unroll: cell.TimeSteps > 0 ? UnrollOption.Full : UnrollOption.Auto),
        })];
        using CellBatch compiled = CellBatch.Compile(sources);
        for (int i = 0; i < sources.Length; i++)
        {
            StepFunction function = sources[i].Function!;
            int batch = sources[i].Batch > 0 ? sources[i].Batch : Batch;
            SequenceDraw draw = SequenceDraw.Random(function, TimeSteps, batch, new Random(i)).Tame();
            double tolerance = sources[i].Element == ElementType.Float ? 2e-5 : 1e-10;
            KernelOracle.Check(compiled[i], function, sources[i].Element, draw, TimeSteps, batch, tolerance);
            if (sources[i].Element == ElementType.Float)
            {
                CompiledCell.Accept(compiled[i], new LengthVisitor<float>(function, TimeSteps, batch));
                CompiledCell.Accept(compiled[i], new PoolSchedule<float>(60, i));
            }
            else
            {
                CompiledCell.Accept(compiled[i], new LengthVisitor<double>(function, TimeSteps, batch));
                CompiledCell.Accept(compiled[i], new PoolSchedule<double>(60, i));
            }
        }
        CompiledCell.Accept(compiled[0], new AsUsersMeetThem());
        CompiledCell.Accept(compiled[1], new Correct());
    }

    /// <summary>With the sizes and rules that users have: heads in stretches, and such as only inference overwrites.</summary>
    [Theory]
    [InlineData(70, 14)]
    [InlineData(40, 1)]
    public void So_are_those_that_are_large(int m, int checkpointSteps)
    {
        const int Steps = 12;
        string definition = Definition(Delta, m, n: 128);
        using CellBatch compiled = CellBatch.Compile([new CellSource(definition, [], ElementType.Float)]);
        StepFunction function = Request.Lower(Request.InPlace(definition));
        SequenceDraw draw = SequenceDraw.Random(function, Steps, 2, new Random(1)).Tame();
        foreach (int input in (int[])[0, 1]) for (int i = 0; i < draw.Inputs[input].Length; i++) draw.Inputs[input][i] *= 0.1;
        KernelOracle.Check(compiled[0], function, ElementType.Float, draw, Steps, 2, 2e-5);
        CellInfo info = (CellInfo)compiled[0].GetProperty("Info")!.GetValue(null)!;
        Assert.Equal((true, checkpointSteps), (info.States[0].IsOverwritten, info.CheckpointSteps));
    }

    /// <summary>As the check of gradients says that users may run, which has no seeds at steps that the tape does not hold.</summary>
    private sealed class Correct : ICellVisitor<double>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            var options = new GradientCheckOptions { TimeSteps = TimeSteps, Batch = 2, ElementsPerTensor = 10 };
            GradientReport report = GradientCheck.Run<TCell, double>(options);
            Assert.True(report.IsCorrect, report.ToString());
        }
    }

    /// <summary>What a tape without adjoints has of them, and how much memory that takes.</summary>
    private sealed class AsUsersMeetThem : ICellVisitor<float>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<float>
        {
            CellInfo info = TCell.Info;
            Assert.Equal([true, false], info.States.Select(state => state.IsOverwritten));
            Assert.Equal([false, false], info.Inputs.Take(2).Select(input => input.IsOverwritten));
            CellTape<float> tape = TCell.CreateTape(TimeSteps, Batch, Adjoint.None);
            tape.IsTraining = !tape.IsTraining; // which says of noise alone
            var error = Assert.Throws<InvalidOperationException>(() => tape.State(0)[0]);
            Assert.Equal(
                "The state 'S' after each step is not on this tape: it is so large that the tape holds the first and the last "
                + "(InitialState, FinalState) and what a way back needs between them. Declare an output that is the state.",
                error.Message);
            Assert.Equal(TimeSteps * Batch * info.States[1].Length, tape.State(1).Length);
            Assert.Throws<InvalidOperationException>(() => TCell.CreateTape(TimeSteps, Batch, Adjoint.Training).State(0)[0]);
            Assert.Equal(2, info.CheckpointSteps);
            Assert.Equal(Batch * info.States[0].Length, TCell.CreateTape(1, Batch, Adjoint.None).State(0).Length);
            Memory<TCell>(info);
            Windows<TCell>(tape);
        }

        private static void Memory<TCell>(CellInfo info)
            where TCell : struct, ICell<float>
        {
            const int More = 200;
            long more = Allocated(More + 1) - Allocated(1);
            long seen = sizeof(float) * (info.InputLength + info.OutputLength + info.States[1].Length);
            Assert.InRange(more, More * Batch * seen, More * Batch * (seen + info.TapeBytesPerStep) + 1000);
            // A state after every second step, where seeds and adjoints come besides.
            more = Allocated(More + 1, Adjoint.Training) - Allocated(1, Adjoint.Training);
            seen += sizeof(float) * (info.InputLength + info.OutputLength) + info.TapeBytesPerStep;
            seen += sizeof(float) * info.States[0].Length / 2;
            Assert.InRange(more, More * Batch * seen, More * Batch * (seen + 32) + 1000); // and the rectangles

            static long Allocated(int timeSteps, Adjoint adjoints = Adjoint.None) =>
                Allocation.OfThread(() => GC.KeepAlive(TCell.CreateTape(timeSteps, Batch, adjoints)), calls: 1);
        }

        /// <summary>Two windows are one sequence, in the batch and in a stream that goes on from a row.</summary>
        private static void Windows<TCell>(CellTape<float> tape)
            where TCell : struct, ICell<float>
        {
            CellParameters<float> parameters = TCell.CreateParameters();
            parameters.Initialize(1);
            CellTape<float> whole = TCell.CreateTape(2 * TimeSteps, Batch, Adjoint.Training);
            var random = new Random(2);
            for (int i = 0; i < TCell.Info.Inputs.Count; i++)
                foreach (ref float x in whole.Input(i)) x = random.NextSingle() - 0.5f;
            TCell.Forward(parameters, whole);
            CellState<float> state = TCell.CreateState();
            for (int window = 0; window < 2; window++)
            {
                for (int i = 0; i < TCell.Info.Inputs.Count; i++)
                    whole.Input(i).Slice(window * tape.Input(i).Length, tape.Input(i).Length).CopyTo(tape.Input(i));
                if (window == 1) tape.Carry();
                TCell.Forward(parameters, tape);
                Assert.Equal(whole.Output(0).Slice(window * tape.Output(0).Length, tape.Output(0).Length), tape.Output(0));
            }
            state.CopyFrom(tape, Batch - 1);
            Assert.Equal(whole.FinalState(0)[^state.State(0).Length..], state.State(0));
            state.CopyFromInitial(tape, 0);
            Assert.Equal(tape.InitialState(0)[..state.State(0).Length], state.State(0));
            tape.ClearInitialStates();
            Assert.Equal(-1, tape.InitialState(0).IndexOfAnyExcept(0f));
        }
    }

    private static CellSource Source(string update, ElementType element, int timeSteps = 0, int batch = 0) =>
        CellSource.Of(Request.Lower(Request.InPlace(Definition(update, m: 5, n: 17))), element, timeSteps, batch) with
        {
            Rules = ManyLoops.Rules,
        };

    private static string Definition(string update, int m, int n) =>
            $"sizes: {{ heads: 2, m: {m}, n: {n} }}\ninputs: {{ q: heads * n, k: heads * n, v: heads * m, f: heads }}\n"
            + $"states: {{ S: [heads * m, n], h: m }}\nparameters: {{ W: [m, m] }}\nequations: |\n  repeat j in 0..heads:\n    {update}\n"
            + "    z[j] = S[j] @ part(q, j, heads)\n  h = tanh(W @ h' + z[0])\noutputs:\n  y: 0.1 * sum(h) + [z[0]; z[1]]\n";
}
