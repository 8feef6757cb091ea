using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Tests.Documentation;
using RnnGen.Tests.KernelPrograms;
using RnnGen.Tests.Zoo;
using Xunit;
using CellProgram = RnnGen.Compiler.Planning.Model.Program;

namespace RnnGen.Tests.Planning;

/// <summary>
/// Recurrences that are linear and element by element: one sequence has no product in its loops over time. The products of inputs are made
/// for many steps at once before them.
/// </summary>
public sealed class LinearCellTests
{
    public static TheoryData<string> Cells =>
        [.. ZooFamily.All.Single(family => family.Folder == "Linear").Names, "lru", "linoss", "unicornn", "indrnn"];

    [Theory]
    [MemberData(nameof(Cells))]
    public void No_product_is_left_in_a_loop(string name)
    {
        var cell = new PlannedCell(Function(name), ElementType.Float, new CellOptions());
        CellPlan plan = cell.Plan;
        TapePrograms tape = plan.Tapes.Single(programs => programs.Forward.OneRow);
        foreach (CellProgram program in (CellProgram[])[tape.Forward, tape.Backward])
        {
            IEnumerable<Stage> stages = program.Sweeps.Where(sweep => sweep.Kind != SweepKind.AllRows).SelectMany(sweep => sweep.Stages);
            Assert.True(stages.OfType<Stage.Map>().All(map => map.Panels.Count == 0), PlanText.Print(plan, cell.Memory));
        }
    }

    [Fact]
    public void Products_of_a_gated_state_are_left_there()
    {
        CellPlan plan = new PlannedCell(Function("gru"), ElementType.Float, new CellOptions()).Plan;
        CellProgram forward = plan.Tapes.Single(programs => programs.Forward.OneRow).Forward;
        IEnumerable<Stage> stages = forward.Sweeps.Where(sweep => sweep.Kind != SweepKind.AllRows).SelectMany(sweep => sweep.Stages);
        Assert.Contains(stages.OfType<Stage.Map>(), map => map.Panels.Count > 0);
    }

    /// <summary>Every size 64, so that all products are worth it; few heads.</summary>
    private static StepFunction Function(string name) =>
        ZooSizes.Function(name, [.. ZooSizes.Names(name).Select(size => (size, ZooSizes.IsCount(size) ? 2 : 64))]);
}
