using System;
using System.IO;
using System.Linq;
using Xunit;

namespace RnnGen.Tests.Documentation;

public sealed class LinkTests
{
    public static TheoryData<string> Documents => [.. Markdown.Documents];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_within_the_repository_lead_somewhere(string document)
    {
        string folder = Path.GetDirectoryName(Repository.PathOf(document))!;
        string[] dead =
        [
            .. Markdown.Links(Repository.Read(document))
                .Where(link => !link.Contains("://", StringComparison.Ordinal))
                .Select(link => link.Split('#')[0])
                .Where(path => path.Length > 0 && !Path.Exists(Path.Combine(folder, path))),
        ];
        Assert.Empty(dead);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_to_a_heading_find_it(string document)
    {
        string[] dead =
        [
            .. Markdown.Links(Repository.Read(document))
                .Where(link => !link.Contains("://", StringComparison.Ordinal) && link.Contains('#', StringComparison.Ordinal))
                .Where(link => !Leads(link.Split('#')[0], link.Split('#')[1])),
        ];
        Assert.Empty(dead);

        bool Leads(string path, string heading)
        {
            string target = Path.Combine(Path.GetDirectoryName(Repository.PathOf(document))!, path);
            return Markdown.Anchors(path.Length == 0 ? Repository.Read(document) : File.ReadAllText(target)).Contains(heading);
        }
    }

    [Fact]
    public void Every_document_is_reached_from_the_readme_or_the_index_of_its_folder()
    {
        string[] linked =
        [
            .. Markdown.Documents.SelectMany(document => Markdown.Links(Repository.Read(document))
                .Where(link => !link.Contains("://", StringComparison.Ordinal))
                .Select(link => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.PathOf(document))!, link.Split('#')[0])))),
        ];
        Assert.All(Markdown.Documents.Where(d => d != "README.md"), document => Assert.Contains(Repository.PathOf(document), linked));
    }
}
