using System;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using RnnGen.Tests.Documentation;
using Xunit;

namespace RnnGen.Tests.Package;

/// <summary>What the README promises a stranger in the first half minute.</summary>
[Collection(PackageTestGroup.Name)]
public sealed class ReadmeTests(PackedRnnGen packed)
{
    /// <summary>The version that the first program names is the one that packing makes.</summary>
    private static string Version =>
        XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("Version").Single().Value;

    [Fact]
    public void The_first_example_runs_as_it_stands_and_learns()
    {
        Fence[] fences = [.. Markdown.Fences(Repository.Read("README.md"))];
        Fence example = fences.First(f => f.Language == "csharp");
        string[] shown = fences.First(f => f.Language == "text").Text.Split('\n');

        // To the letter, but for the packed version, the place of the clone, other sources, and the many packages of the native compiler.
        string[] words = fences.First(f => f.Language == "sh").Text.TrimEnd().Split(' ');
        Assert.Equal(["dotnet", "run"], words[..2]);
        ConsumerProject folder = packed.CreateFolder("Readme");
        folder.Write(words[^1], example.Text.Replace($"#:package RnnGen@{Version}\n", $"#:package RnnGen@{packed.Version}\n"));
        folder.Write("nuget.config", fences.First(f => f.Text.Contains("<packageSources>")).Text
            .Replace("/path/to/clone/packages", packed.Feed)
            .Replace("<packageSources>", "<packageSources><clear />"));
        folder.Write("Directory.Build.props", "<Project><PropertyGroup><PublishAot>false</PublishAot></PropertyGroup></Project>");
        folder.Write("Below/other.cell.yaml", "class: Not.Asked.For\n");
        string[] printed = folder.Command(0, words[1..]).Split('\n');
        Assert.Equal(shown.Length, printed.Length);
        for (int i = 0; i < shown.Length; i++) Assert.Equal(shown[i].Split(": ")[0], printed[i].Split(": ")[0]);
        double[] errors = [.. printed.Where(line => line.StartsWith("step ", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture))];
        Assert.True(errors[^1] < 0.01, string.Join('\n', printed));
    }
}
