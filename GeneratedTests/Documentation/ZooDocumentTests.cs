using System;
using System.IO;
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

    private static void Check(string document, string text)
    {
        string markdown = Repository.Read(document);
        if (Environment.GetEnvironmentVariable("RNNGEN_UPDATE_DOCS") == "1")
            File.WriteAllText(Repository.PathOf(document), Markdown.WithRegion(markdown, "zoo", text));
        else
            Assert.Equal(text, Markdown.Region(markdown, "zoo"));
    }
}
