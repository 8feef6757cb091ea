using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.KernelPrograms;
using RnnGen.Tests.Lengths;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>Compiled cells that compute everything again, over one sequence of several strips, the last of which is not whole.</summary>
public class RecomputedStripTests
{
    private const int Hidden = 128;

    private static readonly CellOptions s_options = new(Recompute: true);

    [Theory]
    [InlineData("lstm", ElementType.Float)]
    [InlineData("gru-reset-after", ElementType.Double)]
    public void Strips_add_up_to_the_sequence(string name, ElementType element)
    {
        StepFunction function = ZooSizes.Function(name, Hidden);
        int strip = new PlannedCell(function, element, s_options).Plan.Row!.Backward.WorkRows!.Value, timeSteps = 2 * strip + 5;
        using CellBatch compiled = CellBatch.Compile([new CellSource(name, ZooSizes.Of(name, Hidden), element) { Options = s_options }]);
        SequenceDraw draw = SequenceDraw.Random(function, timeSteps, 1, new Random(1)).Tame();
        KernelOracle.Check(compiled[0], function, element, draw, timeSteps, 1, element == ElementType.Float ? 2e-5 : 1e-11);
        if (element == ElementType.Float) CompiledCell.Accept(compiled[0], new LengthVisitor<float>(function, timeSteps, 1));
        else CompiledCell.Accept(compiled[0], new LengthVisitor<double>(function, timeSteps, 1));
    }
}
