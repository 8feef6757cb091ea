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
    /// <summary>
    /// Each parameter once, and a little of padding: weights that only a run of several steps reads, in another order, do not count. What
    /// is precomputed is read in place of some of them; those cells say nothing here.
    /// </summary>
    [Fact]
    public void A_step_reads_each_weight_once()
    {
        int checks = 0;
        foreach (string name in ZooLibrary.Names)
        {
            (string, int)[] sizes = [.. ZooSizes.Names(name).Select(size => (size, ZooSizes.IsCount(size) ? 4 : 64))];
            var cell = new PlannedCell(Request.Lower(Request.Zoo(name, sizes)), ElementType.Float, new CellOptions());
            StepFunction step = cell.Plan.Step;
            if (step.GivenParameters < step.Parameters.Count) continue;
            long elements = step.Parameters.Sum(parameter => (long)parameter.Shape.Length);
            long padding = 2L * cell.Lanes * step.Parameters.Count;
            long read = StepCosts.Of(cell.Plan, cell.Memory, 4).WeightBytes;
            Assert.True(read >= 0.9 * 4 * elements && read <= 4 * (elements + padding), $"{name}: {read} of {4 * elements} bytes");
            checks++;
        }
        Assert.InRange(checks, ZooLibrary.Names.Count() / 2, int.MaxValue);
    }
}
