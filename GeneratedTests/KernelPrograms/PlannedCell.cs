using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Kernels.General;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.OneRow;
using RnnGen.Compiler.Kernels.Tiled;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using CellProgram = RnnGen.Compiler.Planning.Model.Program;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>A cell up to its plan, and the kernels of its programs; nothing is printed.</summary>
internal sealed class PlannedCell
{
    private readonly ElementType _element;

    public PlannedCell(StepFunction function, ElementType element, CellOptions options, int? batch = null)
    {
        _element = element;
        Options = options;
        AdjointFunction adjoint = Pipeline.AfterDifferentiation(Differentiator.Differentiate(Pipeline.BeforeDifferentiation(function)));
        Plan = Planner.Plan(adjoint, element == ElementType.Float ? 4 : 8, options, batch);
        ParameterOffsets = Offsets(Plan.Step.Parameters, out int parameters);
        ParameterLength = parameters;
        StateOffsets = Offsets(Plan.Step.Previous, out _);
    }

    public CellPlan Plan { get; }

    public CellOptions Options { get; }

    public int Lanes => KernelTable.Lanes(_element == ElementType.Float ? 4 : 8);

    public int[] ParameterOffsets { get; }

    public int ParameterLength { get; }

    public int[] StateOffsets { get; }

    public BuiltProgram Build(CellProgram program, bool isStreaming)
    {
        Frame frame = isStreaming
            ? Frame.Streaming(Plan, program, Lanes, StateOffsets)
            : Frame.Sequence(Plan, program, Lanes, ParameterLength);
        var kernels = new KernelSet(Options, Lanes, new UnrollBudget(Options.Unroll, KernelTable.CellText), new StageNotes(Plan));
        var stages = new Dictionary<Stage, Kernel>(ReferenceEqualityComparer.Instance);
        foreach (Sweep sweep in program.Sweeps)
            foreach (Stage stage in sweep.Stages)
                stages[stage] = Build(kernels, frame, stage, program.OneRow && sweep.Kind != SweepKind.AllRows);
        return new BuiltProgram(program, frame, kernels, stages);
    }

    private Kernel Build(KernelSet kernels, Frame frame, Stage stage, bool isOneRow) => stage switch
    {
        Stage.Map map when isOneRow => new OneRowBuilder(kernels, frame, map).Build(),
        Stage.Map map => new MapBuilder(kernels, frame, map).Build(),
        Stage.General general => new GeneralBuilder(kernels, frame, general, isOneRow).Build(),
        Stage.Outer outer => new OuterBuilder(kernels, frame, outer).Build(),
        Stage.ParameterOuter outer => new ParameterOuterBuilder(kernels, frame, outer, ParameterOffsets).Build(),
        _ => throw new System.InvalidOperationException($"{stage}"),
    };

    private int[] Offsets(IReadOnlyList<Value> values, out int end)
    {
        var offsets = new int[values.Count];
        end = 0;
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = end;
            end += KernelTable.RoundUp(values[i].Shape.Length, Lanes);
        }
        return offsets;
    }
}

/// <param name="Stages">The kernel of each stage, by reference: two stages may look the same.</param>
internal sealed record BuiltProgram(CellProgram Program, Frame Frame, KernelSet Kernels, Dictionary<Stage, Kernel> Stages);
