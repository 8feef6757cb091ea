using System.Linq;
using Xunit;

namespace RnnGen.Tests.Hosting;

/// <summary>Any names that the language allows give code that compiles, whatever they mean in C# or in generated code.</summary>
public sealed class NastyNameTests
{
    [Theory]
    [InlineData("in", "params", "class", "event", "new")]
    [InlineData("weights", "parameters", "state", "tape", "outputs")]
    [InlineData("T", "V", "B", "t", "b")]
    [InlineData("Span", "System", "Numerics", "RnnGen", "Vector512")]
    [InlineData("i", "j", "n", "row", "lane")]
    [InlineData("source", "target", "scratch", "packed", "inputs")]
    [InlineData("gradients", "adjoint", "saved", "current", "next")]
    [InlineData("Float512", "Float1", "Double1", "Panels", "LaneRows")]
    [InlineData("_", "__", "_1", "x_prev", "zh")]
    [InlineData("value", "field", "var", "dynamic", "nint")]
    [InlineData("MathF", "Single", "Int32", "String", "Object")]
    [InlineData("global", "where", "select", "from", "get")]
    [InlineData("start", "length", "offset", "steps", "batch")]
    [InlineData("LaneRows", "Panels", "CellErrors", "VectorWidth", "MemoryMarshal")]
    [InlineData("unit", "block", "row", "at", "sum")]
    [InlineData("Work", "Zeros", "Gradients", "Sums", "PrivateLength")]
    [InlineData("Unwanted", "RowScratch", "BackwardWeights", "CarryLength", "Carry0Bank1")]
    [InlineData("Math", "Unsafe", "MemoryMarshal", "Span1", "Math1")]
    [InlineData("MemoryMarshal", "Math", "Unsafe", "V1", "Unsafe1")]
    [InlineData("nameof", "ArgumentNullException", "__arglist", "__makeref", "__refvalue")]
    [InlineData("ArgumentNullException", "nameof", "__reftype", "__arglist", "nameof1")]
    [InlineData("__arglist", "__reftype", "nameof", "ArgumentNullException", "__makeref")]
    [InlineData("at1", "c1", "z0", "c_1", "h_1")]
    [InlineData("zg0", "s", "w", "at", "panel0")]
    [InlineData("Kernels", "StepState", "Sweep0", "Inputs", "States")]
    public void Compile(string input, string state, string parameter, string local, string output)
    {
        foreach (string sizes in new[] { "hidden: 5", "hidden: 40", "hidden: 64" })
        {
            GeneratorRun run = GeneratorHarness.Run($$""""
                using RnnGen;
                [Cell("""
                    sizes: { input: 3, {{sizes}} }
                    inputs: { {{input}}: input }
                    states: { {{state}}: hidden }
                    parameters: { {{parameter}}: [hidden, hidden + input], b1: }
                    equations: |
                      {{local}} = tanh({{parameter}} @ [{{state}}'; {{input}}] + b1)
                      {{state}} = {{local}} * {{state}}'
                    outputs:
                      {{output}}: softmax({{local}})
                    """)]
                public partial struct Cell1;
                """");
            Assert.Empty(run.Diagnostics.Select(found => found.GetMessage()));
            Assert.Empty(run.Complaints.Select(found => found.ToString()));
        }
    }
}
