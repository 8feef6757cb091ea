using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Tests.UserMistakes;
using Xunit;

namespace RnnGen.ToolTests.Commands;

public sealed class CheckCommandTests : IDisposable
{
    private const string Good = """
        cell: leaky
        sizes: [input, hidden]
        inputs: { x: input }
        states: { h: hidden }
        parameters: [W, b]
        equations: |
          h = tanh(W @ [h'; x] + b)
        """;

    private readonly ToolRun _tool = new();

    /// <summary>A size without a value is none here: an attribute may give it.</summary>
    public static TheoryData<string> Mistakes =>
        [.. Mistake.All.Where(mistake => mistake.InSpecFile && mistake.Id != Rules.MissingSize.Id).Select(mistake => mistake.Name)];

    public void Dispose() => _tool.Dispose();

    /// <summary>All mistakes that the compiler's tests know: the same place, the same id, and the exit code of its severity.</summary>
    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_reported_where_it_is(string name)
    {
        Mistake mistake = Mistake.Named(name);
        File.WriteAllText(_tool.PathOf("bad.cell.yaml"), mistake.Files.Single(file => file.Path == mistake.Path).Text);
        ToolResult result = _tool.Call("check", "bad.cell.yaml");
        Severity severity = Rules.All.Single(rule => rule.Id == mistake.Id).Severity;
        string kind = severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" };
        string[] lines = result.Output.Split('\n');
        Assert.StartsWith($"bad.cell.yaml:{mistake.Position.Line}:{mistake.Position.Column}: {kind} {mistake.Id}: ", lines[0]);
        Assert.Contains(mistake.Hint, lines[0]);
        int bar = lines[2].IndexOf('|');
        Assert.Equal(bar + 1 + mistake.Position.Column, lines[2].IndexOf('^'));
        Assert.Equal(severity == Severity.Error ? 1 : 0, result.Code);
        Assert.Equal(severity == Severity.Info ? 0 : 1, _tool.Call("check", "bad.cell.yaml", "--warnings-as-errors").Code);
    }

    [Fact]
    public void The_line_the_carets_the_title_the_fix_and_the_count_are_shown()
    {
        _tool.Write("Cells/leaky.cell.yaml", Good.Replace("tanh(W", "tanhh(W"));
        _tool.Write("Cells/deep/fine.cell.yaml", Good);
        _tool.Write("Cells/obj/passed-over.cell.yaml", "equations: what\n");
        ToolResult result = _tool.Call("check", "Cells");
        Assert.Equal(1, result.Code);
        Assert.Equal("", result.Error);
        Assert.Equal("""
            Cells/leaky.cell.yaml:7:7: error RNN101: There is no function 'tanhh'. Did you mean 'tanh'? (Unknown function)
              7 |   h = tanhh(W @ [h'; x] + b)
                |       ^^^^^
              fix: Write 'tanh'
            1 error in 2 files.

            """.ReplaceLineEndings("\n"), result.Output);
    }

    [Fact]
    public void Colours_are_there_when_asked_for_and_nowhere_else()
    {
        _tool.Write("bad.cell.yaml", Good.Replace("h'", "q"));
        Assert.Contains("\u001b[", _tool.Call(colors: true, "check", "bad.cell.yaml").Output);
        Assert.DoesNotContain("\u001b[", _tool.Call("check", "bad.cell.yaml").Output);
    }

    [Fact]
    public void Open_sizes_are_the_attributes_to_set_but_not_where_the_file_asks_for_a_class()
    {
        _tool.Write("open.cell.yaml", Good);
        Assert.Equal((0, "No mistakes in 1 file.\n"), Brief(_tool.Call("check", "open.cell.yaml")));
        _tool.Write("class.cell.yaml", "class: Acme.Leaky\n" + Good);
        ToolResult asked = _tool.Call("check", "class.cell.yaml");
        Assert.Contains("class.cell.yaml:3:9: error RNN151: The size 'input' has no value", asked.Output);
        Assert.Equal(1, asked.Code);
        _tool.Write("equal.cell.yaml", Good.Replace("inputs:", "require: [input = hidden]\ninputs:"));
        Assert.Equal(0, _tool.Call("check", "equal.cell.yaml").Code);
    }

    /// <summary>Some turns are as good as many to see mistakes, and many may be more than a definition can have.</summary>
    [Fact]
    public void Open_sizes_that_count_turns_are_small()
    {
        _tool.Write("heads.cell.yaml", """
            sizes: [width, heads, steps]
            inputs: { x: width }
            states: { h: heads * width }
            equations: |
              repeat n in 0..heads:
                s[n * (steps + 1)] = part(h', n, heads)
                repeat k in 0..steps * steps:
                  t[(n * steps) * steps + k] = x
                repeat k in 0..steps:
                  s[n * (steps + 1) + k + 1] = 0.5 * s[n * (steps + 1) + k] + t[(n * steps + k) * steps]
                h[n] = s[n * (steps + 1) + steps] + t[(n * steps + 1) * steps + 1]
            outputs:
              y: t
            """);
        Assert.Equal((0, "No mistakes in 1 file.\n"), Brief(_tool.Call("check", "heads.cell.yaml")));
        Assert.Contains("heads = 2, steps = 3", _tool.Call("show", "heads.cell.yaml").Output);
    }

    [Fact]
    public void What_is_wrong_in_the_file_of_an_inner_cell_is_shown_there()
    {
        _tool.Write("Cells/inner.cell.yaml", Good.Replace("+ b", "+ q"));
        _tool.Write("Cells/net.cell.yaml", """
            sizes: { input: 3, hidden: 4 }
            inputs: { x: input }
            cells: { first: { cell: inner.cell.yaml, hidden: hidden } }
            outputs:
              y: first(x)
            """);
        ToolResult result = _tool.Call("check", "Cells/net.cell.yaml");
        Assert.Equal(1, result.Code);
        Assert.StartsWith("Cells/inner.cell.yaml:7:26: error RNN100: ", result.Output);
        Assert.Contains("h = tanh(W @ [h'; x] + q)\n", result.Output);
    }

    [Theory]
    [InlineData("*.cell.yaml", "a.cell.yaml")]
    [InlineData("**/*.cell.yaml", "a.cell.yaml,sub/b.cell.yaml,sub/deep/c.cell.yaml")]
    [InlineData("sub/**", "sub/b.cell.yaml,sub/deep/c.cell.yaml")]
    [InlineData("su?/?.cell.yaml", "sub/b.cell.yaml")]
    public void Patterns_find_files(string pattern, string expected)
    {
        foreach (string file in new[] { "a.cell.yaml", "sub/b.cell.yaml", "sub/deep/c.cell.yaml" }) _tool.Write(file, "states: what\n");
        IEnumerable<string> found = _tool.Call("check", pattern).Output.Split('\n')
            .Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(line => line[..line.IndexOf(':')]);
        Assert.Equal(expected.Split(','), found);
    }

    [Theory]
    [InlineData("absent.cell.yaml", "There is no file 'absent.cell.yaml'.")]
    [InlineData("*.yml", "There is no file '*.yml'.")]
    [InlineData(".", "There is no *.cell.yaml in '.'.")]
    public void What_means_no_file_is_wrong_usage(string written, string message)
    {
        ToolResult result = _tool.Call("check", written);
        Assert.Equal((2, $"error: {message}\n"), (result.Code, result.Error));
    }

    private static (int Code, string Output) Brief(ToolResult result) => (result.Code, result.Output);
}
