using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Kernels.Verify;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.Networks;
using RnnGen.Tests.RandomCells;
using RnnGen.Tests.Sequences;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>
/// Every kernel of a cell, in all its programs and in the lanes, is proven to stay inside the memory that the plan lends it.
/// </summary>
public class KernelProofTests
{
    public static TheoryData<int> Groups => [.. Enumerable.Range(0, RandomCellKernels.IsLong ? 100 : 4)];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Kernels_of_random_cells_are_proven(int group)
    {
        for (int seed = group * 25; seed < (group + 1) * 25; seed++)
        {
            RandomCellSize size = seed % 2 == 0 ? RandomCellSize.Tiny : RandomCellSize.Mixed;
            RandomCell cell = seed % 4 < 2 ? RandomCell.Create(seed, size) : RandomCell.CreateWithText(seed, size);
            foreach (ElementType element in new[] { ElementType.Float, ElementType.Double })
                ProveAll(cell.Function, element, new CellOptions(Recompute: seed % 5 == 2));
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Kernels_of_recurrences_in_both_directions_are_proven(int group)
    {
        for (int seed = group * 25; seed < (group + 1) * 25; seed++)
        {
            RandomCell cell = RandomCell.CreateChained(seed, seed % 2 == 0 ? RandomCellSize.Tiny : RandomCellSize.Mixed);
            ElementType element = seed % 4 < 2 ? ElementType.Float : ElementType.Double;
            ProveAll(BothDirections.Turn(cell.Function, seed), element, new CellOptions(Recompute: seed % 5 == 2));
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Kernels_of_matrix_memories_are_proven(int group)
    {
        for (int seed = group * 10; seed < (group + 1) * 10; seed++)
        {
            StepFunction function = Request.Lower(Request.InPlace(MatrixDefinition.Create(seed)));
            ProveAll(function, seed % 2 == 0 ? ElementType.Float : ElementType.Double, new CellOptions(Recompute: seed % 5 == 2));
        }
    }

    /// <summary>Some rows of their matrices at a time, wherever that may be.</summary>
    [Theory]
    [MemberData(nameof(Groups))]
    public void Kernels_of_heads_and_of_blocks_of_rows_are_proven(int group)
    {
        for (int seed = group * 10; seed < (group + 1) * 10; seed++)
        {
            foreach (string definition in new[] { HeadsDefinition.Create(seed), MatrixDefinition.Create(seed) })
            {
                ElementType element = seed % 2 == 0 ? ElementType.Float : ElementType.Double;
                var cell = new PlannedCell(
                    Request.Lower(Request.InPlace(definition)), element, new CellOptions(Recompute: seed % 5 == 2), rules: ManyLoops.Rules);
                ProveAll(cell.Kernels.Set);
            }
        }
    }

    public static TheoryData<string> Zoo => [.. DefinedCells.ZooNames];

    /// <summary>Each option at each size in one precision, and at half of the sizes in either; in both with RNNGEN_LONG=1.</summary>
    [Theory]
    [MemberData(nameof(Zoo))]
    public void Kernels_of_the_zoo_are_proven(string name)
    {
        CellOptions[] all =
        [
            new(), new(Unroll: UnrollOption.Full), new(Unroll: UnrollOption.Loops, Recompute: true),
            new(StreamingWeights: StreamingWeightsOption.BFloat16),
        ];
        int[] sizes = [5, 8, 33, 64];
        for (int i = 0; i < sizes.Length; i++)
        {
            StepFunction function = ZooSizes.Function(name, sizes[i]);
            for (int o = 0; o < all.Length; o++)
            {
                bool isFull = all[o].StreamingWeights == StreamingWeightsOption.Full;
                if (!isFull || (i + o) % 2 == 0 || RandomCellKernels.IsLong) ProveAll(function, ElementType.Float, all[o]);
                if (isFull && ((i + o) % 2 == 1 || RandomCellKernels.IsLong)) ProveAll(function, ElementType.Double, all[o]);
            }
        }
    }

    public static TheoryData<string> OtherZoo => [.. DefinedCells.OtherZooNames];

    /// <summary>The cells that no test compiles.</summary>
    [Theory]
    [MemberData(nameof(OtherZoo))]
    public void Kernels_of_other_cells_of_the_zoo_are_proven(string name)
    {
        ProveAll(ZooSizes.Function(name, 5), ElementType.Float, new CellOptions());
        ProveAll(ZooSizes.Function(name, 33), ElementType.Double, new CellOptions(Unroll: UnrollOption.Loops, Recompute: true));
    }

    [Theory]
    [MemberData(nameof(ReducingDefinition.Lengths), MemberType = typeof(ReducingDefinition))]
    public void Kernels_of_norms_and_softmax_are_proven(int length)
    {
        StepFunction function = Request.Lower(Request.InPlace(ReducingDefinition.Of(length)));
        foreach (ElementType element in new[] { ElementType.Float, ElementType.Double })
            foreach (bool recomputes in new[] { false, true }) ProveAll(function, element, new CellOptions(Recompute: recomputes));
    }

    /// <summary>Behind a part that ends its row, or the weights, there is less than a vector.</summary>
    [Theory]
    [InlineData("inputs: { x: 3 }\nstates: { h: 1 }\nparameters: { W: [4, 4] }\nequations: |\n  v = tanh([x; h'])\n  h = (W @ v)[0..1]")]
    [InlineData("states: { h: 2 }\nparameters: { b: 31 }\nequations: |\n  h = tanh(h' * b[29..31])")]
    public void Kernels_read_the_last_part_of_a_row_and_no_further(string definition)
    {
        StepFunction function = Request.Lower(Request.InPlace(definition + "\noutputs:\n  y: h\n"));
        foreach (ElementType element in new[] { ElementType.Float, ElementType.Double }) ProveAll(function, element, new CellOptions());
    }

    private static void ProveAll(StepFunction function, ElementType element, CellOptions options)
    {
        CellRequest request = Request.InPlace("ir", []) with { Element = element };
        CellPlan plan = CellCompiler.Plan(request, options, SizeNames.Of(CellSource.Signature(function)), function);
        int lanes = KernelTable.Lanes(element == ElementType.Float ? 4 : 8);
        ProveAll(CellKernels.Build(plan, CellMemory.Of(plan, lanes), options, lanes, request.TimeSteps).Set);
    }

    private static void ProveAll(KernelSet kernels)
    {
        var verifier = new KernelVerifier(kernels.Lanes);
        Assert.NotEmpty(kernels.Roots);
        foreach ((Kernel kernel, EquatableArray<Lent> lent, int widest) in kernels.Roots) verifier.Verify(kernel, lent, widest);
    }
}
