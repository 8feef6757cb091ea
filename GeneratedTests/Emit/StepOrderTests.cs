using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Emit;

/// <summary>In which order the emitted step of an LSTM computes, however its equations are written.</summary>
public class StepOrderTests
{
    public static TheoryData<string, string> Forms
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string gates in Orders("figo"))
                foreach (string sum in (string[])["f * c' + i * g", "g * i + c' * f"]) data.Add(gates, sum);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_longest_chain_comes_first(string gates, string sum)
    {
        string[] lines = [.. Step(gates, sum)];
        int At(string start)
        {
            string[] found = [.. lines.Where(line => line.StartsWith(start, StringComparison.Ordinal))];
            return Array.IndexOf(lines, Assert.Single(found));
        }

        int g = At("V g = V.Tanh("), f = At("V f = V.Sigmoid("), i = At("V i = V.Sigmoid("), o = At("V o = V.Sigmoid(");
        int c = At("V c = "), end = At("V tanh_c = V.Tanh(c)"), h = At("V h = ");
        Assert.True(g < Math.Min(f, i) && Math.Max(f, i) < c && c < end && end < o && o < h, string.Join('\n', lines));
        int[] sums = [At("V zg = "), Math.Min(At("V zf = "), At("V zi = ")), Math.Max(At("V zf = "), At("V zi = ")), At("V zo = ")];
        Assert.Equal(sums.Order(), sums);
    }

    /// <summary>i * g waits for a tanh, f * c' for a sigmoid only: the product that is there first is a sum's third operand.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void The_later_of_two_products_is_taken_into_the_addition(string gates, string sum)
    {
        string[] lines = [.. Step(gates, sum)];
        string c = Assert.Single(lines, line => line.StartsWith("V c = ", StringComparison.Ordinal));
        Assert.Matches(@"^V c = V\.MultiplyAdd\((i, g|g, i), \w+\);$", c);
        string other = c[(c.LastIndexOf(", ", StringComparison.Ordinal) + 2)..^2];
        string product = Assert.Single(lines, line => line.StartsWith($"V {other} = ", StringComparison.Ordinal));
        Assert.Matches(@"= (f \* c_?\w*|c_?\w* \* f);$", product);
    }

    /// <summary>Two products of the same length: the first one is taken.</summary>
    [Fact]
    public void Of_products_that_are_there_at_once_the_first_is_taken_into_the_addition()
    {
        Assert.Contains(Step("figo", "f * g + i * g"), line => line.StartsWith("V c = V.MultiplyAdd(f, g, ", StringComparison.Ordinal));
    }

    /// <summary>
    /// Everything in a GRU with the reset after waits for the reset gate: its sum and its function come before the other sums. With more
    /// units a step has several groups of them, whose chains overlap anyway.
    /// </summary>
    [Theory]
    [InlineData(5, 2)]
    [InlineData(16, 2)]
    [InlineData(48, 2)]
    [InlineData(64, 1)]
    public void What_the_chain_begins_with_is_gathered_first(int hidden, int loops)
    {
        CellResult result = CellCompiler.Compile(Request.Zoo("gru-reset-after", ("input", 1), ("hidden", hidden)));
        string kernel = result.Kernels.Split("public static void").First(part => part.Contains("V r = ", StringComparison.Ordinal)
            || part.Contains("V r0 = ", StringComparison.Ordinal));
        string[] lines = [.. kernel.Split('\n').Select(line => line.Trim())];
        int At(string text) => Array.FindIndex(lines, line => line.Contains(text, StringComparison.Ordinal));
        int[] ofState = [.. lines.Index().Where(line => line.Item.EndsWith("// h'", StringComparison.Ordinal)).Select(line => line.Index)];
        int reset = At("= V.Sigmoid("), candidate = At("= V.Tanh(");
        Assert.Equal(loops, ofState.Length);
        Assert.True(ofState[0] < reset && reset < candidate && ofState[^1] < candidate, kernel);
        Assert.Equal(loops == 2, reset < ofState[^1]);
    }

    /// <summary>The lines of the streaming kernel of an LSTM whose gates stand in a given order.</summary>
    private static IEnumerable<string> Step(string gates, string sum)
    {
        IEnumerable<string> equations = gates
            .Select(gate => $"{gate} = {(gate == 'g' ? "tanh" : "sigmoid")}(W{gate} @ [h'; x] + b{gate})")
            .Concat([$"c = {sum}", "h = o * tanh(c)"]);
        string definition = $$"""
            sizes: [input, hidden]
            inputs: { x: input }
            states: { h: hidden, c: hidden }
            parameters: [{{string.Join(", ", gates.Select(gate => $"W{gate}, b{gate}"))}}]
            equations: |
              {{string.Join("\n  ", equations)}}
            """;
        CellResult result = CellCompiler.Compile(Request.InPlace(definition, ("input", 3), ("hidden", 5)));
        Assert.Empty(result.Diagnostics);
        string[] lines = [.. result.Kernels.Split('\n').Select(line => line.Trim())];
        int start = Array.FindIndex(lines, line => line.StartsWith("public static void Steps(", StringComparison.Ordinal));
        Assert.True(start >= 0);
        return lines.Skip(start + 1).TakeWhile(line => !line.StartsWith("public static", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Orders(string letters) => letters.Length == 1
        ? [letters]
        : letters.SelectMany(first => Orders(letters.Replace($"{first}", "", StringComparison.Ordinal)).Select(rest => first + rest));
}
