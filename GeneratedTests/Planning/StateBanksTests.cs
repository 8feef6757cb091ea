using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Planning;

/// <summary>Of which states of a stream a step needs a copy while it overwrites them.</summary>
public class StateBanksTests
{
    /// <summary>All bundles of units of an LSTM meet h'; the stage that writes the h of a GRU does not, or it has few units.</summary>
    [Theory]
    [InlineData("lstm", 64, "0", "64 by 1")]
    [InlineData("gru", 64, "", "")]
    [InlineData("mgu", 64, "", "")]
    [InlineData("gru-reset-after", 64, "", "")]
    [InlineData("gru-reset-after", 32, "0", "32 by 2")]
    [InlineData("rnn", 64, "0", "64 by 4")]
    [InlineData("rnn", 1, "", "")]
    public void Of_the_zoo(string name, int hidden, string copied, string groups) =>
        Check(Request.Zoo(name, ("input", 16), ("hidden", hidden)), copied, groups);

    [Theory]
    [InlineData("a = 0.5 * a'\n  b = a' + b'", "", "")] // element by element
    [InlineData("a = b'\n  b = a'", "", "")] // exchanged in registers
    [InlineData("a = ([a'[1..n]; a'[0..1]])\n  b = b'", "0", "always")] // other elements of the old state
    [InlineData("a = tanh(W @ b')\n  b = tanh(W @ a)", "", "")] // the old b is met before the new one is there
    [InlineData("a = tanh(W @ b')\n  b = tanh(W @ (a + a'))", "", "")] // a + a' is made where a is
    [InlineData("a = tanh(W @ b')\n  b = tanh(W @ a) * a'", "0", "always")] // the old a is read after the new one is there
    [InlineData("a = tanh(W @ a')\n  b = tanh(W @ b')", "0 1", "35 by 1")] // one bundle of units each
    public void Of_two_states(string equations, string copied, string groups) => Check(
        Request.InPlace($"sizes: [n]\nstates: {{ a: n, b: n }}\nparameters: {{ W: [n, n] }}\nequations: |\n  {equations}\n", ("n", 35)),
        copied,
        groups);

    private static void Check(CellRequest request, string copied, string groups)
    {
        AdjointFunction adjoint = Differentiator.Differentiate(Pipeline.BeforeDifferentiation(Request.Lower(request)));
        CellPlan plan = Planner.Plan(Pipeline.AfterDifferentiation(adjoint), elementSize: 4, new CellOptions());
        StateBanks banks = plan.Streaming.Banks!;
        string found = banks.AtAnyWidth ? "always" : string.Join(", ", banks.Bundles.Select(g => $"{g.Units} by {g.Blocks}"));
        Assert.Equal((copied, groups), (string.Join(" ", banks.Copied), found));
    }
}
