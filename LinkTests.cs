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
