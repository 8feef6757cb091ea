using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using RnnGen.EngineTests.Mpi;
using RnnGen.Tests;
using RnnGen.Tests.Package;
using Xunit;

namespace RnnGen.EngineTests.Orleans;

/// <summary>docs/orleans.md as a stranger follows it: the packages in an empty place, its program, and what that prints.</summary>
public sealed partial class OrleansPageTests : IDisposable
{
    private const string Version = "0.0.0-test";
    private readonly TestFolder _folder = new();

    private string Feed => _folder.File("feed");

    private string Packages => _folder.File("packages");

    private static string Page { get; } = Repository.Read("docs/orleans.md");

    /// <summary>Debug or Release: bin/Release/net10.0/ is where this runs.</summary>
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>Where Orleans itself is: what these tests were built from, so that no test downloads.</summary>
    private static string RestoredPackages { get; } = typeof(OrleansPageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RestoredPackages").Value!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_program_of_the_page_runs_from_the_packages()
    {
        // What was built with these tests, as it is.
        foreach (string package in (string[])["Runtime", "Orleans"])
        {
            DotnetCommand.Run(
                Repository.Root, Packages, exitCode: 0, "pack", package, "-c", Configuration, "--no-build", "-o", Feed,
                $"-p:PackageVersion={Version}", "-v", "quiet");
        }

        CheckContent();
        string project = WriteProject();
        DotnetCommand.Run(project, Packages, exitCode: 0, "build", "-c", "Release", "-o", "out", "-v", "quiet");
        string printed = DotnetCommand.Run(project, Packages, exitCode: 0, Path.Combine("out", "Listener.dll"));
        Assert.Equal(Block(Page, "```text\n"), printed.TrimEnd('\n'));
    }

    private string WriteProject()
    {
        string folder = Directory.CreateDirectory(_folder.File("Listener")).FullName;
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><add key="restored" value="{RestoredPackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(folder, "Listener.csproj"), $"""
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
                <PackageReference Include="RnnGen.Orleans" Version="{Version}" />
                <PackageReference Include="RnnGen" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Block(Page, "```csharp\n"));
        return folder;
    }

    private void CheckContent()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Feed, $"RnnGen.Orleans.{Version}.nupkg"));
        Assert.Equal(
            ["lib/net10.0/RnnGen.Orleans.dll", "lib/net10.0/RnnGen.Orleans.xml", "orleans.md"],
            archive.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", StringComparison.Ordinal)
                || name.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        using var nuspec = new StreamReader(archive.Entries.Single(entry => entry.FullName == "RnnGen.Orleans.nuspec").Open());
        string[] dependencies = [.. Dependency().Matches(nuspec.ReadToEnd()).Select(match => match.Groups["id"].Value)];
        Assert.Equal(["Microsoft.Orleans.Server", "RnnGen"], dependencies.Order(StringComparer.Ordinal));
        using var readme = new StreamReader(archive.GetEntry("orleans.md")!.Open());
        Assert.DoesNotContain(".md)", readme.ReadToEnd(), StringComparison.Ordinal);
    }

    private static string Block(string page, string fence)
    {
        string rest = page[(page.IndexOf(fence, StringComparison.Ordinal) + fence.Length)..];
        return rest[..rest.IndexOf("\n```", StringComparison.Ordinal)];
    }

    [GeneratedRegex("<dependency id=\"(?<id>[^\"]+)\"")]
    private static partial Regex Dependency();
}
