using System;
using System.CommandLine;
using System.Linq;
using RnnGen.Tool;
using Xunit;

namespace RnnGen.ToolTests.Commands;

public sealed class HelpTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Each_command_describes_itself_its_arguments_and_its_options()
    {
        Command root = CommandLine.Create(ToolConsole.To(new System.IO.StringWriter(), new System.IO.StringWriter(), "."));
        ToolResult all = _tool.Call("--help");
        Assert.Equal(0, all.Code);
        Assert.Equal(["show", "check", "new", "import", "export"], root.Subcommands.Select(command => command.Name));
        foreach (Command command in root.Subcommands)
        {
            Assert.Contains(command.Name, all.Output);
            ToolResult help = _tool.Call(command.Name, "--help");
            Assert.Equal(0, help.Code);
            Assert.All(command.Options.Cast<Symbol>().Concat(command.Arguments), symbol =>
            {
                Assert.Contains(symbol.Name, help.Output);
                Assert.False(string.IsNullOrEmpty(symbol.Description), symbol.Name);
                Assert.Contains(symbol.Description!.Split(' ')[0], help.Output);
            });
        }
    }

    [Fact]
    public void A_call_without_a_command_is_wrong_usage()
    {
        ToolResult result = _tool.Call();
        Assert.Equal(2, result.Code);
        Assert.Contains("Write 'rnngen --help' for what there is.", result.Error);
    }
}
