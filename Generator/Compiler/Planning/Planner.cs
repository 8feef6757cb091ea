using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Lanes;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Schedules;
using RnnGen.Compiler.Planning.Stages;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Compiler.Sequences;

namespace RnnGen.Compiler.Planning;

/// <summary>Decides how a cell runs: sweeps, stages, panels and private memory of streaming, forward and backward.</summary>
public static class Planner
{
    /// <param name="elementSize">Bytes of an element: 4 or 8.</param>
    /// <param name="counts">Time steps and rows, where they are fixed.</param>
    /// <param name="rules">Where recurrences have loops of their own; what was measured where it is left out.</param>
    /// <param name="streamed">The step that streams take, with the same parameters, states and outputs; that of tapes where none.</param>
    /// <param name="widest">Elements of the widest vector: 1 for scalar code. Where it is left out, what the element's size says.</param>
    public static CellPlan Plan(
        AdjointFunction adjoint,
        int elementSize,
        CellOptions options,
        FixedCounts? counts = null,
        LoopRules? rules = null,
        StepFunction? streamed = null,
        int? widest = null)
    {
        streamed ??= adjoint.Forward;
        counts ??= new FixedCounts();
        rules ??= LoopRules.Measured;
        StepFunction step = adjoint.Forward;
        int lanes = widest ?? KernelTable.Lanes(elementSize);
        var vectors = new ProgramVectors(lanes, elementSize);
        var values = ValueSupply.Beside(adjoint, streamed);
        Precomputation? once = adjoint.Precomputation is { } function ? PrecomputationPlanner.Plan(function, vectors, values) : null;
        PrecomputedMemory? made = once is null ? null : PrecomputedMemory.Of(once, start: 0, lanes);
        bool recomputes = options.Recompute && step.IsOneWay;
        SavedValues.Choice choice = recomputes ? SavedValues.Recompute(adjoint) : SavedValues.Choose(adjoint);
        var saved = new Dictionary<int, Location>();
        int savedStride = 0;
        foreach (Value value in choice.Saved)
        {
            saved[value.Id] = new Location(Region.Saved, 0, savedStride, value.Shape.Length, Padded: true);
            savedStride += Padding.RoundUp(value.Shape.Length, lanes);
        }
        savedStride = KernelTable.RowStride(savedStride, lanes);
        (Program streaming, Program? run) =
            ForwardPlanner.Streaming(streamed, rules.OneRow, OfStream(VectorWidths.Widest));
        // Large ones are overwritten on every tape; where there are none, others are in inference.
        EquatableArray<int> large = OverwrittenStates.Of(step, length => !rules.States.Keep(length, lanes));
        EquatableArray<int> found = large.Count > 0 ? large
            : OverwrittenStates.Of(step, length => !rules.States.KeepInInference(length, lanes));
        // A strip of one sequence takes little memory. A batch shares the weights of a step anyway.
        bool inStrips = recomputes && found.Count == 0 && rules.Strips != StripRules.Never;
        TapePrograms? rows = counts.Batch == 1 ? null : SavedOnDemand.Plan(
            step, choice.Saved,
            asks => ForwardPlanner.Batch("Forward", step, choice.Saved, saved, rules.Batch, Memory(), asks),
            () => ForwardPlanner.Batch("Infer", step, [], [], rules.Batch, Memory()),
            () => BackwardPlanner.Plan(
                "Backward", adjoint, choice, saved, Apart(rules.BatchBackward), Memory(isBackward: true), PanelForm.Batch, large));
        var kept = new SavedArea(choice.Saved.ToEquatableArray(), savedStride);
        var plan = new CellPlan(step, adjoint, streaming, run, rows, null, null, kept)
        {
            Streamed = streamed,
            Precomputation = once,
            Flushed = options.Denormals == DenormalsOption.Flush && step.CanStream ? DecayingStates.Find(streamed) : [],
            TimeSteps = counts.TimeSteps,
        };
        // Whether large states are held is the same for all tapes.
        TapePrograms? row = found.Count > 0 && counts.Batch is null or 1 ? Row() : null;
        List<TapePrograms> tapes = [.. new[] { rows, row }.OfType<TapePrograms>()];
        EquatableArray<int> overwritten = found.Count > 0 ? OverwrittenStates.Find(tapes, found) : [];
        bool makesAgain = large.Count > 0 && OverwrittenStates.CanBeMadeAgain(tapes, adjoint, overwritten, large);
        plan = plan with { Rows = Held(rows), Overwritten = overwritten };
        BlockRules blocks = large.Count > 0 && overwritten.Count > 0 && !rules.Blocks.InPlace ? rules.Blocks.Never : rules.Blocks;
        plan = new FormChoice(lanes, blocks, options, counts, makesAgain).Of(
            plan, () => Held(row) ?? Row(), () => lanes == 1 || large.Count > 0 ? null : LanePlanner.Find(
                adjoint, choice, elementSize, rules,
                () => new ProgramMemory(vectors with { Lanes = 1 }, step.Parameters, values)), Narrow);
        if (!makesAgain) return StripChoice.In(plan, rules.Strips, elementSize, inStrips);
        int width = plan.TapePrograms.SelectMany(p => p.Sweeps).SelectMany(s => s.Components).Select(p => p.Width).DefaultIfEmpty(0).Max();
        return plan with { Stretch = rules.States.Stretch(width, lanes) };

        // A loop that makes states again has no products with weights.
        SequenceRules Apart(SequenceRules of) => large.Count == 0 ? of : of with { ApartProducts = 0, OwnProducts = 0 };

        TapePrograms? Held(TapePrograms? tape) =>
            tape is null || makesAgain ? tape : tape with { Backward = StatesAgain.Without(tape.Backward) };

        NarrowStreams? Narrow()
        {
            if (lanes == 1 || !new[] { streaming, run }.OfType<Program>().Any(HasNarrowBlocks)) return null;
            (Program one, Program? some) =
                ForwardPlanner.Streaming(streamed, rules.OneRow, OfStream(VectorWidths.Narrower), NarrowStreams.Prefix);
            return new NarrowStreams(one, some);
        }

        TapePrograms Row() => SavedOnDemand.Plan(
            step, choice.Saved,
            asks => ForwardPlanner.Row("ForwardRow", step, choice.Saved, saved, rules.OneRow, Memory(), asks),
            () => ForwardPlanner.Row("InferRow", step, [], [], rules.OneRow, Memory()),
            () => BackwardPlanner.Plan(
                "BackwardRow", adjoint, choice with { InLoop = recomputes && !inStrips }, saved, Apart(rules.OneRowBackward),
                Memory(isBackward: true), PanelForm.OneRow, large));

        bool HasNarrowBlocks(Program stream) => stream.Sweeps.Where(sweep => sweep.Kind != SweepKind.AllRows)
            .SelectMany(sweep => sweep.Stages).OfType<Stage.Map>().Any(vectors.DiffersWhereNarrower);

        ProgramMemory OfStream(VectorWidths widths) => new(
            vectors with { Widths = widths }, step.Parameters, values, options.StreamingWeights == StreamingWeightsOption.BFloat16, made);

        ProgramMemory Memory(bool isBackward = false) => new(vectors, step.Parameters, values, false, made, isBackward);
    }
}
