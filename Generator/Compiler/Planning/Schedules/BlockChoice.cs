using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Schedules;

/// <summary>
/// Finds loops over time in which nothing ties the rows of matrices together, and takes some rows through all steps before the next ones: a
/// row that was written is read by the next step from the first-level cache. Memories that do not read each other, as those of heads, go
/// one after the other.
/// Before: <c>for each step, each row r: S[r] = f * S'[r] + v[r] * k</c>. After: <c>for some rows, for each step, each of these</c>.
/// </summary>
internal sealed class BlockChoice
{
    private readonly List<Access> _all = [];
    private readonly DisjointSets _sets = new();

    private BlockChoice(IReadOnlyList<Stage> stages)
    {
        for (int i = 0; i < stages.Count; i++) _all.AddRange(Accesses(stages[i], i));
    }

    /// <summary>What a stage touches in a row of its matrices, or beside them.</summary>
    /// <param name="Place">Where it is in a step; what a state was before has the place of what it will be.</param>
    /// <param name="Memory">Where it is on the tape.</param>
    private sealed record Access(int Stage, Location Place, Location Memory, Along Along, int Rows, bool IsWrite);

    /// <param name="isOneRow">Of one sequence; many push each other out of the cache.</param>
    /// <param name="lanes">Elements of the widest vector.</param>
    /// <returns>Empty where the steps go one after the other.</returns>
    public static EquatableArray<RowBlocks> Of(Sweep sweep, BlockRules rules, bool isOneRow, int lanes)
    {
        if (!sweep.Stages.Any(stage => stage is Stage.Matrix { Shape.Rows: > 1 }) || !sweep.Stages.All(GoesByRows)) return [];
        var choice = new BlockChoice([.. sweep.Stages]);
        if (!choice.TryJoin()) return [];
        var blocks = new List<RowBlocks>();
        int all = 0;
        foreach (var stages in sweep.Stages.Select((_, i) => i).GroupBy(choice._sets.Root))
        {
            int rows = Rows(sweep.Stages[stages.First()]), width = choice.Width(stages.Key);
            bool hasMaps = stages.Any(i => sweep.Stages[i] is Stage.Map);
            if (rules.Rows(width, rows, lanes, areWholeVectors: hasMaps) is not { } side) return [];
            blocks.Add(new RowBlocks(stages.ToEquatableArray(), rows, side));
            all += width * rows;
        }
        return rules.ArePaying(all, isOneRow, lanes) ? blocks.ToEquatableArray() : [];
    }

    private static bool GoesByRows(Stage stage) => stage switch
    {
        Stage.Matrix matrix =>
            !matrix.ByColumns && matrix.Body.Gradients.Count == 0 && matrix.Body.Sums.All(sum => sum.Of == Along.Rows),
        Stage.Map map => map.Accumulators.Count + map.Reductions.Count + map.Gradients.Count == 0,
        _ => false,
    };

    private static int Rows(Stage stage) => stage is Stage.Matrix matrix ? matrix.Shape.Rows : ((Stage.Map)stage).Units;

    private static IEnumerable<Access> Accesses(Stage stage, int index)
    {
        if (stage is Stage.Matrix { Body: var body })
        {
            foreach (MatrixOperand operand in body.Operands) yield return Of(operand.Location, operand.Along, isWrite: false);
            foreach (Store store in body.Stores) yield return Of(store.Location, Along.Both, isWrite: true);
            foreach (MatrixSum sum in body.Sums) yield return Of(sum.Location, sum.Of, isWrite: true);
        }
        else if (stage is Stage.Map map)
        {
            foreach (Load load in map.Loads) yield return Of(load.Location, load.IsBroadcast ? Along.Nothing : Along.Rows, isWrite: false);
            foreach (Store store in map.Stores) yield return Of(store.Location, Along.Rows, isWrite: true);
        }

        Access Of(Location at, Along along, bool isWrite)
        {
            Location memory = at.Region.IsPrivate() ? at with { Index = 0 } : at;
            Location place = memory.Region == Region.Previous ? memory with { Region = Region.Next } : memory;
            return new Access(index, place, memory, along, Rows(stage), isWrite);
        }
    }

    /// <summary>
    /// Stages that touch what one of them writes are of one set. False where a row of one is more than a row of the other: then a step
    /// needs all rows of the step before, or of the stage before.
    /// </summary>
    private bool TryJoin()
    {
        for (int one = 0; one < _all.Count; one++)
        {
            for (int other = one; other < _all.Count; other++)
            {
                Access a = _all[one], b = _all[other];
                if (!(a.IsWrite || b.IsWrite) || !a.Place.Overlaps(b.Place)) continue;
                if ((a.Along & Along.Rows) == 0 || a.Along != b.Along || a.Rows != b.Rows || a.Place != b.Place) return false;
                _sets.Join(a.Stage, b.Stage);
            }
        }
        return true;
    }

    /// <summary>Elements that a row of a set's matrices has in all places on the tape.</summary>
    private int Width(int set) => _all.Where(access => access.Along == Along.Both && _sets.Root(access.Stage) == set)
        .GroupBy(access => access.Memory).Sum(place => place.Key.Length / place.First().Rows);
}
