using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using RnnGen.Tests;
using RnnGen.ToolTests.Commands;
using Xunit;

namespace RnnGen.ToolTests.Documentation;

/// <summary>
/// docs/tool.md is run: below each block of commands stands what they print, and blocks that begin with "# path.cell.yaml" are files.
/// RNNGEN_UPDATE_DOCS=1 writes the outputs anew.
/// </summary>
public sealed class ToolPageTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void What_stands_below_a_command_is_what_it_prints()
    {
        TorchFile.Write(_tool.PathOf("amp.safetensors"));
        TorchFile.Write(_tool.PathOf("leaky.safetensors"), ("Wz", [8, 11]), ("bz", [8]), ("Wn", [8, 3]));
        string path = Repository.PathOf("docs/tool.md"), page = File.ReadAllText(path).ReplaceLineEndings("\n");
        string run = Run(page);
        if (Environment.GetEnvironmentVariable("RNNGEN_UPDATE_DOCS") == "1") File.WriteAllText(path, run);
        else Assert.Equal(run, page);
    }

    [Fact]
    public void A_page_that_is_wrong_is_seen()
    {
        const string Right = "```sh\nrnngen new --lists\n```\n\n```text\nwrong\n```\nThe end.\n";
        Assert.Equal("```sh\nrnngen new --lists\n```\n\n```text\n" + _tool.Call("new", "--lists").Error + "```\nThe end.\n", Run(Right));
    }

    /// <summary>The page with the outputs that its commands have.</summary>
    private string Run(string page)
    {
        var text = new StringBuilder();
        string? output = null;
        string[] lines = page.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            text.Append(lines[i]).Append(i < lines.Length - 1 ? "\n" : "");
            if (!lines[i].StartsWith("```", StringComparison.Ordinal)) continue;
            string[] block = [.. lines.Skip(i + 1).TakeWhile(line => line != "```")];
            if (lines[i] == "```yaml") _tool.Write(block[0][2..], string.Join('\n', block) + "\n");
            string? below = output;
            output = lines[i] == "```sh" ? Output(block) : null;
            foreach (string line in below?.TrimEnd('\n').Split('\n') ?? block) text.Append(line).Append('\n');
            text.Append("```\n");
            i += block.Length + 1;
        }

        Assert.Null(output);
        return text.ToString();
    }

    private string Output(IEnumerable<string> commands) => string.Concat(commands.Select(command =>
    {
        string[] words = command.Split(' ');
        Assert.Equal("rnngen", words[0]);
        ToolResult result = _tool.Call(words[1..]);
        return result.Output + result.Error;
    }));

}
