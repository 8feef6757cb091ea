using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.RandomCells;
using Xunit;

namespace RnnGen.Tests.Networks;

/// <summary>
/// Random networks of random cells: what is one cell computes what the cells compute one after the other, and so do its kernels.
/// </summary>
public sealed class RandomNetworkTests
{
    private const int TimeSteps = 4, Batch = 2;

    private static readonly int s_networks = RandomCellKernels.IsLong ? 2000 : 120;

    public static TheoryData<int> Projects => [.. Enumerable.Range(0, RandomCellKernels.IsLong ? 20 : 1)];

    [Fact]
    public void Networks_compute_what_their_cells_compute_by_hand()
    {
        int reversed = 0, compared = 0;
        for (int seed = 0; seed < s_networks; seed++)
        {
            RandomNetwork network = RandomNetwork.Create(seed, isOneWay: seed % 3 == 0);
            BoundCell bound = Request.Bind(Request.InPlace(network.Definition));
            StepFunction function = Request.Lower(Request.InPlace(network.Definition));
            reversed += function.CanStream ? 0 : 1;
            if (InterpretedGradients.TryDraw(function, TimeSteps, Batch, new Random(seed), 1e-9, 50) is not { } draw) continue;
            compared++;
            IReadOnlyList<double[]> expected = network.RunByHand(bound, draw, TimeSteps, Batch);
            SequenceRun run = new SequenceInterpreter(function, null).Forward(
                TimeSteps, Batch, draw.Parameters, draw.Inputs, draw.Initial);
            Assert.Equal(expected.Count, run.Outputs.Length);
            for (int o = 0; o < expected.Count; o++)
                for (int i = 0; i < expected[o].Length; i++)
                    Assert.True(
                        Math.Abs(expected[o][i] - run.Outputs[o][i]) <= 1e-12 * Math.Max(1, Math.Abs(expected[o][i])),
                        $"Seed {seed}, output {o}[{i}]: {expected[o][i]:R} by hand, {run.Outputs[o][i]:R} as one.\n{network.Definition}");
        }
        Assert.InRange(reversed, s_networks / 5, s_networks);
        Assert.InRange(compared, s_networks / 2, s_networks);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Kernels_agree_with_interpreter_and_differences(int project) => RandomCellKernels.Check(
        project,
        Network,
        (cell, _) => new CellSource(cell.Definition!, [], ElementType.Double),
        1e-9,
        withDifferences: true);

    private static RandomCell Network(int seed)
    {
        string definition = RandomNetwork.Create(seed, isOneWay: seed % 3 == 0).Definition;
        return new RandomCell(Request.Lower(Request.InPlace(definition)), definition, []);
    }
}
