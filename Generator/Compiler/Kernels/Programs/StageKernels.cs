using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Series;
using RnnGen.Compiler.Kernels.General;
using RnnGen.Compiler.Kernels.Matrices;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.OneRow;
using RnnGen.Compiler.Kernels.Tiled;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>The kernels of the stages of a program: one builder for each form.</summary>
internal sealed class StageKernels(PassContext context, Frame frame, Program program)
{
    /// <summary>For each sweep, in the order of its stages, those first that make states again.</summary>
    public List<IReadOnlyList<Kernel>> Build() =>
        [.. program.Sweeps.Select(IReadOnlyList<Kernel> (sweep) => [.. sweep.AllStages.Select(Of)])];

    private Kernel Of(Stage stage)
    {
        KernelSet kernels = context.Kernels;
        return stage switch
        {
            Stage.Map { Schedule: Schedule.Across } map => new AcrossBuilder(kernels, frame, map).Build(),
            Stage.Map { Schedule: Schedule.OneRow } map => new OneRowBuilder(kernels, frame, map).Build(),
            Stage.Map { Schedule: Schedule.Tiled } map => new MapBuilder(kernels, frame, map).Build(),
            Stage.Series { Schedule: Schedule.Series } series => new SeriesBuilder(kernels, frame, series).Build(),
            Stage.Matrix { Schedule: Schedule.Matrix } matrix => new MatrixBuilder(kernels, frame, matrix).Build(),
            Stage.General { Schedule: Schedule.Plain plain } general => new GeneralBuilder(kernels, frame, general, plain.IsOneRow).Build(),
            Stage.Outer { Schedule: Schedule.Outer } outer => new OuterBuilder(kernels, frame, outer).Build(),
            Stage.ParameterOuter { Schedule: Schedule.InPlace } outer =>
                new ParameterOuterBuilder(kernels, frame, outer, [.. context.Memory.Parameters.Select(p => p.Start)]).Build(),
            _ => throw new InvalidOperationException(
                $"No kernel for {stage.Name}: {stage.GetType().Name} with the schedule {stage.Schedule?.GetType().Name ?? "null"}."),
        };
    }
}
