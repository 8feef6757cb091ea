using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Tests.Cells;
using RnnGen.Tests.KernelPrograms;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Planning;

/// <summary>In how many parts the sums of streams are gathered.</summary>
public class PartialSumScheduleTests
{
    /// <summary>No turn of a stage adds partial sums beyond what 16 registers hold beside what the sums meet.</summary>
    [Theory]
    [InlineData(16)]
    [InlineData(128)]
    public void Partial_sums_of_a_turn_stay_in_registers(int hidden)
    {
        foreach (string name in ZooLibrary.Names)
        {
            (string, int)[] sizes = [.. ZooSizes.Of(name, hidden).Select(size => size.Name == "input" ? (size.Name, 64) : size)];
            CellPlan plan = new PlannedCell(Request.Lower(Request.Zoo(name, sizes)), ElementType.Float, new CellOptions()).Plan;
            foreach (Stage.Map map in plan.Streams.SelectMany(p => p.Sweeps).SelectMany(s => s.Stages).OfType<Stage.Map>())
            {
                if (map.Schedule is not Schedule.OneRow { PartialSums: var parts } || parts.Count == 0) continue;
                int[] turns = [.. map.Panels.Select(panel => panel.First).Distinct().Order(), parts.Count];
                foreach (var (first, end) in turns.Zip(turns.Skip(1)))
                {
                    int together = map.Blocks * Enumerable.Range(first, end - first).Sum(sum => parts[sum]);
                    bool isWhole = parts.Skip(first).Take(end - first).All(count => count == 1);
                    Assert.True(isWhole || together <= KernelTable.PartialSumsTogether, $"{name}, {map.Name}: {together}");
                }
            }
        }
    }
}
