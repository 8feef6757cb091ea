using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using Xunit;

namespace RnnGen.Tests.Hosting;

/// <summary>What complete unrolling could not do is said where it is asked for.</summary>
public sealed class UnrollDiagnosticTests
{
    [Fact]
    public void Stands_at_the_argument_and_says_what_was_asked_found_and_done()
    {
        GeneratorRun run = Run("""
            [Cell("rnn", Input = 200, Hidden = 16, TimeSteps = 4000, Unroll = Unroll.Full)] public partial struct C;
            """);
        Assert.NotEmpty(run.Diagnostics);
        Assert.All(run.Diagnostics, diagnostic =>
        {
            Assert.Equal(("RNN016", DiagnosticSeverity.Info), (diagnostic.Id, diagnostic.Severity));
            Assert.Equal("Unroll.Full", diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan));
        });
        string[] messages = [.. run.Diagnostics.Select(d => d.GetMessage(CultureInfo.InvariantCulture))];
        Assert.Contains(messages, m => m.StartsWith("Unrolling the product of StepState with ", System.StringComparison.Ordinal));
        Assert.Contains(messages, m => m.StartsWith("Unrolling the loop of Backward", System.StringComparison.Ordinal)
            && m.Contains(" over 4000 time steps completely takes ", System.StringComparison.Ordinal));
        Assert.All(messages, m => Assert.EndsWith("it stays a loop.", m));
        Assert.Empty(run.Complaints);
    }

    [Theory]
    [InlineData("Unroll.Auto")]
    [InlineData("Unroll.Loops")]
    public void Is_said_of_complete_unrolling_alone(string unroll) =>
        Run($$"""[Cell("rnn", Input = 200, Hidden = 16, TimeSteps = 4000, Unroll = {{unroll}})] public partial struct C;""").AssertClean();

    [Fact]
    public void Is_not_said_where_everything_fits() =>
        Run("""[Cell("rnn", Input = 20, Hidden = 16, TimeSteps = 4, Batch = 2, Unroll = Unroll.Full)] public partial struct C;""")
            .AssertClean();

    [Fact]
    public void Stands_at_the_word_of_a_spec_file()
    {
        const string Text = """
            class: C
            unroll: full
            inputs: { x: 200 }
            states: { h: 16 }
            parameters: [W, b]
            equations: h = tanh(W @ x + b) + h'
            """;
        GeneratorRun run = GeneratorHarness.Run(new HarnessProject { SpecFiles = [("a.cell.yaml", Text)], Sources = [("A.cs", "")] });
        Assert.NotEmpty(run.Diagnostics);
        Assert.All(run.Diagnostics, diagnostic =>
        {
            Assert.Equal("RNN016", diagnostic.Id);
            Assert.Equal("/project/a.cell.yaml: (1,8)-(1,12)", diagnostic.Location.GetLineSpan().ToString());
        });
    }

    [Fact]
    public void The_room_of_the_cell_is_spent_in_order()
    {
        var stage = new Stage.Map("S", 8, MapProducts.None, new MapBody([], [], [], [], []));
        const int OfEight = 8 * 2;
        var budget = new UnrollBudget(Compiler.UnrollOption.Full, 2 * OfEight + 1);
        Assert.True(budget.Blocks(stage));
        Assert.True(budget.Blocks(stage with { Name = "T" }));
        Assert.False(budget.Blocks(stage with { Name = "U" }));
        UnrollRefusal refusal = Assert.Single(budget.Refusals);
        Assert.Equal((OfEight, 1, "statements of the cell"), (refusal.Found, refusal.Budget, refusal.Unit));
    }

    private static GeneratorRun Run(string source) => GeneratorHarness.Run("using RnnGen;\n" + source);
}
