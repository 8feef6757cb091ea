using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.RandomCells;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>A state's memory stays where it is: spans of it are kept, and fed back, over the zoo and random cells.</summary>
public class StateTests
{
    /// <summary>States that read each other in every order: none may see the new value where the old one is meant.</summary>
    private static readonly string[] s_entangled =
    [
        "states: { a: n, b: n }\nequations: |\n  a = b'\n  b = a'", // exchanged
        "states: { a: n, b: n }\nequations: |\n  b = a'\n  a = 0.5 * a' + b'", // delayed
        "states: { a: n, b: n }\nparameters: { W: [n, n] }\nequations: |\n  a = tanh(W @ b')\n  b = a + 0.5 * b'", // late
        "states: { a: n, b: n }\nparameters: { W: [n, n], U: [n, n] }\nequations: |\n  a = tanh(W @ a')\n  b = tanh(U @ (a - a'))", // again
        "states: { a: n }\nequations: a = ([0.5 * a'[n-1..n]; a'[0..n-1]])", // a shift register
        "states: { a: n }\nequations: a = ([a'[1..n]; a'[0..1]])", // a ring, backwards
        "states: { a: n, s: [] }\nequations: |\n  s = 0.5 * s' + mean(a')\n  a = a' - s'", // a scalar
        "states: { a: n, b: n }\nparameters: { W: [n, n] }\nequations: |\n  a = softmax(W @ b')\n  b = tanh(a') * b'", // crossed
        "states: { M: [n, n], a: n }\nequations: |\n  M = 0.9 * M' + outer(a', a')\n  a = tanh(M' @ a')", // a matrix
    ];

    /// <summary>Less than a vector, a whole one, and many with a tail.</summary>
    public static TheoryData<int> Sizes => RandomCellKernels.IsLong ? [2, 5, 16, 33, 130] : [5, 16, 130];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Spans_of_zoo_cells_stay(int hidden)
    {
        // Each cell in each precision at some of the sizes.
        CellSource[] sources =
            [.. DefinedCells.ZooNames.Select((name, i) => new CellSource(name, Of(name, hidden), Elements[(i + hidden) % 2]))];
        using CellBatch compiled = CellBatch.Compile(sources);
        Assert.True(Use(compiled, sources) > sources.Length / 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Spans_of_random_cells_stay(int project)
    {
        RandomCell[] cells = [.. Enumerable.Range(100 * project, 15).Select(seed => RandomCell.Create(seed, RandomCellSize.Mixed))];
        CellSource[] sources = [.. cells.Select((cell, i) => CellSource.Of(cell.Function, Elements[i % 2]))];
        using CellBatch compiled = CellBatch.Compile(sources);
        Assert.True(Use(compiled, sources) > 0);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(35)]
    public void States_that_read_each_other_agree_with_the_interpreter(int n)
    {
        string[] definitions = [.. s_entangled.Select(text => $"sizes: [n]\n{text}\noutputs:\n  y: 2 * a'\n")];
        CellSource[] sources = [.. definitions.Select((text, i) => new CellSource(text, [("n", n)], Elements[(i + n) % 2]))];
        using CellBatch compiled = CellBatch.Compile(sources);
        for (int i = 0; i < sources.Length; i++)
        {
            StepFunction function = Request.Lower(Request.InPlace(sources[i].Definition, ("n", n)));
            SequenceDraw draw = SequenceDraw.Random(function, 5, 2, new Random(i)).Tame();
            double tolerance = sources[i].Element == ElementType.Double ? 1e-12 : 2e-5;
            KernelOracle.Check(compiled[i], function, sources[i].Element, draw, 5, 2, tolerance);
        }
        Assert.True(Use(compiled, sources) > 0);
    }

    private static ElementType[] Elements => [ElementType.Float, ElementType.Double];

    private static int Use(CellBatch compiled, IReadOnlyList<CellSource> sources)
    {
        var (floats, doubles) = (new StateUse<float>(), new StateUse<double>());
        for (int i = 0; i < sources.Count; i++)
        {
            if (sources[i].Element == ElementType.Float) CompiledCell.Accept(compiled[i], floats);
            else CompiledCell.Accept(compiled[i], doubles);
        }
        return floats.Overlaps + doubles.Overlaps;
    }

    /// <summary>Inputs and outputs fit into a state; with 130 units <c>Run</c> takes input products for some steps at once.</summary>
    private static (string, int)[] Of(string name, int hidden) =>
    [
        .. ZooSizes.Of(name, 64).Select(size => (size.Name, size.Name switch
        {
            "hidden" => hidden,
            "input" => (hidden + 1) / 2,
            _ => Math.Max(1, hidden / 3),
        })),
    ];
}
