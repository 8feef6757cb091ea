using System;
using System.IO;
using System.Linq;
using RnnGen.Compiler.Binding;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Documentation;

/// <summary>
/// The documents show the zoo as it is. After a change of Definitions/ run these tests once with RNNGEN_UPDATE_DOCS=1, which writes the
/// regions anew instead of comparing them.
/// </summary>
public sealed class ZooDocumentTests
{
    [Fact]
    public void The_readme_lists_every_cell() => Check("README.md", ZooText.Families());

    [Fact]
    public void The_zoo_page_shows_every_cell() => Check("docs/zoo.md", ZooText.Page());

    [Fact]
    public void Every_cell_belongs_to_a_family() => Assert.True(ZooFamily.AreComplete());

    /// <summary>What docs/from-paper-to-cell.md arrives at.</summary>
    [Fact]
    public void The_definitions_of_the_paper_page_are_those_of_the_zoo()
    {
        string page = Repository.Read("docs/from-paper-to-cell.md");
        string[] blocks = [.. Markdown.Fences(page).Where(f => f.Language == "yaml").Select(f => f.Text)];
        Assert.Equal(3, blocks.Length);
        foreach (string block in blocks)
        {
            string name = block.Split('\n')[0][2..^".cell.yaml".Length];
            (string, int)[] sizes = ZooSizes.Small(name);
            BoundCell shown = Request.Bind(Request.InPlace(block, sizes)), known = Request.Bind(Request.Zoo(name, sizes));
            Assert.Equal(known with { Head = known.Head with { About = shown.Head.About, Source = shown.Head.Source } }, shown);
        }
    }

    private static void Check(string document, string text)
    {
        string markdown = Repository.Read(document);
        if (Environment.GetEnvironmentVariable("RNNGEN_UPDATE_DOCS") == "1")
            File.WriteAllText(Repository.PathOf(document), Markdown.WithRegion(markdown, "zoo", text));
        else
            Assert.Equal(text, Markdown.Region(markdown, "zoo"));
    }
}
