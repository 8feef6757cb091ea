using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>Everything behind the surface of a cell, as data: its passes and streams, and the kernels that they call.</summary>
/// <param name="Sections">In the order of reading.</param>
/// <param name="PackStep">The parameters to the weights of a stream; null where the cell cannot stream, as is what follows.</param>
/// <param name="Run">Null where a sequence is step after step.</param>
internal sealed record CellKernels(
    IReadOnlyList<Section> Sections, PassStep.Run? PackStep, StreamEntry? StepByStep, StreamEntry? Run, KernelSet Set)
{
    /// <param name="timeSteps">T where the cell fixes it.</param>
    public static CellKernels Build(CellPlan plan, CellMemory memory, CellOptions options, int lanes, int? timeSteps)
    {
        var context = new PassContext(plan, memory, timeSteps, new KernelSet(options, lanes, new StageNotes(plan)));
        var sections = new SectionList();
        PassStep.Run? pack = null;
        StreamEntry? steps = null, run = null;
        if (plan.Step.CanStream)
        {
            pack = new PackBuilder(context, plan.Streaming).Pack(new Source.Weights(plan.Streaming.PackedLength));
            steps = new StreamBuilder(context, plan.Streaming).StepByStep();
            sections.Add("Streaming: one sequence, one step after the other", context.Kernels, []);
        }
        if (plan is { Run: { } some, Step.CanStream: true })
        {
            run = new StreamBuilder(context, some).Run();
            sections.Add("Streaming: what needs no state for some steps at once", context.Kernels, []);
        }

        foreach (TapePrograms tape in plan.Tapes) Tape(context, tape, sections);
        if (plan.Lanes is { } inLanes) Lanes(context, inLanes, sections);
        return new CellKernels(sections.All, pack, steps, run, context.Kernels);
    }

    private static void Tape(PassContext context, TapePrograms tape, SectionList sections)
    {
        string rows = tape.Forward.OneRow ? " of one sequence" : "";
        var passes = new TapePassBuilder(context);
        PassStep.Run backward = passes.Pack(tape.Backward);
        TapePass forward = passes.Forward(tape.Forward, backward);
        sections.Add($"Forward over a tape{rows}", context.Kernels, [forward]);
        TapePass inference = passes.Forward(tape.Inference, null);
        sections.Add($"Forward over a tape{rows} that saves nothing", context.Kernels, [inference]);
        TapePass back = passes.Backward(tape.Backward);
        sections.Add($"Backward through time{(rows.Length > 0 ? $", a tape{rows}" : "")}", context.Kernels, [back]);
    }

    private static void Lanes(PassContext context, LanePlan plan, SectionList sections)
    {
        var passes = new LanePassBuilder(context, plan);
        TapePass[] all =
        [
            passes.Forward(plan.Programs.Forward, plan.Training, isTraining: true),
            passes.Forward(plan.Programs.Inference, plan.Inference, isTraining: false),
            passes.Backward(plan.Programs.Backward),
        ];
        sections.Add("Tapes of enough sequences to lie in the lanes of vectors", context.Kernels, all);
    }

    /// <summary>Each section has the kernels that were added since the one before.</summary>
    private sealed class SectionList
    {
        private int _taken;

        public List<Section> All { get; } = [];

        public void Add(string title, KernelSet kernels, TapePass[] passes)
        {
            All.Add(new Section(title, passes, [.. kernels.All.Skip(_taken)]));
            _taken = kernels.All.Count;
        }
    }
}

/// <summary>A part of a cell's code that is read together.</summary>
/// <param name="Kernels">What a kernel calls stands before it.</param>
internal sealed record Section(string Title, IReadOnlyList<TapePass> Passes, IReadOnlyList<Kernel> Kernels);
