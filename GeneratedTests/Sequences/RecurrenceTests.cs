using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Stages;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Compiler.Sequences;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Sequences;

/// <summary>Which loops cells fall into, kind by kind.</summary>
public class RecurrenceTests
{
    private static readonly SequenceRules s_apart = new(1, 1);

    /// <summary>The products of the second recurrence with what the first one makes leave its loop.</summary>
    [Fact]
    public void A_chain_is_a_loop_for_each_link() => Check(
        "{ h: n, g: n }",
        """
        h = tanh(W @ x + U @ h')
        g = tanh(V @ h + Z @ g')
        """,
        forward: """
            all rows: h_1
            over time [h to h']: h_2, zh, h
            all rows: g_1
            over time [g to g']: g_2, zg, g
            """,
        backward: """
            back over time [dg' to dg]: *
            all rows: dh_1
            back over time [dh' to dh_in]: *
            all rows: dx
            """);

    /// <summary>A recurrence that another one goes through: one loop.</summary>
    [Fact]
    public void Nested_recurrences_share_a_loop() => Check(
        "{ h: n, g: n }",
        """
        h = tanh(W @ x + U @ h' + V @ g')
        g = tanh(Z @ h + 0.5 * g')
        """,
        forward: """
            all rows: h_1
            over time [h to h', g to g']: *
            """,
        backward: """
            back over time [dh' to dh_in, dg' to dg]: *
            all rows: dx
            """);

    [Fact]
    public void Crossed_recurrences_share_a_loop() => Check(
        "{ h: n, g: n }",
        """
        h = tanh(W @ x + U @ g')
        g = tanh(V @ h')
        """,
        forward: """
            all rows: h_1
            over time [h to h', g to g']: *
            """,
        backward: """
            back over time [dh' to dh, dg' to dg]: *
            all rows: dx
            """);

    [Fact]
    public void Recurrences_side_by_side_share_a_loop() => Check(
        "{ h: n, g: n }",
        """
        h = tanh(W @ x + U @ h')
        g = tanh(V @ x + Z @ g')
        """,
        forward: """
            all rows: *
            over time [h to h', g to g']: *
            """,
        backward: """
            back over time [dh' to dh, dg' to dg]: *
            all rows: *
            """);

    /// <summary>Nothing but element-by-element work lies between them.</summary>
    [Fact]
    public void Recurrences_that_cheap_work_separates_share_a_loop() => Check(
        "{ h: n, g: n }",
        """
        h = tanh(W @ x + U @ h')
        g = tanh(h * h + Z @ g')
        """,
        forward: """
            all rows: h_1
            over time [h to h', g to g']: *
            """,
        backward: """
            back over time [dh' to dh_in, dg' to dg]: *
            all rows: dx
            """);

    /// <summary>What is only shifted is there for all steps at once; its adjoint comes from the step behind.</summary>
    [Fact]
    public void A_delay_is_on_no_cycle() => Check(
        "{ p: n, q: n, h: n }",
        """
        p = x
        q = p'
        h = tanh(W @ x + V @ p' + Z @ q' + U @ h')
        """,
        forward: """
            all rows [x to p']: 
            all rows [p' to q']: 
            all rows: *
            over time [h to h']: *
            """,
        backward: """
            back over time [dh' to dh]: *
            all rows: dq', dp'_1
            back over time [dp' to dx_in, dq' to dp'_in]: dp'
            all rows: *
            """);

    /// <summary>In a stream the state of the step at hand alone is in memory, so a loop hands it on.</summary>
    [Fact]
    public void A_delay_in_a_stream_has_a_loop() => Assert.Equal(
        """
        over time [x to p']: 
        all rows: *
        over time [h to h']: *
        """,
        Outline(
            Forward("{ p: n, h: n }", "p = x\nh = tanh(W @ x + V @ p' + U @ h')", "", last: false),
            "over time [x to p']: \nall rows: *\nover time: *"));

    [Fact]
    public void A_state_that_stays_as_it_is_has_a_loop_of_its_own() => Check(
        "{ m: n, h: n }",
        """
        m = m'
        h = tanh(W @ x + V @ m')
        """,
        forward: """
            over time [m' to m']: *
            all rows [h to h']: *
            """,
        backward: """
            back over time [0 to dh]: *
            all rows: *
            back over time [dm' to dm'_in]: *
            """);

    [Fact]
    public void Without_a_cycle_there_is_no_loop() => Check(
        "{ h: n }",
        "h = tanh(W @ x)",
        forward: """
            all rows [h to h']: *
            all rows: *
            """,
        backward: """
            all rows: dh'
            back over time [dh' to dh]: 
            all rows: *
            """,
        outputs: "y: V @ h'");

    /// <summary>An output gate: what reads the loop element by element stays in its registers.</summary>
    [Fact]
    public void A_state_that_nothing_reads_stays_in_the_loop_it_is_made_of() => Check(
        "{ c: n, h: n }",
        """
        c = sigmoid(W @ x) * c'
        h = sigmoid(V @ x) * tanh(c)
        """,
        forward: """
            all rows: *
            over time [c to c', h to h']: *
            """,
        backward: """
            back over time [dc' to dc_in, 0 to dh]: *
            all rows: *
            """);

    [Fact]
    public void Everything_is_one_loop_where_the_rules_say_so()
    {
        SequenceFunction function = Function("{ h: n, g: n }", "h = tanh(W @ x + U @ h')\ng = tanh(V @ h + Z @ g')", "", last: true);
        var values = new ValueSupply(1000);
        Loop loop = Assert.Single(SequenceBuilder.Build(function, s_apart with { OneLoop = true }, values).Loops);
        Assert.IsType<Loop.TimeLoop>(loop);
    }

    /// <summary>A batch keeps its input products in the loops; small recurrences share one.</summary>
    [Theory]
    [InlineData(16, 1)]
    [InlineData(128, 2)]
    public void A_two_layer_cell_has_a_loop_for_each_layer_where_that_pays(int hidden, int loops)
    {
        string definition = MultiLayer.Lstm(2, 64, hidden);
        AdjointFunction adjoint = Adjoint(definition);
        var values = new ValueSupply(100_000);
        SequenceFunction forward = SequenceFunction.Of(adjoint.Forward, [], last: true);
        Assert.Equal(loops, SequenceBuilder.Build(forward, LoopRules.Measured.OneRow, values).Loops.Count(l => l is Loop.TimeLoop));
        Assert.Equal(loops, SequenceBuilder.Build(forward, LoopRules.Measured.Batch, values).Loops.Count);
        SequenceFunction backward = Backward(adjoint);
        Assert.Equal(loops, SequenceBuilder.Build(backward, LoopRules.Measured.BatchBackward, values).Loops.Count(l => l is Loop.TimeLoop));
    }

    [Fact]
    public void Names_decide_nothing()
    {
        string definition = MultiLayer.Lstm(2, 16, 33), other = definition;
        foreach ((string from, string to) in (ReadOnlySpan<(string, string)>)[("h1", "z"), ("c1", "q"), ("h2", "a"), ("c2", "p")])
            other = other.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(definition, other);
        Assert.Equal(Plan(definition), Plan(other));

        static string Plan(string definition)
        {
            CellPlan plan = Planner.Plan(Adjoint(definition), elementSize: 4, new CellOptions());
            return PlanText.Print(plan, CellMemory.Of(plan, lanes: 16), withNames: false);
        }
    }

    private static void Check(string states, string equations, string forward, string backward, string outputs = "")
    {
        Assert.Equal(forward, Outline(Forward(states, equations, outputs, last: true), forward));
        var values = new ValueSupply(1000);
        SequenceFunction function = Backward(Adjoint(Definition(states, equations, outputs)));
        Assert.Equal(backward, Outline(SequenceBuilder.Build(function, s_apart, values), backward));
    }

    /// <summary>One line a loop; the equations of those that the expected text gives a star are left out.</summary>
    private static string Outline(SequenceProgram program, string expected)
    {
        string[] lines = SequenceText.Outline(program).Split('\n'), wanted = expected.Split('\n');
        return string.Join("\n", lines.Select((line, i) => i < wanted.Length && wanted[i].EndsWith('*')
            ? $"{line[..line.IndexOf(':', StringComparison.Ordinal)]}: *" : line));
    }

    private static SequenceProgram Forward(string states, string equations, string outputs, bool last)
    {
        var values = new ValueSupply(1000);
        return SequenceBuilder.Build(Function(states, equations, outputs, last), s_apart, values);
    }

    private static SequenceFunction Function(string states, string equations, string outputs, bool last) =>
        SequenceFunction.Of(Adjoint(Definition(states, equations, outputs)).Forward, [], last);

    private static SequenceFunction Backward(AdjointFunction adjoint)
    {
        SavedValues.Choice choice = SavedValues.Choose(adjoint);
        var terms = GradientTerms.Find(adjoint, new DataFlow(choice.Equations));
        return SequenceFunction.Of(adjoint, choice.Equations, terms.ConvertAll(BackwardPlanner.Sum));
    }

    private static AdjointFunction Adjoint(string definition)
    {
        StepFunction step = Pipeline.BeforeDifferentiation(Request.Lower(Request.InPlace(definition)));
        return Pipeline.AfterDifferentiation(Differentiator.Differentiate(step));
    }

    private static string Definition(string states, string equations, string outputs) =>
        "sizes: { n: 3 }\ninputs: { x: n }\nparameters: { W: [n, n], U: [n, n], V: [n, n], Z: [n, n] }\n"
        + $"states: {states}\nequations: |\n  {equations.Replace("\n", "\n  ", StringComparison.Ordinal)}\n"
        + (outputs.Length > 0 ? $"outputs:\n  {outputs}\n" : "");
}
