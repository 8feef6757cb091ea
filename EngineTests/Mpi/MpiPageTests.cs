using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.RegularExpressions;
using RnnGen.Tests;
using RnnGen.Tests.Package;
using Xunit;

namespace RnnGen.EngineTests.Mpi;

/// <summary>
/// docs/mpi.md as a stranger follows it: the packages, packed and taken from a folder into an empty place, its program, its commands, and
/// what they print.
/// </summary>
public sealed partial class MpiPageTests : IDisposable
{
    private const string Version = "0.0.0-test";
    private readonly TestFolder _folder = new();

    private string Feed => _folder.File("feed");

    private string Packages => _folder.File("packages");

    private static string Page { get; } = Repository.Read("docs/mpi.md");

    /// <summary>Debug or Release: bin/Release/net10.0/ is where this runs.</summary>
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public void Dispose() => _folder.Dispose();

    [MpiFact]
    public void The_program_of_the_page_runs_on_ranks_from_the_packages()
    {
        // What was built with these tests, as it is.
        foreach (string package in (string[])["Runtime", "Mpi"])
        {
            DotnetCommand.Run(
                Repository.Root, Packages, exitCode: 0, "pack", package, "-c", Configuration, "--no-build", "-o", Feed,
                $"-p:PackageVersion={Version}", "-v", "quiet");
        }

        CheckContent();
        string project = WriteProject();
        DotnetCommand.Run(project, Packages, exitCode: 0, "build", "-c", "Release", "-o", "out", "-v", "quiet");
        string[] printed = [.. Commands().SelectMany(ranks => Run(project, ranks))];
        string[] expected = Block(Block(Page, "```sh\ndotnet build", after: true), "```text\n").Split('\n');
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

    private string WriteProject()
    {
        string folder = Directory.CreateDirectory(_folder.File("Ranks")).FullName;
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{Feed}" /></packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(folder, "Ranks.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="RnnGen.Mpi" Version="{Version}" />
                <PackageReference Include="RnnGen" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Block(Page, "```csharp\n"));
        return folder;
    }

    private void CheckContent()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Feed, $"RnnGen.Mpi.{Version}.nupkg"));
        Assert.Equal(
            ["lib/net10.0/RnnGen.Mpi.dll", "lib/net10.0/RnnGen.Mpi.xml", "mpi.md"],
            archive.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", StringComparison.Ordinal)
                || name.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        using var nuspec = new StreamReader(archive.Entries.Single(entry => entry.FullName == "RnnGen.Mpi.nuspec").Open());
        string[] dependencies = [.. Dependency().Matches(nuspec.ReadToEnd()).Select(match => match.Groups["id"].Value)];
        Assert.Equal(["RnnGen"], dependencies);
        using var readme = new StreamReader(archive.GetEntry("mpi.md")!.Open());
        Assert.DoesNotContain(".md)", readme.ReadToEnd(), StringComparison.Ordinal);
    }

    private static string Block(string page, string fence, bool after = false)
    {
        string rest = page[(page.IndexOf(fence, StringComparison.Ordinal) + fence.Length)..];
        return after ? rest : rest[..rest.IndexOf("\n```", StringComparison.Ordinal)];
    }

    private static string WithoutLoss(string line) => LossNumber().Replace(line, "");

    private static double? Loss(string line) =>
        LossNumber().Match(line) is { Success: true } match ? double.Parse(match.Groups["loss"].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^mpirun -n (?<ranks>\d) dotnet out/Ranks\.dll$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("<dependency id=\"(?<id>[^\"]+)\"")]
    private static partial Regex Dependency();

    [GeneratedRegex(@"(?<=loss )(?<loss>[\d.]+)$")]
    private static partial Regex LossNumber();
}
