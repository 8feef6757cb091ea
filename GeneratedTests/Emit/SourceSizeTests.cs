using System.Linq;
using System.Text;
using RnnGen.Compiler;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Emit;

/// <summary>How much source a cell becomes, both files together: what a person would read, and the C# compiler has to.</summary>
public class SourceSizeTests
{
    /// <summary>The sizes at which a cell has most kernels, and those beside them, where kernels fall away.</summary>
    [Theory]
    [InlineData("lstm", 100)]
    [InlineData("gru", 140)]
    public void Stays_within_bounds_at_any_size(string name, int kilobytes)
    {
        int[] inputs = [1, 4, 8, 16, 64, 128], hidden = [4, 7, 8, 9, 10, 12, 16, 17, 19, 23, 24, 31, 41, 47, 64];
        Assert.All(from input in inputs from units in hidden select (input, units), size =>
            Stays_within_bounds(name, size.input, size.units, kilobytes));
    }

    [Theory]
    [InlineData("lstm", 1, 1, 100)]
    [InlineData("lstm", 3, 5, 100)] // with kernels for sequences in the lanes
    [InlineData("lstm", 1, 16, 100)]
    [InlineData("lstm", 16, 64, 100)]
    [InlineData("lstm", 37, 331, 100)]
    [InlineData("lstm", 64, 128, 100)]
    [InlineData("lstm", 512, 1024, 100)]
    [InlineData("gru", 3, 5, 140)]
    [InlineData("gru", 16, 64, 140)]
    [InlineData("gru", 64, 128, 140)]
    [InlineData("gru", 512, 1024, 140)]
    public void Stays_within_bounds(string name, int input, int hidden, int kilobytes)
    {
        CellResult result = CellCompiler.Compile(Request.Zoo(name, ("input", input), ("hidden", hidden)));
        Assert.InRange(Encoding.UTF8.GetByteCount(result.Source) + Encoding.UTF8.GetByteCount(result.Kernels), 1, 1024 * kilobytes);
    }
}
