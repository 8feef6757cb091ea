using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Stages;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Schedules;

/// <summary>
/// Decides how each stage's kernel runs: its form, tiles, partial sums, contraction, and what is written out. It is the last that changes a
/// plan; who builds kernels reads it.
/// </summary>
/// <param name="lanes">Elements of the widest vector.</param>
/// <param name="rules">Where rows of matrices go through all steps before the next rows.</param>
/// <param name="counts">Time steps and sequences, where they are fixed.</param>
/// <param name="kernels">What of the kernels of one row is written out.</param>
/// <param name="loops">What of the loops over time is written out.</param>
/// <param name="inStretches">Whether passes over a tape take a stretch of time steps at a time: these are not all there are.</param>
internal sealed class Scheduler(int lanes, BlockRules rules, FixedCounts counts, UnrollBudget kernels, UnrollBudget loops, bool inStretches)
{
    /// <summary>A stream, or the passes over a tape, of rows.</summary>
    /// <remarks>A series has loops over units; where these are written out, its maps are stages of their own.</remarks>
    public Program Rows(Program program, bool isTape) =>
        Scheduled(program.OneRow && kernels.IsFull ? program : RowSeries.In(program), isTape);

    private Program Scheduled(Program program, bool isTape) => program with
    {
        Chunk = isTape ? KernelTable.RowChunk : program.Sweeps.Any(sweep => sweep.Kind == SweepKind.AllRows) ? KernelTable.RunChunk : 1,
        Sweeps = program.Sweeps.Select(sweep =>
        {
            EquatableArray<RowBlocks> blocks =
                isTape && !program.IsBackward && sweep.Kind != SweepKind.AllRows ? BlockChoice.Of(sweep, rules, program.OneRow, lanes) : [];
            if (blocks.Count > 0) return InBlocks(sweep, blocks);
            if (sweep.Again.Count > 0) return InStretches(sweep);
            bool isOneRow = program.OneRow && sweep.Kind != SweepKind.AllRows;
            bool isStep = isOneRow && program.Banks is not null && program.Sweeps.Count == 1;
            Sweep scheduled = sweep with
            {
                Stages = sweep.Stages.Select(stage => stage with { Schedule = OfRows(stage, isOneRow, mapsAsMany: isTape) })
                    .ToEquatableArray(),
            };
            if (isStep && StreamSchedules.IsOneKernel(scheduled)) return StreamSchedules.InOneKernel(scheduled);
            if (!isTape) return scheduled;
            return scheduled with { IsUnrolled = IsUnrolled(sweep, program.IsBackward) };
        }).ToEquatableArray(),
    };

    /// <summary>A sequence after the other, part by part.</summary>
    private Sweep InStretches(Sweep sweep)
    {
        sweep = StretchComponents.Of(sweep);
        return sweep with { Again = Scheduled(sweep.Again), Stages = Scheduled(sweep.Stages) };

        EquatableArray<Stage> Scheduled(EquatableArray<Stage> stages) =>
            stages.Select(stage => stage with { Schedule = OfRows(stage, isOneRow: true) }).ToEquatableArray();
    }

    private Sweep InBlocks(Sweep sweep, EquatableArray<RowBlocks> blocks) => sweep with
    {
        Stages = sweep.Stages.Select((stage, i) => stage with
        {
            Schedule = stage is Stage.Matrix matrix
                ? MatrixSchedules.Of(matrix, isOneRow: true, lanes) with { InBlocks = true }
                : new Schedule.OneRow(Equations((Stage.Map)stage), [], [], BlocksApart: false, Direct: false)
                {
                    Side = blocks.Single(group => group.Stages.Contains(i)).Side,
                },
        }).ToEquatableArray(),
        Blocks = blocks,
    };

    /// <summary>Asked in the order in which the passes stand.</summary>
    public TapePrograms Rows(TapePrograms tape)
    {
        Program forward = Rows(tape.Forward, isTape: true);
        Program? inference = tape.Inference is null ? null : Rows(tape.Inference, isTape: true);
        return new TapePrograms(inference, forward, Rows(tape.Backward, isTape: true));
    }

    /// <summary>The passes over a tape with a sequence in each lane.</summary>
    public static TapePrograms Lanes(TapePrograms tape) =>
        new(tape.Inference is null ? null : Lanes(tape.Inference), Lanes(tape.Forward), Lanes(tape.Backward));

    private static Program Lanes(Program program) => program with
    {
        Sweeps = program.Sweeps.Select(sweep => sweep with
        {
            Stages = sweep.Stages.Select(stage => stage with { Schedule = LaneSchedules.Of(stage) }).ToEquatableArray(),
            IsOneKernel = LaneSchedules.IsOneKernel(sweep),
        }).ToEquatableArray(),
    };

    /// <param name="mapsAsMany">
    /// Whether maps without products of one row go by the kernel of many rows, which is as quick and there anyway.
    /// </param>
    private Schedule OfRows(Stage stage, bool isOneRow, bool mapsAsMany = false) => stage switch
    {
        Stage.Map { GoesAcross: true } => new Schedule.Across(),
        Stage.Series => new Schedule.Series(isOneRow),
        Stage.Map map when isOneRow && !(mapsAsMany && map.Accumulators.Count == 0) => OneRow(map),
        Stage.Map map => new Schedule.Tiled(
            Equations(map), map.Panels.Select(panel => ProductBands.Of(map, panel)).ToEquatableArray()),
        Stage.Matrix matrix => MatrixSchedules.Of(matrix, isOneRow, lanes),
        Stage.General => new Schedule.Plain(isOneRow),
        Stage.Outer outer => new Schedule.Outer(
            outer.Panel.Segments.Select(segment => ProductBands.Of(outer, segment, lanes)).ToEquatableArray()),
        Stage.ParameterOuter outer => new Schedule.InPlace(outer.Terms.Select(term =>
        {
            int width = KernelTable.GradientVectors(term.Weights.Length / lanes);
            return new InPlaceSchedule(width, new TileRows(width).ToTiles());
        }).ToEquatableArray()),
        _ => throw new InvalidOperationException($"No schedule for {stage.Name}."),
    };

    internal static EquationSchedule Equations(Stage.Map stage) => new(
        CriticalPath.Phases(stage.Equations).Select(phase => phase.Count).ToEquatableArray(), Contraction.Of(stage).ToEquatableArray());

    private Schedule.OneRow OneRow(Stage.Map stage)
    {
        bool isApart = kernels.Blocks(stage);
        int[] parts = PartialSums(stage);
        var products = new List<ProductSchedule>();
        int values = KernelTable.ValuesOf(stage, stage.Blocks);
        foreach (Panel panel in stage.Panels)
        {
            IReadOnlyList<PanelSegment> segments = panel.JoinedSegments();
            for (int s = 0, vectors; s < segments.Count; s += vectors)
            {
                int round = (panel.Paired ? 2 : 1) * segments[s].Accumulators.Max(a => parts[panel.First + a]);
                vectors = kernels.Vectors(stage, segments[s], Panel.Alike(segments, s));
                bool isWrittenOut = kernels.Product(stage, segments[s], ref values);
                var product = new ProductSchedule(round, isWrittenOut ? 0 : segments[s].Length / round * round) { Vectors = vectors };
                products.Add(product);
                products.AddRange(Enumerable.Repeat(product with { Vectors = 0 }, vectors - 1));
            }
        }
        (EquationSchedule equations, EquatableArray<int> gathered) = PanelTurns.Of(stage, Equations(stage));
        return new Schedule.OneRow(equations, products.ToEquatableArray(), parts.ToEquatableArray(), isApart, Direct: kernels.IsFull)
        {
            Gathered = gathered,
        };
    }

    /// <summary>So many as hide the latency of a multiply-add, together with those that meet the same vector.</summary>
    private static int[] PartialSums(Stage.Map stage)
    {
        int count = stage.Accumulators.Count;
        // Panels that begin with the same sum are of one turn: their sums are in registers together.
        int[] turns = [.. Enumerable.Range(0, count).Select(a => stage.Panels.Where(p => p.First <= a).Select(p => p.First).Max())];
        int[] sums = [.. Enumerable.Range(0, count).Select(a => Of(a, ofTurn: false))];
        int[] inTurn = [.. turns.Select(turn => stage.Blocks * sums.Where((_, a) => turns[a] == turn).Sum())];
        return [.. sums.Select((parts, a) => inTurn[a] <= KernelTable.PartialSumsTogether ? parts : Of(a, ofTurn: true))];

        int Of(int accumulator, bool ofTurn)
        {
            PanelSegment? longest = stage.Panels
                .SelectMany(panel => panel.Segments.Where(s => s.Accumulators.Any(a => panel.First + a == accumulator)))
                .OrderByDescending(segment => segment.Length).FirstOrDefault();
            if (longest is null) return 1;
            int together = ofTurn ? turns.Count(turn => turn == turns[accumulator]) : longest.Accumulators.Count;
            return KernelTable.PartialSums(together * stage.Blocks, longest.Length);
        }
    }

    private bool IsUnrolled(Sweep sweep, bool isBackward) =>
        !inStretches && sweep.Kind != SweepKind.AllRows && counts.TimeSteps is { } steps
        && loops.TimeLoop(sweep, steps, counts.Batch, isBackward);
}
