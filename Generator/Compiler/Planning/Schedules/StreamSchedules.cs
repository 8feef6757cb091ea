using System.Linq;
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
            && KernelTable.FitsMethod(maps.Sum(Values) + series.SelectMany(one => one.Members).Sum(member => Values(member.Map)));
    }

    /// <summary>What a stage adds to a method in values, as the JIT counts them.</summary>
    private static int Values(Stage.Map map)
    {
        if (map.Schedule is Schedule.Tiled) return KernelTable.ValuesOf(map, 1) - KernelTable.BodyValues;
        if (map.Schedule is not Schedule.OneRow oneRow)
            return map.Units * map.Accumulators.Sum(a => KernelTable.AccumulatorValues + KernelTable.LoadedValues * 2 * a.Terms.Count);
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
