using System;
using System.IO;
using System.Linq;
using Xunit;

namespace RnnGen.Tests.Documentation;

/// <summary>
/// Every C# block of README.md and docs/ compiles without a warning and runs to its end. The language reference and the pages of
/// diagnostics, which show definitions and mistakes, have tests of their own; the page about MPI has one in EngineTests.
/// </summary>
public sealed class SnippetTests
{
    public static TheoryData<string, int> Programs()
    {
        var programs = new TheoryData<string, int>();
        foreach (string document in Markdown.Documents)
        {
            bool isTestedElsewhere = document is "docs/language.md" or "docs/mpi.md" or "docs/orleans.md";
            if (isTestedElsewhere || document.StartsWith("docs/diagnostics/", StringComparison.Ordinal)) continue;
            foreach (SnippetProgram program in SnippetProgram.Of(Repository.Read(document))) programs.Add(document, program.Line);
        }
        return programs;
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Blocks_compile_and_run(string document, int line)
    {
        string folder = Directory.CreateTempSubdirectory("rnngen-docs-").FullName;
        try
        {
            if (document == "docs/coming-from-pytorch.md") TorchModels.Write(folder);
            SnippetProgram.Of(Repository.Read(document)).Single(program => program.Line == line).Run(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_block_that_is_wrong_fails()
    {
        const string Cell = "```csharp\nusing RnnGen;\n[Cell(\"lstm\", Input = 2, Hidden = 3)]\npublic partial struct Speech;\n```\n";
        Run(Cell);
        Assert.ThrowsAny<Exception>(() => Run(Cell.Replace("lstm", "lstn")));
        Assert.ThrowsAny<Exception>(() => Run(Cell + "```csharp\nvar tape = new Speech.Tape(1).y;\n```\n"));
        Assert.ThrowsAny<Exception>(() => Run(Cell + "```csharp\nnew Speech.Parameters().Load(\"absent.safetensors\");\n```\n"));
        Assert.Equal(2, SnippetProgram.Of(Cell + Cell.Replace("csharp", "csharp program")).Count());

        static void Run(string markdown) => SnippetProgram.Of(markdown).Single().Run(Path.GetTempPath());
    }
}
