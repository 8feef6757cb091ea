using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Numerics;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Lanes;

/// <summary>The zoo with a sequence in each lane against the interpreter: full groups, groups of one row, a part of a group.</summary>
public class LaneZooTests
{
    private static readonly (int TimeSteps, int Batch)[] s_counts = [(1, 16), (2, 17), (5, 32), (2, 33), (3, 10), (2, 45)];

    public static TheoryData<int, int> Sizes => new()
    {
        { 1, 1 }, { 1, 16 }, { 2, 3 }, { 3, 1 }, { 5, 3 }, { 5, 16 }, { 8, 1 }, { 8, 12 }, { 10, 3 },
    };

    /// <summary>Softmax heads are sums over units, which the lanes do not have.</summary>
    private static string[] Names => [.. DefinedCells.ZooNames.Where(name => !name.EndsWith("softmax", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Kernels_agree_with_the_interpreter(int hidden, int inputs)
    {
        // Each cell at some of the sizes.
        string[] names = [.. Names.Where((_, i) => (i + hidden + inputs / 2) % 2 == 0)];
        using CellBatch compiled = Compile(names, hidden, inputs);
        for (int i = 0; i < names.Length; i++)
        {
            StepFunction function = ZooSizes.Function(names[i], Of(names[i], hidden, inputs));
            Assert.True(LaneCell.Pays(function, 16));
            foreach ((int timeSteps, int batch) in s_counts)
            {
                SequenceDraw draw = SequenceDraw.Random(function, timeSteps, batch, new Random(batch));
                Assert.Equal(VectorWidth.Use512 && LaneCell.Pays(function, batch), LaneCell.UsesLanes(compiled[i], batch));
                KernelOracle.Check(compiled[i], function, ElementType.Float, draw, timeSteps, batch, 2e-5);
            }
            CompiledCell.Accept(compiled[i], new TapeReuse<float>(3, 32));
            CompiledCell.Accept(compiled[i], new TapeReuse<float>(3, 13));
        }
    }

    /// <summary>NaN and infinity stay in their sequences, and reach of the gradients what mathematics lets them reach.</summary>
    [Fact]
    public void Special_values_go_where_the_interpreter_sends_them()
    {
        const int TimeSteps = 3, Batch = 30;
        string[] names = Names;
        using CellBatch compiled = Compile(names, 5, 3);
        for (int i = 0; i < names.Length; i++)
        {
            StepFunction function = ZooSizes.Function(names[i], Of(names[i], 5, 3));
            SequenceDraw draw = SequenceDraw.Random(function, TimeSteps, Batch, new Random(i));
            draw.Inputs[0][(1 * Batch + 29) * 3 + 1] = double.NaN;
            draw.Inputs[0][(1 * Batch + 7) * 3 + 2] = double.PositiveInfinity;
            draw.Initial[0][16 * function.Previous[0].Shape.Length] = double.NegativeInfinity;
            LaneCell.Check(compiled[i], function, draw, TimeSteps, Batch);
        }
    }

    /// <summary>Zero leaves a count to run time. Each cell in two of the three ways.</summary>
    [Theory]
    [InlineData(4, 16, 0)]
    [InlineData(0, 29, 1)]
    [InlineData(4, 0, 2)]
    public void Cells_of_fixed_counts_agree_with_the_interpreter(int timeSteps, int batch, int without)
    {
        string[] names = [.. Names.Where((_, i) => i % 3 != without)];
        using CellBatch compiled = CellBatch.Compile(
            [.. names.Select(name => new CellSource(name, Of(name, 5, 3), ElementType.Float, null, timeSteps, batch))]);
        (int steps, int rows) = (timeSteps == 0 ? 3 : timeSteps, batch == 0 ? 16 : batch);
        for (int i = 0; i < names.Length; i++)
        {
            StepFunction function = ZooSizes.Function(names[i], Of(names[i], 5, 3));
            LaneCell.Check(compiled[i], function, SequenceDraw.Random(function, steps, rows, new Random(i)), steps, rows);
        }
    }

    private static CellBatch Compile(string[] names, int hidden, int inputs) =>
        CellBatch.Compile([.. names.Select(name => new CellSource(name, Of(name, hidden, inputs), ElementType.Float))]);

    private static (string Name, int Value)[] Of(string name, int hidden, int inputs)
    {
        (string, int)[] sizes = [("input", inputs), ("hidden", hidden)];
        return name == "lstm-projection" ? [.. sizes, ("projection", Math.Max(hidden - 1, 1))] : sizes;
    }
}
