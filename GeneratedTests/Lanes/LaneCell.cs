using System;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Numerics;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Kernels;
using Xunit;

namespace RnnGen.Tests.Lanes;

/// <summary>When a cell has a sequence in each lane, told apart from the plan: from the shapes of its tensors.</summary>
internal static class LaneCell
{
    private const int LongestLine = 140;

    private static readonly HarnessProject s_strict = new()
    {
        LanguageVersion = LanguageVersion.CSharp12,
        CheckOverflow = true,
        Documentation = true,
    };

    /// <summary>Whether tapes of so many sequences pay, where the cell has lanes at all.</summary>
    public static bool Pays(int units, int inputs, int batch) => 11 * batch >= (16 * units + 4 * inputs) * ((batch + 15) / 16);

    public static bool Pays(StepFunction function, int batch) =>
        Pays(function.Previous.Max(s => s.Shape.Length), function.Inputs.Sum(i => i.Shape.Length), batch);

    /// <summary>What the emitted code decides; null where it has nothing to decide.</summary>
    public static bool? UsesLanes(Type cell, int batch) => (bool?)EmittedKernels.Of(cell)
        .GetMethod("UsesLanes", BindingFlags.NonPublic | BindingFlags.Static)
        ?.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [batch], CultureInfo.InvariantCulture);

    /// <summary>Compares a cell of floats with the interpreter at a batch that must lie in the lanes, if this processor has them.</summary>
    public static void Check(Type cell, StepFunction function, SequenceDraw draw, int timeSteps, int batch, double tolerance = 2e-5)
    {
        Assert.Equal(VectorWidth.Use512, UsesLanes(cell, batch));
        KernelOracle.Check(cell, function, ElementType.Float, draw, timeSteps, batch, tolerance);
    }

    /// <summary>Compares a definition of floats at batches that must lie in the lanes, and looks at its lines.</summary>
    /// <param name="change">Makes other arguments of random ones, given the batch.</param>
    /// <param name="holds">What the emitted code must contain.</param>
    public static void Check(string definition, Func<SequenceDraw, int, SequenceDraw>? change = null, string holds = "UsesLanes")
    {
        StepFunction function = Request.Lower(Request.InPlace(definition));
        using CellBatch compiled = CellBatch.Compile([new CellSource(definition, [], ElementType.Float)], s_strict);
        Assert.DoesNotContain(compiled.Files.SelectMany(source => source.Split('\n')), line => line.Length > LongestLine);
        Assert.Contains(holds, compiled.Kernels[0]);
        foreach ((int timeSteps, int batch) in new[] { (3, 16), (1, 14), (2, 31), (4, 45) })
        {
            SequenceDraw draw = SequenceDraw.Random(function, timeSteps, batch, new Random(batch));
            Check(compiled[0], function, change?.Invoke(draw, batch) ?? draw, timeSteps, batch);
        }
    }
}
