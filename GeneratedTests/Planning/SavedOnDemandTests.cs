using System.Collections.Generic;
using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Zoo;
using Xunit;
using CellProgram = RnnGen.Compiler.Planning.Model.Program;

namespace RnnGen.Tests.Planning;

/// <summary>A forward pass does with saving and without, as long as nothing that is saved is made in memory.</summary>
public class SavedOnDemandTests
{
    private const string Rest = "parameters: { W: [n, n] }\nequations: |\n  ";

    public static TheoryData<string> Zoo =>
        [.. DefinedCells.ZooNames.Where(name => !name.Contains("softmax", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Zoo))]
    public void The_zoo_has_no_inference_of_its_own(string name)
    {
        foreach (int hidden in new[] { 5, 64 }) Check(ZooSizes.Function(name, hidden), isJoined: true);
    }

    [Theory]
    [InlineData("states: { h: n }", "h = tanh(W @ h')", true)]
    [InlineData("states: { h: n }", "z = W @ h'\n  h = z * tanh(z)", true)] // a sum itself
    [InlineData("states: { h: n }", "p = softmax(W @ h')\n  h = p * h'", true)] // reductions, of which nothing is saved
    [InlineData("states: { h: n }", "d = sum(W @ h')\n  h = tanh(d * h')", false)] // one that is saved
    [InlineData("states: { S: [n, n], h: n }", "S = tanh(S' @ S')\n  h = S @ h'", true)] // at hand anyway
    [InlineData("states: { S: [n, n], h: n }", "P = S' @ S'\n  S = P * tanh(P)\n  h = S @ h'", false)] // a product of matrices
    public void What_is_made_in_memory_is_not_copied(string states, string equations, bool isJoined) =>
        Check(Request.Lower(Request.InPlace($"sizes: [n]\n{states}\n{Rest}{equations}\n", ("n", 20))), isJoined);

    private static IEnumerable<Stage.Map> Maps(Stage stage) => stage switch
    {
        Stage.Map map => [map],
        Stage.Series series => series.Members.Select(member => member.Map),
        _ => [],
    };

    private static void Check(StepFunction function, bool isJoined)
    {
        AdjointFunction adjoint = Differentiator.Differentiate(Pipeline.BeforeDifferentiation(function));
        CellPlan plan = Planner.Plan(Pipeline.AfterDifferentiation(adjoint), elementSize: 4, new CellOptions());
        foreach (TapePrograms tape in plan.Tapes.Concat(plan.Lanes is { } lanes ? [lanes.Programs] : []))
        {
            Assert.Equal(isJoined, tape.Inference is null);
            foreach (CellProgram program in tape.All)
                Assert.All(
                    program.Sweeps.SelectMany(s => s.Stages).SelectMany(Maps).SelectMany(map => map.Stores),
                    store => Assert.Equal(isJoined && program == tape.Forward && store.Location.Region == Region.Saved, store.OnlyToSave));
            // Nobody reads what may not be there.
            if (isJoined)
                Assert.All(
                    tape.Forward.Sweeps.SelectMany(s => s.Stages).SelectMany(Places.Read),
                    place => Assert.NotEqual(Region.Saved, place.Region));
        }
    }
}
