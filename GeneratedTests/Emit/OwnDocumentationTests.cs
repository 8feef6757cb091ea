using System;
using System.Linq;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Emit;

/// <summary>What a user writes above a cell is its documentation; only what is missing is generated.</summary>
public sealed class OwnDocumentationTests
{
    private const string Cell = """[RnnGen.Cell("rnn", Input = 2, Hidden = 3)] public partial struct Cell;""";

    [Theory]
    [InlineData("", "", "rnn: Simple", true)]
    [InlineData("/// <summary>Mine.</summary>", "", "Mine.", true)]
    [InlineData("/** <summary>Mine.</summary> */", "", "Mine.", true)]
    [InlineData("/// <remarks>Mine.</remarks>", "", "rnn: Simple", false)]
    [InlineData("/// <summary>Mine.</summary>\n/// <remarks>Mine.</remarks>", "", "Mine.", false)]
    [InlineData("", "/// <summary>Mine.</summary>", "Mine.", true)]
    [InlineData("/// <summary>\n/// Mine.\n/// </summary>", "/// <remarks>Mine.</remarks>", "Mine.", false)]
    [InlineData("// <summary>A comment.</summary>", "//// <summary>A comment.</summary>", "rnn: Simple", true)]
    public void There_is_one_summary_and_one_remark(string above, string abovePart, string summary, bool equations)
    {
        var project = new HarnessProject
        {
            Documentation = true,
            Sources = [("Cells.cs", $"{above}\n{Cell}\n"), ("Part.cs", $"{abovePart}\npartial struct Cell {{ }}\n")],
        };
        GeneratorRun run = GeneratorHarness.Run(project).AssertClean();
        string text = run.Output.GetTypeByMetadataName("Cell")!.GetDocumentationCommentXml()!;
        Assert.Equal(2, text.Split("<summary>").Length);
        Assert.Equal(2, text.Split("<remarks>").Length);
        Assert.StartsWith(summary, text.Split("<summary>")[1].Trim(), StringComparison.Ordinal);
        Assert.Equal(equations, text.Split("<remarks>")[1].Split("</remarks>")[0].Contains("tanh", StringComparison.Ordinal));
        Assert.Equal(run.Sources, GeneratorHarness.Run(project with { Documentation = false }).Sources);
        Assert.Equal(run.Sources, GeneratorHarness.Run(project with { Documentation = false, NoDocumentation = true }).Sources);
    }

    [Fact]
    public void Of_a_rejected_cell_too()
    {
        GeneratorRun run = GeneratorHarness.Run($"/// <summary>Mine.</summary>\n{Cell.Replace("rnn", "rnm", StringComparison.Ordinal)}");
        Assert.Equal(["RNN004"], run.Diagnostics.Select(found => found.Id));
        string text = run.Output.GetTypeByMetadataName("Cell")!.GetDocumentationCommentXml()!;
        Assert.Equal(2, text.Split("<summary>").Length);
    }
}
