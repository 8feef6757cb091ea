using System.Collections.Generic;

namespace RnnGen.Tests.Lengths;

/// <summary>The rectangles of a schedule as lists.</summary>
internal static class RectangleLists
{
    private delegate bool Get(int shard, int index, out TapeRectangle rectangle);

    public static IReadOnlyList<TapeRectangle> OverTime(this TapeSchedule schedule, int shard) => All(schedule.TryOverTime, shard);

    public static IReadOnlyList<TapeRectangle> BackOverTime(this TapeSchedule schedule, int shard) => All(schedule.TryBackOverTime, shard);

    public static IReadOnlyList<TapeRectangle> OverRows(this TapeSchedule schedule, int shard) => All(schedule.TryOverRows, shard);

    private static List<TapeRectangle> All(Get get, int shard)
    {
        var all = new List<TapeRectangle>();
        while (get(shard, all.Count, out TapeRectangle rectangle)) all.Add(rectangle);
        return all;
    }
}
