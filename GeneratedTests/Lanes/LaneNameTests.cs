using Xunit;

namespace RnnGen.Tests.Lanes;

/// <summary>Names of a cell may be those of the kernels, whose lines stay within the limit.</summary>
public class LaneNameTests
{
    [Theory]
    [InlineData("LaneRows", "now", "before", "start", "sums")]
    [InlineData("now", "LaneRows", "Gather", "unit", "at")]
    [InlineData("before", "start", "weights", "rows", "steps")]
    [InlineData("sums", "before", "total0", "g0a", "u0")]
    [InlineData("unit", "at", "k", "s", "t")]
    [InlineData("total0", "g0a", "unit", "g0", "to0")]
    [InlineData("rows", "steps", "start", "now", "before")]
    [InlineData("steps", "rows", "now", "weights", "LaneRows")]
    [InlineData("weights", "sums", "first", "LanesOf", "UsesLanes")]
    [InlineData("g0a", "total0", "record", "s", "k")]
    [InlineData("u0", "a", "b", "g", "isFirst")]
    [InlineData("UsesLanes", "groups", "begin", "at", "end")]
    [InlineData("LanesOf", "shard", "tape", "V", "T")]
    [InlineData("batch", "ForwardLanes", "BackwardLanesSweep", "Part1", "adjoints")]
    public void Names_may_be_those_of_the_kernels(string input, string state, string parameter, string local, string output) =>
        LaneCell.Check($$"""
        sizes: { input: 3, hidden: 5 }
        inputs: { {{input}}: input }
        states: { {{state}}: hidden }
        parameters: { {{parameter}}: [hidden, hidden + input], b1: hidden }
        equations: |
          {{local}} = tanh({{parameter}} @ [{{state}}'; {{input}}] + b1)
          {{state}} = {{local}} * {{state}}'
        outputs:
          {{output}}: sigmoid({{local}})
        """);
}
