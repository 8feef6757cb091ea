using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Schedules;

/// <summary>How the stages of a step stand in the loop over time of a stream.</summary>
internal static class StreamSchedules
{
    /// <summary>
    /// Whether the stages of a step are one kernel, with the loop over time steps: no call a step, and constants stay in registers (steps
    /// of GRU with the reset after (1,16), two stages, with 256 bits 1.2 times faster). Several only where they are not too much for one
    /// method.
    /// </summary>
    /// <param name="sweep">With its schedules.</param>
    public static bool IsOneKernel(Sweep sweep)
    {
        var maps = sweep.Stages.OfType<Stage.Map>().ToList();
        var series = sweep.Stages.OfType<Stage.Series>().ToList();
        if (maps.Count + series.Count < sweep.Stages.Count || maps.Any(map => map.BackAndForth)) return false;
        return sweep.Stages.Count == 1 || maps.All(map => map.Schedule is not Schedule.OneRow { BlocksApart: true })
            && KernelTable.FitsMethod(
                maps.Sum(map => Values(map, maps)) + series.SelectMany(one => one.Members).Sum(member => Values(member.Map, [])));
    }

    /// <summary>
    /// The stages in one kernel. Sums across lanes, as those of an output, are gathered in the loop of the map that makes their vectors:
    /// read behind it, each vector waits for its store (steps with 512 bits: LSTM 1→8→1 1.07 times faster, 1→16→1 1.06, 1→20→1 1.12, 1→32→1
    /// 1.06; with 256 bits equal).
    /// </summary>
    public static Sweep InOneKernel(Sweep sweep)
    {
        Stage.Map? maker = null;
        return sweep with { IsOneKernel = true, Stages = sweep.Stages.Select(InRegisters).ToEquatableArray() };

        Stage InRegisters(Stage stage)
        {
            if (stage is not Stage.Map { Schedule: Schedule.Across } across)
            {
                maker = stage is Stage.Map { Schedule: Schedule.OneRow { BlocksApart: false }, Accumulators.Count: > 0 } map ? map : null;
                return stage;
            }
            // Old states may lie elsewhere for the map. Behind a stage that stands apart all do.
            ProductTerm[] made = maker is null || Places.Read(across).Any(place => place.Region == Region.Previous)
                ? [] : [.. across.Accumulators.SelectMany(sum => sum.Terms).Where(term => IsMade(maker, term))];
            if (made.Length == 0) maker = null;
            return maker is null ? stage : across with { Schedule = new Schedule.Across(made.ToEquatableArray(), maker.Blocks) };
        }

        static bool IsMade(Stage.Map maker, ProductTerm term) =>
            term.Weights.Length == maker.Units && maker.Stores.Any(store => store.Value.Id == term.Vector.Id);
    }

    /// <summary>What a stage adds to a method in values, as the JIT counts them.</summary>
    /// <param name="others">Stages beside it, for whose blocks it may add up products.</param>
    private static int Values(Stage.Map map, IReadOnlyList<Stage.Map> others)
    {
        if (map.Schedule is Schedule.Tiled) return KernelTable.ValuesOf(map, 1) - KernelTable.BodyValues;
        if (map.Schedule is not Schedule.OneRow oneRow)
        {
            int places = others.Select(other => other.Blocks).Append(2).Max();
            return map.Units * map.Accumulators.Sum(a => KernelTable.AccumulatorValues + KernelTable.LoadedValues * places * a.Terms.Count);
        }
        int values = KernelTable.ValuesOf(map, map.Blocks) - KernelTable.BodyValues, product = 0;
        foreach (Panel panel in map.Panels)
        {
            foreach (PanelSegment segment in panel.JoinedSegments())
            {
                ProductSchedule loop = oneRow.Products[product++];
                if (loop.Vectors == 0) continue;
                int elements = (loop.Looped > 0 ? loop.Round : 0) + segment.Length - loop.Looped;
                values += KernelTable.LoadedValues * elements * (segment.Accumulators.Count * map.Blocks + 1);
            }
        }
        return values;
    }
}
