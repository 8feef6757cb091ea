using System;
using System.IO;
using System.Linq;
using RnnGen.Compiler.Definitions;
using RnnGen.Tool.Definitions;
using Xunit;

namespace RnnGen.ToolTests.Commands;

public sealed class NewCommandTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public static TheoryData<string> Zoo => [.. ZooLibrary.Names];

    public void Dispose() => _tool.Dispose();

    [Theory]
    [MemberData(nameof(Zoo))]
    public void A_cell_of_the_zoo_is_printed_and_written_and_compiles(string name)
    {
        Assert.Equal(ZooLibrary.TryGet(name)!.ReplaceLineEndings("\n"), _tool.Call("new", name).Output);
        ToolResult written = _tool.Call("new", name, "-o", "Cells/mine.cell.yaml");
        Assert.Equal((0, "Wrote Cells/mine.cell.yaml.\n"), (written.Code, written.Output));
        Assert.Equal(ZooLibrary.TryGet(name), _tool.Read("Cells/mine.cell.yaml"));
        Assert.Equal(0, _tool.Call("check", "Cells", "--warnings-as-errors").Code);

        string[] names = [.. CellHeader.Read(ZooLibrary.TryGet(name)!).Sizes];
        string[] sizes = ["--size", .. names.Select((size, i) => $"{size}={i + 2}")];
        ToolResult asking = _tool.Call(["new", name, "-o", "Cells/mine.cell.yaml", "--force", "--class", "Acme.Mine", .. sizes]);
        Assert.True(asking.Code == 0, asking.Error);
        Assert.Contains("\nclass: Acme.Mine\n", _tool.Read("Cells/mine.cell.yaml"));
        Assert.Contains($"\nsizes: {{ {names[0]}: 2", _tool.Read("Cells/mine.cell.yaml"));
        Assert.Equal(0, _tool.Call("check", "Cells", "--warnings-as-errors").Code);
    }

    [Fact]
    public void The_list_names_every_cell_with_what_it_does()
    {
        ToolResult list = _tool.Call("new", "--list");
        Assert.Equal(0, list.Code);
        Assert.Equal(ZooLibrary.Names, list.Output.TrimEnd().Split('\n').Select(line => line.Split(' ')[0]));
        Assert.Contains("Long short-term memory with a forget gate; known as the standard.", list.Output);
    }

    [Theory]
    [InlineData("Name a cell", "new")]
    [InlineData("The zoo has no cell 'lsmt'. Did you mean 'lstm'?", "new", "lsmt")]
    [InlineData("'taken.cell.yaml' is there already; --force writes over it.", "new", "lstm", "-o", "taken.cell.yaml")]
    [InlineData("add --size input=… hidden=….", "new", "lstm", "--class", "Acme.Amp")]
    [InlineData("found 'Acme.1x'", "new", "lstm", "--class", "Acme.1x", "--size", "input=1", "hidden=2")]
    [InlineData("The cell has no size 'hiden'. Did you mean 'hidden'?", "new", "lstm", "--size", "hiden=2")]
    public void Wrong_usage_ends_with_2_and_says_what_to_write(string message, params string[] arguments)
    {
        _tool.Write("taken.cell.yaml", "mine");
        ToolResult result = _tool.Call(arguments);
        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error);
        Assert.Equal("mine", File.ReadAllText(_tool.PathOf("taken.cell.yaml")));
    }
}
