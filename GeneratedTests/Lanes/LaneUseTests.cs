using System;
using System.Reflection;
using RnnGen.Compiler;
using RnnGen.Numerics;
using RnnGen.Tests.Kernels;
using Xunit;

namespace RnnGen.Tests.Lanes;

/// <summary>Which cells have a sequence in each lane, and from how many sequences on.</summary>
public class LaneUseTests
{
    [Theory]
    [InlineData("lstm", 3, 5, 8, false)]
    [InlineData("lstm", 3, 5, 9, true)]
    [InlineData("lstm", 3, 5, 16, true)]
    [InlineData("lstm", 3, 5, 17, true)]
    [InlineData("lstm", 3, 8, 12, false)]
    [InlineData("lstm", 3, 8, 13, true)]
    [InlineData("lstm", 3, 8, 17, false)]
    [InlineData("lstm", 3, 8, 26, true)]
    [InlineData("gru", 1, 1, 1, false)]
    [InlineData("gru", 1, 1, 2, true)]
    [InlineData("rnn", 4, 10, 16, true)]
    [InlineData("rnn", 5, 10, 16, false)]
    public void Enough_sequences_lie_in_the_lanes(string name, int input, int hidden, int batch, bool isUsed)
    {
        using CellBatch compiled = CellBatch.Compile([new CellSource(name, [("input", input), ("hidden", hidden)], ElementType.Float)]);
        Assert.Equal(isUsed, LaneCell.Pays(hidden, input, batch));
        // Where lanes can never gain, nothing asks.
        Assert.Equal(isUsed && VectorWidth.Use512, LaneCell.UsesLanes(compiled[0], batch) ?? false);
    }

    [Fact]
    public void Other_cells_have_rows_alone()
    {
        (string, int)[] small = [("input", 3), ("hidden", 5)];
        CellSource[] sources =
        [
            new("lstm", small, ElementType.Double),
            new("lstm", small, ElementType.Float) { Options = new CellOptions(Recompute: true) },
            new("lstm", small, ElementType.Float, Batch: 1),
            new("lstm", [("input", 3), ("hidden", 12)], ElementType.Float),
            new("lstm", [("input", 17), ("hidden", 3)], ElementType.Float),
            new("rnn", [("input", 5), ("hidden", 10)], ElementType.Float),
            new("lstm", small, ElementType.Float, Batch: 7),
            new("lstm-softmax", [.. small, ("output", 2)], ElementType.Float),
            new(LaneUnusualTests.WithoutStates, [], ElementType.Float),
        ];
        using CellBatch compiled = CellBatch.Compile(sources);
        for (int i = 0; i < sources.Length; i++)
        {
            Assert.Null(LaneCell.UsesLanes(compiled[i], 16));
            Assert.DoesNotContain("LaneRows.", compiled.Kernels[i]);
        }
    }

    /// <summary>The rows' memory is not there where the lanes are used, and the other way round.</summary>
    [LaneFact]
    public void A_tape_has_the_memory_of_one_of_the_two()
    {
        using CellBatch compiled = CellBatch.Compile([new CellSource("lstm", [("input", 3), ("hidden", 5)], ElementType.Float)]);
        Func<int, int, Adjoint, long> length = EmittedKernels.Of(compiled[0]).GetMethod(
            "PrivateLength", BindingFlags.NonPublic | BindingFlags.Static)!
            .CreateDelegate<Func<int, int, Adjoint, long>>();
        long OfStep(int batch, Adjoint adjoints) => length(9, batch, adjoints) - length(8, batch, adjoints);

        Assert.Equal(OfStep(16, Adjoint.All), OfStep(10, Adjoint.All)); // a group is a group
        Assert.Equal(2 * OfStep(16, Adjoint.All), OfStep(32, Adjoint.All));
        Assert.Equal(0, OfStep(16, Adjoint.All) % LaneRows.Lanes);
        Assert.InRange(OfStep(16, Adjoint.None), 1, OfStep(16, Adjoint.All) - 1);
    }
}
