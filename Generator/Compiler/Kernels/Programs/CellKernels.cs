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
/// <param name="Pooled">Some steps of some sessions of a pool; null where the cell cannot stream.</param>
internal sealed record CellKernels(
    IReadOnlyList<Section> Sections, PassStep.Run? PackStep, StreamEntry? StepByStep, StreamEntry? Run, PooledPass? Pooled, KernelSet Set)
{
    /// <summary>The same streams of all vectors but the widest; null where they are those of the widest.</summary>
    public NarrowKernels? Narrow { get; private init; }

    /// <param name="timeSteps">T where the cell fixes it.</param>
    public static CellKernels Build(CellPlan plan, CellMemory memory, CellOptions options, int lanes, int? timeSteps)
    {
        var context = new PassContext(plan, memory, timeSteps, new KernelSet(options, lanes, new StageNotes(plan), new LocalNames(plan)));
        var sections = new SectionList();
        PassStep.Run? pack = null;
        StreamEntry? steps = null, run = null;
        if (plan.Step.CanStream)
        {
            pack = new PackBuilder(context, plan.Streaming).Pack(PackBuilder.OfStream, new Source.Weights(plan.StreamWeights));
            steps = new StreamBuilder(context, plan.Streaming).StepByStep();
            sections.Add("Streaming: one sequence, one step after the other", context.Kernels, []);
        }
        if (plan is { Run: { } some, Step.CanStream: true })
        {
            run = new StreamBuilder(context, some).Run();
            sections.Add("Streaming: what needs no state for some steps at once", context.Kernels, []);
        }

        NarrowKernels? narrow = plan is { Narrow: { } streams, Step.CanStream: true } ? OfNarrow(context, streams) : null;
        if (narrow is not null) sections.Add("Streaming with vectors of half the widest and less", context.Kernels, []);

        PooledPass? pooled = null;
        foreach (TapePrograms tape in plan.Tapes)
        {
            TapePass forward = Tape(context, tape, sections);
            if (memory.Pool is not { } pool || tape != plan.Tapes.First()) continue;
            pooled = new PooledPassBuilder(context, pool).Build(forward);
            sections.AddNew("Weights of pools", context.Kernels);
        }
        if (plan.Lanes is { } inLanes)
        {
            TapePass forward = Lanes(context, inLanes, sections);
            if (memory.Pool is { InLanes: { } lanesOfPool } pool)
                pooled = pooled! with { InLanes = new PooledPassBuilder(context, pool).BuildInLanes(forward, lanesOfPool) };
        }
        return new CellKernels(sections.All, pack, steps, run, pooled, context.Kernels) { Narrow = narrow };
    }

    private static NarrowKernels OfNarrow(PassContext context, NarrowStreams streams)
    {
        context.Kernels.Widest = context.Kernels.Lanes / 2;
        var weights = new Source.Weights(context.Plan.StreamWeights);
        var narrow = new NarrowKernels(
            new PackBuilder(context, streams.Step).Pack(NarrowStreams.Prefix + PackBuilder.OfStream, weights),
            new StreamBuilder(context, streams.Step).StepByStep(),
            streams.Run is { } some ? new StreamBuilder(context, some).Run() : null);
        context.Kernels.Widest = context.Kernels.Lanes;
        return narrow;
    }

    /// <returns>The pass forward where nothing is saved.</returns>
    private static TapePass Tape(PassContext context, TapePrograms tape, SectionList sections)
    {
        string rows = tape.Forward.OneRow ? " of one sequence" : "";
        var passes = new TapePassBuilder(context);
        // Where it is the first of its kind, people need not be told of which form it is.
        bool isFirst = tape == context.Plan.Tapes.First();
        PassStep.Run backward = passes.Pack(isFirst ? "PackTransposed" : "PackRowTransposed", tape.Backward);
        TapePass forward = passes.Forward(tape.Forward, backward, isInference: tape.Inference is null);
        sections.Add($"Forward over a tape{rows}", context.Kernels, [forward]);
        if (tape.Inference is { } inference)
        {
            TapePass withoutSaving = passes.Forward(inference, null, isInference: true);
            sections.Add($"Forward over a tape{rows} that saves nothing", context.Kernels, [withoutSaving]);
            forward = withoutSaving;
        }
        TapePass back = passes.Backward(tape.Backward);
        sections.Add($"Backward through time{(rows.Length > 0 ? $", a tape{rows}" : "")}", context.Kernels, [back]);
        return forward;
    }

    /// <returns>The pass forward where nothing is saved.</returns>
    private static TapePass Lanes(PassContext context, LanePlan plan, SectionList sections)
    {
        var passes = new LanePassBuilder(context, plan);
        var all = new List<TapePass> { passes.Forward(plan.Programs.Forward, saves: true) };
        if (plan.Programs.Inference is { } inference) all.Add(passes.Forward(inference, saves: false));
        TapePass forward = all[all.Count - 1];
        all.Add(passes.Backward(plan.Programs.Backward));
        sections.Add("Tapes of enough sequences to lie in the lanes of vectors", context.Kernels, all);
        return forward;
    }

    /// <summary>Each section has the kernels that were added since the one before.</summary>
    private sealed class SectionList
    {
        private int _taken;

        public List<Section> All { get; } = [];

        public void Add(string title, KernelSet kernels, IReadOnlyList<TapePass> passes)
        {
            All.Add(new Section(title, passes, [.. kernels.All.Skip(_taken)]));
            _taken = kernels.All.Count;
        }

        /// <summary>A section of kernels alone, if there are any.</summary>
        public void AddNew(string title, KernelSet kernels)
        {
            if (kernels.All.Count > _taken) Add(title, kernels, []);
        }
    }
}

/// <summary>The streams of narrower vectors than the widest.</summary>
internal sealed record NarrowKernels(PassStep.Run Pack, StreamEntry StepByStep, StreamEntry? Run);

/// <summary>A part of a cell's code that is read together.</summary>
/// <param name="Kernels">What a kernel calls stands before it.</param>
internal sealed record Section(string Title, IReadOnlyList<TapePass> Passes, IReadOnlyList<Kernel> Kernels);
