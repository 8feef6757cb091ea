using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Tests.Cells;
using RnnGen.Tests.KernelPrograms;
using Xunit;

namespace RnnGen.Tests.Planning;

/// <summary>Which states a stream flushes: those that feed themselves by a product.</summary>
public class DecayingStatesTests
{
    [Theory]
    [InlineData("a = 0.5 * a'\n  b = a'", "0")] // b is a, late
    [InlineData("a = b'\n  b = a'", "")] // exchanged
    [InlineData("a = b'\n  b = 0.5 * a'", "0 1")] // by way of each other
    [InlineData("a = W @ a'\n  b = b' + 1", "0")] // b counts
    [InlineData("a = max(a', b')\n  b = tanh(W @ b' + v)", "1")] // also where a bias may hold it up
    [InlineData("a = a' / 2\n  b = v * a", "0")] // of a, not of itself
    [InlineData("a = a' + v\n  b = leakyrelu(b')", "1")]
    [InlineData("a = tanh(a' + v)\n  b = mean(b') * v", "1")]
    public void Of_two_states(string equations, string flushed) => Assert.Equal(flushed, Find(Request.InPlace(
        $"sizes: [n]\nstates: {{ a: n, b: n }}\nparameters: {{ W: [n, n], v: n }}\nequations: |\n  {equations}\n", ("n", 20)),
        new CellOptions()));

    [Theory]
    [InlineData("lstm", "0 1")]
    [InlineData("gru", "0")]
    [InlineData("rnn", "0")]
    public void Of_the_zoo(string name, string flushed)
    {
        CellRequest request = Request.Zoo(name, ("input", 3), ("hidden", 20));
        Assert.Equal(flushed, Find(request, new CellOptions()));
        Assert.Equal("", Find(request, new CellOptions(Denormals: DenormalsOption.Keep)));
    }

    private static string Find(CellRequest request, CellOptions options)
    {
        CellPlan plan = new PlannedCell(Request.Lower(request), ElementType.Float, options).Plan;
        return string.Join(" ", plan.Flushed);
    }
}
