using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Schedules;

/// <summary>
/// Which forms of kernels a cell has, by how much code they are, and how each of its stages runs. Kernels of rows serve every tape and
/// are always there; those with a sequence in each lane come next, then those for one sequence, each if there is room for it. What is
/// counted are nodes of the plan, before any kernel is made.
/// </summary>
/// <param name="lanes">Elements of the widest vector.</param>
/// <param name="rules">Where rows of matrices go through all steps before the next rows.</param>
/// <param name="inStretches">Whether passes over a tape take a stretch of time steps at a time.</param>
internal sealed class FormChoice(int lanes, BlockRules rules, CellOptions options, FixedCounts counts, bool inStretches)
{
    private const string OneSequence = "one sequence", InLanes = "sequences in lanes", NarrowVectors = "streams of narrow vectors";

    private readonly List<MissingForm> _missing = [];
    private readonly NodeCount _count = new();
    private int _nodes, _most;

    /// <param name="plan">A stream, and rows where the batch is not one: what no cell does without.</param>
    /// <param name="row">Plans tapes of one sequence.</param>
    /// <param name="inLanes">Plans sequences in lanes; null where the cell does not suit.</param>
    /// <param name="narrow">Plans streams of narrower vectors than the widest; null where they are those of the widest.</param>
    public CellPlan Of(CellPlan plan, Func<TapePrograms> row, Func<LanePlan?> inLanes, Func<NarrowStreams?> narrow)
    {
        // Complete unrolling takes what room the loops leave.
        Scheduler loops = Plain(options.Unroll == UnrollOption.Full ? UnrollOption.Loops : options.Unroll);
        CellPlan given = plan;
        plan = Rows(plan, loops);
        _most = KernelTable.CellNodes(LoopsOverTime(plan));
        _nodes = _count.Of(Programs(plan));
        if (counts.Batch == 1) plan = plan with { Row = loops.Rows(row()) };
        else
        {
            plan = plan with { Lanes = Lanes(inLanes) };
            plan = plan with { Row = Row(() => loops.Rows(row())) };
        }
        given = given with { Narrow = narrow() };
        plan = plan with { Narrow = Narrow(() => given.Narrow is { } streams ? Narrow(streams, loops) : null) };
        plan = plan with { Missing = _missing.ToEquatableArray() };
        return options.Unroll == UnrollOption.Full ? Unrolled(plan, given, _most - new NodeCount().Of(Programs(plan))) : plan;
    }

    private LanePlan? Lanes(Func<LanePlan?> inLanes)
    {
        // Recomputing promises a tape without private memory of a size that grows.
        if (options.Recompute) return Miss("nothing is kept whose size grows");
        if (_nodes > _most) return Miss(Size(0));
        if (inLanes() is not { } found) return Miss("other elements, more units, or other operations than suit");
        if (!KernelTable.CanGainInLanes(found.Vectors, lanes, counts.Batch)) return Miss("rows are faster at any batch that there may be");
        found = found with { Programs = Scheduler.Lanes(found.Programs) };
        int more = _count.Of(found.Programs.All);
        if (_nodes + more > _most) return Miss(Size(more));
        _nodes += more;
        return found;

        LanePlan? Miss(string why)
        {
            _missing.Add(new MissingForm(InLanes, why));
            return null;
        }
    }

    private NarrowStreams? Narrow(Func<NarrowStreams?> narrow)
    {
        if (narrow() is not { } found) return null;
        int more = _count.Of(found.All);
        if (_nodes + more <= _most) return found;
        _missing.Add(new MissingForm(NarrowVectors, Size(more)));
        return null;
    }

    private static NarrowStreams Narrow(NarrowStreams streams, Scheduler scheduler) => new(
        scheduler.Rows(streams.Step, isTape: false), streams.Run is null ? null : scheduler.Rows(streams.Run, isTape: false));

    private TapePrograms? Row(Func<TapePrograms> row)
    {
        if (counts.Batch is not null) return Miss("the batch is fixed");
        if (_nodes > _most) return Miss(Size(0));
        TapePrograms found = row();
        int more = _count.Of(found.All);
        if (_nodes + more > _most) return Miss(Size(more));
        _nodes += more;
        return found;

        TapePrograms? Miss(string why)
        {
            _missing.Add(new MissingForm(OneSequence, why));
            return null;
        }
    }

    private string Size(int more) => $"{_nodes + more} statements, where {_most} are the most";

    /// <summary>The same plan with as many loops written out as there is room for, in the order in which the kernels stand.</summary>
    /// <param name="given">The streams before they were scheduled: loops have made series of stages.</param>
    private CellPlan Unrolled(CellPlan plan, CellPlan given, int room)
    {
        var budget = new UnrollBudget(UnrollOption.Full, room);
        // Of a tape only the loops over time are written out completely.
        var tapes = new Scheduler(lanes, rules, counts, new UnrollBudget(UnrollOption.Auto, 0), budget, inStretches);
        NarrowStreams? narrow = plan.Narrow is null ? null : given.Narrow;
        plan = plan with { Narrow = null, Streaming = given.Streaming, Run = given.Run, Precomputation = given.Precomputation };
        plan = Streams(plan, new Scheduler(lanes, rules, counts, budget, budget, inStretches));
        plan = plan with
        {
            Rows = plan.Rows is null ? null : tapes.Rows(plan.Rows),
            Row = plan.Row is null ? null : tapes.Rows(plan.Row),
        };
        // What is refused of these has been of the widest vectors already.
        var silent = new UnrollBudget(UnrollOption.Full, budget.Room);
        var again = new Scheduler(lanes, rules, counts, silent, silent, inStretches);
        if (narrow is not null) plan = plan with { Narrow = Narrow(narrow, again) };
        return plan with { Refusals = budget.Refusals.ToEquatableArray() };
    }

    private Scheduler Plain(UnrollOption option)
    {
        var budget = new UnrollBudget(option, 0);
        return new Scheduler(lanes, rules, counts, budget, budget, inStretches);
    }

    private static CellPlan Rows(CellPlan plan, Scheduler scheduler) =>
        Streams(plan, scheduler) with { Rows = plan.Rows is null ? null : scheduler.Rows(plan.Rows) };

    private static CellPlan Streams(CellPlan plan, Scheduler scheduler) => plan with
    {
        Streaming = scheduler.Rows(plan.Streaming, isTape: false),
        Run = plan.Run is null ? null : scheduler.Rows(plan.Run, isTape: false),
        Narrow = plan.Narrow is null ? null : Narrow(plan.Narrow, scheduler),
        Precomputation = plan.Precomputation is not { } once ? null : once with
        {
            Forward = scheduler.Rows(once.Forward, isTape: false),
            Backward = scheduler.Rows(once.Backward, isTape: false),
        },
    };

    /// <summary>A stream has at most one for each recurrence of the cell.</summary>
    private static int LoopsOverTime(CellPlan plan) => Math.Max(1, new[] { plan.Run, plan.Rows?.Forward }.OfType<Program>()
        .Select(program => program.Sweeps.Count(sweep => sweep.Kind == SweepKind.TimeLoop)).DefaultIfEmpty(1).Max());

    private static IEnumerable<Program> Programs(CellPlan plan) =>
        plan.Streams.Concat(plan.TapePrograms)
            .Concat(plan.Lanes is { } inLanes ? inLanes.Programs.All : []).Concat(plan.Precomputation?.Programs ?? []);
}
