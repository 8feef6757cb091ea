using RnnGen.Tests;
using Xunit;

namespace RnnGen.EngineTests.Pages;

/// <summary>docs/orleans.md as a stranger follows it: the packages in an empty place, its program, and what that prints.</summary>
[Collection(PageTests.Name)]
public sealed class OrleansPageTests(PackedFeed feed)
{
    private static string Page { get; } = Repository.Read("docs/orleans.md");

    [Fact]
    public void The_program_of_the_page_runs_from_the_packages()
    {
        feed.Check("RnnGen.Orleans", "orleans.md", "Microsoft.Orleans.Server", "RnnGen");
        string project = feed.Build("Listener", "RnnGen.Orleans", PackedFeed.Block(Page, "```csharp\n"));
        Assert.Equal(PackedFeed.Block(Page, "```text\n"), feed.Run(project, "Listener.dll").TrimEnd('\n'));
    }
}
