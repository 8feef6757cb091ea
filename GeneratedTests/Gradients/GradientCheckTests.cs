using System;
using System.Linq;
using System.Numerics;
using RnnGen.Compiler;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.Runtime;
using RnnGen.Tests.Zoo;
using Xunit;
using SabotagedLstm = RnnGen.Tests.Gradients.Sabotaged<RnnGen.Definitions.LstmDouble>;

namespace RnnGen.Tests.Gradients;

/// <summary>The check that the package offers: it passes what is right, and says which tensor is wrong and how.</summary>
public class GradientCheckTests
{
    public static TheoryData<string> Cells => DefinedCells.Names;

    public static TheoryData<string> Faults => [.. Fault.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Cells_are_correct(string cell) =>
        DefinedCells.Accept(DefinedCells.Named(cell), new Correct<float>(), new Correct<double>());

    private sealed class Correct<T> : ICellVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<T>
        {
            foreach (int sequences in (int[])[2, 16])
            {
                (int timeSteps, int batch) = DefinedCells.Counts<TCell>(3, sequences);
                var options = new GradientCheckOptions { TimeSteps = timeSteps, Batch = batch, ElementsPerTensor = 20 };
                GradientReport report = GradientCheck.Run<TCell, T>(options);
                Assert.True(report.IsCorrect, report.ToString());
                int constants = TCell.Info.Training.Count(training => !training.IsLearned);
                Assert.Equal(
                    TCell.Info.Parameters.Count - constants + TCell.Info.Inputs.Count + TCell.Info.States.Count, report.Tensors.Count);
                Assert.All(report.Tensors, tensor => Assert.InRange(tensor.Checked, 1, 21));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Faults_are_found_and_named(string name)
    {
        Sabotage.Fault = Fault.All.Single(fault => fault.Name == name);
        GradientReport report = GradientCheck.Run<SabotagedLstm>();
        Assert.False(report.IsCorrect, report.ToString());
        Assert.Equal((Sabotage.Fault.Tensor, Sabotage.Fault.Verdict), (report.Worst.Name, report.Worst.Verdict));
        Assert.Contains($"\n  {Sabotage.Fault.Tensor} {report.Worst.Shape}: ", report.ToString(), StringComparison.Ordinal);
        if (Sabotage.Fault.Where is { } where) Assert.StartsWith(where, report.Worst.Worst.ToString());
    }

    [Fact]
    public void Elements_that_are_not_drawn_are_seen_together()
    {
        for (int index = 0; index < SabotagedLstm.Info.Parameters[0].Length; index += 7)
        {
            Sabotage.Fault = new Fault("one element", "Wf", GradientVerdict.Wrong, null, (gradients, _) => gradients["Wf"][index] += 0.01);
            GradientReport report = GradientCheck.Run<SabotagedLstm>(new GradientCheckOptions { ElementsPerTensor = 3 });
            Assert.Equal(("Wf", GradientVerdict.Wrong), (report.Worst.Name, report.Worst.Verdict));
            Assert.Single(report.Tensors, tensor => tensor.Verdict != GradientVerdict.Correct);
        }
    }

    [Fact]
    public void A_cell_by_hand_that_forgets_seeds_is_wrong()
    {
        GradientReport report = GradientCheck.Run<ElmanCell<double>>();
        Assert.Equal(
            [GradientVerdict.Wrong, GradientVerdict.Wrong, GradientVerdict.Wrong, GradientVerdict.Correct, GradientVerdict.Correct],
            report.Tensors.Take(5).Select(tensor => tensor.Verdict)); // V and d see the outputs' seeds alone
        Assert.Equal([GradientVerdict.NotFinite, GradientVerdict.NotFinite], report.Tensors.Skip(5).Select(tensor => tensor.Verdict));
    }

    [Fact]
    public void The_same_seed_finds_the_same()
    {
        Sabotage.Fault = Fault.None;
        var options = new GradientCheckOptions { TimeSteps = 2, Batch = 5, Seed = 3 };
        string report = GradientCheck.Run<SabotagedLstm>(options).ToString();
        Assert.Equal(report, GradientCheck.Run<SabotagedLstm>(options).ToString());
        Assert.NotEqual(report, GradientCheck.Run<SabotagedLstm>(options with { Seed = 4 }).ToString());
        Assert.StartsWith("LstmDouble: all gradients are correct (", report);
        Assert.Contains($"\n  x [2, 5, {SabotagedLstm.Info.InputLength}]: correct, worst at [", report, StringComparison.Ordinal);
        Assert.DoesNotContain("kink", report, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.Run<SabotagedLstm>(options with { Batch = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.Run<SabotagedLstm>(options with { ElementsPerTensor = 0 }));
    }

    [Fact]
    public void Kinks_are_told_from_faults()
    {
        const string Definition = """
            sizes:      [n]
            inputs:     { p: n, q: n, r: n, s: n }
            states:     { h: n }
            parameters: { w: n }
            equations: |
              h = w * (relu(p) + abs(q) + max(r, 2 * r) + where(s < 0, 0, 1 + s)) + 0.5 * h'
            """;
        using CellBatch cells = CellBatch.Compile(
            [new CellSource(Definition, [("n", 4)], ElementType.Float), new CellSource(Definition, [("n", 4)], ElementType.Double)]);
        CompiledCell.Accept(cells[0], new Kinked<float>(5e-3));
        CompiledCell.Accept(cells[1], new Kinked<double>(3e-6));
        CompiledCell.Accept(cells[1], new BesideKink());
    }

    /// <summary>
    /// Kinks at the point, beside it within the step, and far off, in each of the inputs; those of abs cancel in a central difference.
    /// </summary>
    private sealed class Kinked<T>(double near) : ICellVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private const int Inputs = 4;

        public void Visit<TCell>()
            where TCell : struct, ICell<T>
        {
            var options = new GradientCheckOptions { TimeSteps = 1, Batch = 1 };
            GradientReport Run(params double[] x) => GradientCheck.Run<TCell, T>(options, (parameters, tape) =>
            {
                parameters["w"].Fill(T.One);
                for (int input = 0; input < Inputs; input++)
                    for (int i = 0; i < x.Length; i++) tape.Input(input)[i] = T.CreateTruncating(x[i]);
            });

            GradientReport far = Run(-0.5, -near, near, 0.5);
            Assert.True(far.IsCorrect && far.AtKinks == 0, far.ToString());
            GradientReport one = Run(-0.5, 0, near, 0.5);
            Assert.True(one.IsCorrect, one.ToString());
            Assert.Equal([0, 1, 1, 1, 1, 0], one.Tensors.Select(tensor => tensor.AtKinks));
            Assert.Contains("; 1 at kinks", one.ToString(), StringComparison.Ordinal);
            GradientReport all = Run(0, 0, 0, 0);
            Assert.All(all.Tensors.Skip(1).Take(Inputs), tensor => Assert.Equal(GradientVerdict.Unchecked, tensor.Verdict));
            Assert.Equal((GradientVerdict.Correct, GradientVerdict.Correct), (all.Tensors[0].Verdict, all.Tensors[^1].Verdict));
            Assert.False(all.IsCorrect);
        }
    }

    /// <summary>A derivative that is none of the slopes between those to either side.</summary>
    private sealed class BesideKink : ICellVisitor<double>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            Sabotage.Fault = new Fault("beside", "p", GradientVerdict.Wrong, null, (_, tape) => tape.InputAdjoint(0)[0] = 10);
            GradientReport report = GradientCheck.Run<Sabotaged<TCell>>(prepare: (_, tape) => tape.Input(0)[0] = 0);
            Assert.Equal(("p", GradientVerdict.Wrong), (report.Worst.Name, report.Worst.Verdict));
            Assert.StartsWith("[0, 0, 0]: derived 10,", report.Worst.Worst.ToString());
        }
    }
}
