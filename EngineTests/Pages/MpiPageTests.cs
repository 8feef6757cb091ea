using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using RnnGen.EngineTests.Mpi;
using RnnGen.Tests;
using Xunit;

namespace RnnGen.EngineTests.Pages;

/// <summary>
/// docs/mpi.md as a stranger follows it: the packages, packed and taken from a folder into an empty place, its program, its commands, and
/// what they print.
/// </summary>
[Collection(PageTests.Name)]
public sealed partial class MpiPageTests(PackedFeed feed)
{
    private static string Page { get; } = Repository.Read("docs/mpi.md");

    [MpiFact]
    public void The_program_of_the_page_runs_on_ranks_from_the_packages()
    {
        feed.Check("RnnGen.Mpi", "mpi.md", "RnnGen");
        string project = feed.Build("Ranks", "RnnGen.Mpi", PackedFeed.Block(Page, "```csharp\n"));
        string[] printed = [.. Commands().SelectMany(ranks => Run(project, ranks))];
        string behind = Page[Page.IndexOf("```sh\ndotnet build", StringComparison.Ordinal)..];
        string[] expected = PackedFeed.Block(behind, "```text\n").Split('\n');
        Assert.Equal(expected.Select(WithoutLoss), printed.Select(WithoutLoss));
        foreach ((string told, string found) in expected.Zip(printed))
            if (Loss(told) is { } loss) Assert.InRange(Loss(found)!.Value, 0.9 * loss, 1.1 * loss);
    }

    /// <summary>The numbers of ranks of the page's commands.</summary>
    private static IEnumerable<int> Commands() =>
        Command().Matches(Page).Select(match => int.Parse(match.Groups["ranks"].Value, CultureInfo.InvariantCulture));

    private static string[] Run(string project, int ranks)
    {
        MpirunResult result = Mpirun.Run(ranks, Path.Combine(project, "out", "Ranks.dll"), [], _ => { }, project);
        result.Succeed();
        return result.Output.TrimEnd('\n').Split('\n');
    }

    private static string WithoutLoss(string line) => LossNumber().Replace(line, "");

    private static double? Loss(string line) =>
        LossNumber().Match(line) is { Success: true } match ? double.Parse(match.Groups["loss"].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^mpirun -n (?<ranks>\d) dotnet out/Ranks\.dll$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"(?<=loss )(?<loss>[\d.]+)$")]
    private static partial Regex LossNumber();
}
