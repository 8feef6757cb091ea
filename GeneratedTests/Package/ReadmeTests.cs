using System;
using System.Globalization;
using System.Linq;
using RnnGen.Tests.Documentation;
using Xunit;

namespace RnnGen.Tests.Package;

/// <summary>What the README promises a stranger in the first half minute.</summary>
[Collection(PackageTestGroup.Name)]
public sealed class ReadmeTests(PackedRnnGen packed)
{
    [Fact]
    public void The_first_example_runs_as_it_stands_and_learns()
    {
        Fence[] fences = [.. Markdown.Fences(Repository.Read("README.md"))];
        Fence example = fences.First(f => f.Language == "csharp");
        string[] shown = fences.First(f => f.Language == "text").Text.Split('\n');

        // The properties of "dotnet new console".
        string[] printed = packed.CreateProject(
            "Readme", "<ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>", ("Program.cs", example.Text)).Run().Split('\n');
        Assert.Equal(shown.Length, printed.Length);
        for (int i = 0; i < shown.Length; i++) Assert.Equal(shown[i].Split(": ")[0], printed[i].Split(": ")[0]);
        double[] errors = [.. printed.Where(line => line.StartsWith("step ", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture))];
        Assert.True(errors[^1] < 0.01, string.Join('\n', printed));
    }
}
