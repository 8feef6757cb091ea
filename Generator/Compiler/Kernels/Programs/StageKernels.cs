using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.General;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.OneRow;
using RnnGen.Compiler.Kernels.Tiled;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>The kernels of the stages of a program: one builder for each form.</summary>
internal sealed class StageKernels(PassContext context, Frame frame, Program program)
{
    /// <summary>For each sweep, in the order of its stages.</summary>
    public List<IReadOnlyList<Kernel>> Build() =>
        [.. program.Sweeps.Select(IReadOnlyList<Kernel> (sweep) => [.. sweep.Stages.Select(stage => Of(sweep, stage))])];

    private Kernel Of(Sweep sweep, Stage stage)
    {
        bool isOneRow = program.OneRow && sweep.Kind != SweepKind.AllRows;
        KernelSet kernels = context.Kernels;
        return stage switch
        {
            Stage.Map map when isOneRow => new OneRowBuilder(kernels, frame, map).Build(),
            Stage.Map map => new MapBuilder(kernels, frame, map).Build(),
            Stage.General general => new GeneralBuilder(kernels, frame, general, isOneRow).Build(),
            Stage.Outer outer => new OuterBuilder(kernels, frame, outer).Build(),
            Stage.ParameterOuter outer =>
                new ParameterOuterBuilder(kernels, frame, outer, [.. context.Memory.Parameters.Select(p => p.Start)]).Build(),
            _ => throw new InvalidOperationException($"No kernel for {stage}."),
        };
    }
}
