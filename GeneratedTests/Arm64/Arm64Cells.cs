using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Ir;
using RnnGen.Numerics;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.RandomCells;
using RnnGen.Tests.Zoo;

namespace RnnGen.Tests.Arm64;

/// <summary>The cells that are taken to Arm64: every one of the zoo, those with other options, and random ones.</summary>
internal static class Arm64Cells
{
    /// <summary>Whole vectors of 128 bits and all their remainders.</summary>
    private static readonly int[] s_hidden = [17, 5, 14, 8, 3];

    public static IReadOnlyList<Arm64Cell> All() => [.. Zoo(), .. WithOptions(), .. Random()];

    /// <summary>Each cell in one precision, at one size; both precisions and all sizes with RNNGEN_LONG=1.</summary>
    private static IEnumerable<Arm64Cell> Zoo()
    {
        string[] names = [.. ZooLibrary.Names];
        for (int i = 0; i < names.Length; i++)
        {
            int[] hidden = RandomCellKernels.IsLong ? s_hidden : [s_hidden[i / 2 % s_hidden.Length]];
            ElementType[] elements = RandomCellKernels.IsLong ? Enum.GetValues<ElementType>() : [(ElementType)(i % 2)];
            foreach (int size in hidden)
                foreach (ElementType element in elements)
                    yield return OfZoo(names[i], size, element, new CellOptions(), Rounding(element));
        }
    }

    /// <summary>Activations of every level, weights of two bytes, and what computes again instead of saving.</summary>
    private static IEnumerable<Arm64Cell> WithOptions()
    {
        const int Activations = 5, Rows = 14;
        double fast = Math.Max(Accuracy.Float.FastTanhAbsolute, Accuracy.Float.FastSigmoidAbsolute) * Activations * Rows;
        double approximate = Accuracy.Float.ApproximateExpRelative * Activations * Rows;
        foreach (string name in (string[])["lstm", "gru", "lstm-softmax"])
        {
            yield return OfZoo(name, 17, ElementType.Float, new CellOptions(Activations: ActivationsOption.Fast), fast);
            yield return OfZoo(name, 14, ElementType.Float, new CellOptions(Activations: ActivationsOption.Approximate), approximate);
        }
        var halves = new CellOptions(StreamingWeights: StreamingWeightsOption.BFloat16);
        yield return OfZoo("lstm", 17, ElementType.Float, halves, 0.02);
        yield return OfZoo("gru", 13, ElementType.Double, new CellOptions(Recompute: true), Rounding(ElementType.Double));
    }

    /// <summary>From the IR with its whole vocabulary, from definitions, in chains, and with memories that are matrices.</summary>
    private static IEnumerable<Arm64Cell> Random()
    {
        (string Kind, Func<int, RandomCell> Create)[] kinds =
        [
            ("operations", seed => RandomCell.Create(seed, RandomCellSize.Mixed)),
            ("definition", seed => RandomCell.CreateWithText(seed, RandomCellSize.Mixed)),
            ("chain", seed => RandomCell.CreateChained(seed, RandomCellSize.Mixed)),
            ("matrices", OfMatrices),
        ];
        int budget = RandomCellKernels.IsLong ? 40 : 3;
        return kinds.SelectMany(kind => Enumerable.Range(0, int.MaxValue)
            .Select(seed => TryRandom($"random {kind.Kind} {seed}", kind.Create(seed), (ElementType)(seed % 2)))
            .OfType<Arm64Cell>()
            .Take(budget));
    }

    private static Arm64Cell? TryRandom(string name, RandomCell cell, ElementType element) => Arm64Cell.TryCreate(
        $"{name}, {element}",
        cell.Definition is { } text ? new CellSource(text, [], element) : CellSource.Of(cell.Function, element),
        cell.Function,
        element == ElementType.Float ? 1e-3 : 1e-9);

    private static RandomCell OfMatrices(int seed)
    {
        string definition = MatrixDefinition.Create(seed);
        return new RandomCell(Request.Lower(Request.InPlace(definition)), definition, []);
    }

    private static Arm64Cell OfZoo(string name, int hidden, ElementType element, CellOptions options, double tolerance)
    {
        StepFunction function = ZooSizes.Function(name, hidden);
        var source = new CellSource(name, ZooSizes.Of(name, hidden), element) { Options = options };
        bool isExact = tolerance == Rounding(element);
        // The use of a state is tried at every place in it, which takes long for a matrix.
        bool hasSessions = isExact && function.Previous.All(state => state.Shape.Length <= 40);
        return Arm64Cell.TryCreate($"{name} of {hidden}, {element}", source, function, tolerance, hasSessions, isContractive: !isExact)
            ?? throw new InvalidOperationException($"{name} has kinks everywhere.");
    }

    private static double Rounding(ElementType element) => element == ElementType.Float ? 2e-5 : 1e-12;
}
