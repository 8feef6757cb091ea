using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Tests.Cells;
using RnnGen.Tests.KernelPrograms;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Planning;

/// <summary>What a cell says that a step costs.</summary>
public class StepCostsTests
{
    public static TheoryData<string> Zoo => [.. ZooLibrary.Names];

    /// <summary>
    /// Each parameter once, or what is precomputed of it, and a little of padding: weights that only a run of several steps reads, in
    /// another order, do not count.
    /// </summary>
    [Theory]
    [MemberData(nameof(Zoo))]
    public void A_step_reads_each_weight_once(string name)
    {
        (string, int)[] sizes = [.. ZooSizes.Names(name).Select(size => (size, ZooSizes.IsCount(size) ? 4 : 64))];
        var cell = new PlannedCell(Request.Lower(Request.Zoo(name, sizes)), ElementType.Float, new CellOptions());
        StepFunction step = cell.Plan.Step;
        long given = step.Parameters.Take(step.GivenParameters).Sum(parameter => (long)parameter.Shape.Length);
        long made = step.Parameters.Skip(step.GivenParameters).Sum(parameter => (long)parameter.Shape.Length);
        long padding = 2L * cell.Lanes * step.Parameters.Count;
        Assert.InRange(StepCosts.Of(cell.Plan, cell.Memory, 4).WeightBytes, 0.9 * 4 * given, 4 * (given + made + padding));
    }
}
