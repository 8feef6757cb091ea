using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Tests.Cells;
using RnnGen.Tests.KernelPrograms;
using RnnGen.Tests.Zoo;
using Xunit;
using CellProgram = RnnGen.Compiler.Planning.Model.Program;

namespace RnnGen.Tests.Planning;

/// <summary>Which sweeps over a tape take turns, some time steps at a time.</summary>
public class StripChoiceTests
{
    /// <summary>Two layers in one definition: the way back is a loop, what it leaves for all rows, and the same again.</summary>
    private const string TwoLayers =
        """
        sizes:      [input, hidden]
        inputs:     { x: input }
        states:     { h: hidden, g: hidden }
        parameters: [U, W, R, V]
        equations: |
          h = tanh(U @ h' + W @ x)
          g = tanh(R @ g' + V @ h)
        """;

    private const string BothDirections =
        """
        sizes:  [input, hidden]
        inputs: { x: input }
        cells:
          there: { cell: rnn, hidden: hidden }
          back:  { cell: rnn, hidden: hidden, reversed: true }
        equations: |
          there(x)
          back(x)
        """;

    [Fact]
    public void A_loop_and_what_follows_it_take_turns() => Assert.Equal("0 to 1", Strips(Cell("lstm", 128).Rows!.Backward));

    /// <summary>Weights and gradients of 3 MB leave no room in the cache for rows.</summary>
    [Fact]
    public void Large_weights_keep_one_sweep_after_the_other() => Assert.Equal("", Strips(Cell("lstm", 512).Rows!.Backward));

    [Fact]
    public void Rules_decide() =>
        Assert.Equal("", Strips(Plan(TwoLayers, LoopRules.Measured with { Strips = StripRules.Never }).Rows!.Backward));

    /// <summary>All that go the same way, however many.</summary>
    [Fact]
    public void Loops_of_one_direction_take_turns_with_each_other()
    {
        CellProgram backward = Plan(TwoLayers, Sequences.ManyLoops.Rules).Rows!.Backward;
        Assert.True(backward.Sweeps.Count(sweep => sweep.Kind == SweepKind.ReverseTimeLoop) > 1);
        Assert.Equal($"0 to {backward.Sweeps.Count - 1}", Strips(backward));
    }

    [Fact]
    public void Loops_of_both_directions_do_not()
    {
        CellPlan plan = Plan(BothDirections, Sequences.ManyLoops.Rules);
        Assert.All(plan.TapePrograms, program => Assert.Equal("", Strips(program)));
    }

    /// <summary>
    /// What is computed again for one sequence takes a strip's memory, however long the sequence; for a batch it takes none.
    /// </summary>
    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void Work_of_what_is_computed_again_is_that_of_a_strip(string name)
    {
        PlannedCell cell = Planned(name, 128, new CellOptions(Recompute: true));
        CellProgram back = cell.Plan.Row!.Backward;
        Assert.True(back.WorkStride > 0);
        Assert.Equal($"0 to {back.Sweeps.Count - 1}", Strips(back));
        Assert.Equal(new TapeExtent(0, OfStrip: new StripExtent(back.WorkStride, back.WorkRows!.Value)), cell.Memory.Tape.Work.Length);
        Assert.Equal(0, cell.Plan.Rows!.Backward.WorkStride);
    }

    [Fact]
    public void Without_strips_it_is_computed_again_step_by_step()
    {
        LoopRules rules = LoopRules.Measured with { Strips = StripRules.Never };
        CellPlan plan = Planned("lstm", 128, new CellOptions(Recompute: true), rules).Plan;
        Assert.Equal((1, 0), (plan.Row!.Backward.Sweeps.Count, plan.Row.Backward.WorkStride));
    }

    private static string Strips(CellProgram program) =>
        string.Join(", ", program.Strips.Select(strips => $"{strips.First} to {strips.First + strips.Count - 1}"));

    private static CellPlan Cell(string name, int hidden) => Planned(name, hidden, new CellOptions()).Plan;

    private static PlannedCell Planned(string name, int hidden, CellOptions options, LoopRules? rules = null) =>
        new(ZooSizes.Function(name, hidden), ElementType.Float, options, rules: rules);

    private static CellPlan Plan(string definition, LoopRules rules) => new PlannedCell(
        Request.Lower(Request.InPlace(definition, ("input", 5), ("hidden", 6))), ElementType.Float, new CellOptions(), rules: rules).Plan;
}
