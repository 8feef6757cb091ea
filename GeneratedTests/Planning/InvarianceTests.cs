using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Planning;

/// <summary>Names, the order of gates and of independent equations change nothing in a plan but names.</summary>
public class InvarianceTests
{
    private const int Variants = 6;

    public static TheoryData<string, int> Cells
    {
        get
        {
            var data = new TheoryData<string, int>();
            // The lines of a repeat stay where they are.
            foreach (string name in ZooLibrary.Names)
                if (!ZooLibrary.TryGet(name)!.Contains(" repeat ", StringComparison.Ordinal)) data.Add(name, 5);
            foreach (string name in DefinedCells.ZooNames) data.Add(name, 64);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void The_plan_is_the_same_up_to_names(string name, int hidden)
    {
        string definition = ZooLibrary.TryGet(name)!;
        StepFunction function = ZooSizes.Function(name, hidden);
        string[] names =
        [
            .. function.Parameters.Concat(function.Inputs).Select(value => value.Name),
            .. function.Previous.Select(value => value.Name.TrimEnd('\'')),
            .. DefinitionVariant.Targets(definition),
        ];
        string plan = Print(definition, name, hidden);
        int reordered = 0;
        for (int seed = 0; seed < Variants; seed++)
        {
            var random = new Random(seed);
            string renamed = DefinitionVariant.Renamed(definition, names, random);
            string variant = DefinitionVariant.Reordered(renamed, random);
            Assert.DoesNotContain($" {names[0]}:", variant, StringComparison.Ordinal);
            if (!DefinitionVariant.Targets(variant).SequenceEqual(DefinitionVariant.Targets(renamed))) reordered++;
            Assert.Equal(plan, Print(variant, name, hidden));
        }
        Assert.Equal(DefinitionVariant.HasOtherOrder(definition), reordered > 0);
    }

    [Fact]
    public void Plans_of_different_cells_differ()
    {
        string[] plans = [.. ZooLibrary.Names.Select(name => Print(ZooLibrary.TryGet(name)!, name, 5))];
        Assert.Equal(plans.Length, plans.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void With_names_a_plan_is_readable()
    {
        string text = Print(Plan(ZooLibrary.TryGet("lstm")!, "lstm", 5), withNames: true);
        Assert.Contains("program Backward", text, StringComparison.Ordinal);
        Assert.Contains("tanh(c)", text, StringComparison.Ordinal);
        Assert.Contains("Wf(0: 5 by 21, 5 by 1)", text, StringComparison.Ordinal);
    }

    /// <summary>All that is decided is part of the text, and so of the invariance: each form, and what it is told.</summary>
    [Theory]
    [InlineData("program ForwardLanes")]
    [InlineData("program BackwardRow")]
    [InlineData("record for training: ")]
    [InlineData("in tiles [[4 from 0 of the runtime by [6 with many registers not at 8")]
    [InlineData("one row, parts [2, 2, 2, 2]")]
    [InlineData("units at a time, up to ")]
    [InlineData(", contracted [")]
    [InlineData("blocks side by side")]
    [InlineData("shard: gradients ")]
    [InlineData(", if that is to be saved")]
    [InlineData("strips of ")]
    public void The_text_has_every_decision(string part) =>
        Assert.Contains(part, Print(Plan(ZooLibrary.TryGet("lstm")!, "lstm", 5), withNames: true), StringComparison.Ordinal);

    [Fact]
    public void A_missing_form_says_why()
    {
        string text = Print(Plan(ZooLibrary.TryGet("lstm")!, "lstm", 64), withNames: true);
        Assert.Contains("without sequences in lanes: ", text, StringComparison.Ordinal);
    }

    private static string Print(string definition, string name, int hidden) =>
        Print(Plan(definition, name, hidden), withNames: false);

    private static string Print(CellPlan plan, bool withNames) =>
        PlanText.Print(plan, CellMemory.Of(plan, KernelTable.Lanes(elementSize: 4)), withNames);

    private static CellPlan Plan(string definition, string name, int hidden)
    {
        StepFunction function = Request.Lower(Request.InPlace(definition, ZooSizes.Of(name, hidden)));
        AdjointFunction adjoint = Differentiator.Differentiate(Pipeline.BeforeDifferentiation(function));
        return Planner.Plan(Pipeline.AfterDifferentiation(adjoint), elementSize: 4, new CellOptions());
    }
}
