using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using RnnGen.Tests;
using RnnGen.Tests.Package;
using Xunit;

namespace RnnGen.EngineTests.Pages;

/// <summary>The packages, packed into a folder from what was built with these tests, and empty places that take them from there.</summary>
public sealed partial class PackedFeed : IDisposable
{
    private const string Version = "0.0.0-test";

    private static readonly string[] s_packages = ["Runtime", "Mpi", "Orleans"];

    private readonly TestFolder _folder = new();

    public PackedFeed()
    {
        string packing = _folder.File("pack.proj");
        string projects = string.Join(';', s_packages.Select(name => Path.Combine(Repository.Root, name, $"{name}.csproj")));
        string properties = $"Configuration={Configuration};NoBuild=true;PackageOutputPath={Feed};PackageVersion={Version}";
        File.WriteAllText(packing, $"""
            <Project>
              <Target Name="Pack"><MSBuild Projects="{projects}" Targets="Pack" Properties="{properties}" /></Target>
            </Project>
            """);
        DotnetCommand.Run(Repository.Root, Packages, exitCode: 0, "msbuild", packing, "-t:Pack", "-v:quiet");
    }

    private string Feed => _folder.File("feed");

    private string Packages => _folder.File("packages");

    /// <summary>Debug or Release: bin/Release/net10.0/ is where this runs.</summary>
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>Where other packages are: what these tests were built from, so that no test downloads.</summary>
    private static string RestoredPackages { get; } = typeof(PackedFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RestoredPackages").Value!;

    public void Dispose() => _folder.Dispose();

    /// <summary>Fails where a package has other files or asks for other packages than it should.</summary>
    /// <param name="package">Its id, which is the name of its assembly too.</param>
    /// <param name="page">The page that it shows, in which links into the repository would lead nowhere.</param>
    /// <param name="dependencies">What it asks for.</param>
    public void Check(string package, string page, params string[] dependencies)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Feed, $"{package}.{Version}.nupkg"));
        Assert.Equal(
            [$"lib/net10.0/{package}.dll", $"lib/net10.0/{package}.xml", page],
            archive.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", StringComparison.Ordinal)
                || name.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        using var nuspec = new StreamReader(archive.Entries.Single(entry => entry.FullName == $"{package}.nuspec").Open());
        IEnumerable<string> asked = Dependency().Matches(nuspec.ReadToEnd()).Select(match => match.Groups["id"].Value);
        Assert.Equal(dependencies, asked.Order(StringComparer.Ordinal));
        using var readme = new StreamReader(archive.GetEntry(page)!.Open());
        Assert.DoesNotContain(".md)", readme.ReadToEnd(), StringComparison.Ordinal);
    }

    /// <summary>A new project with a program, built into its folder "out".</summary>
    /// <param name="name">Of the project.</param>
    /// <param name="package">What it has besides the core.</param>
    /// <param name="program">Program.cs.</param>
    /// <returns>The folder.</returns>
    public string Build(string name, string package, string program)
    {
        string folder = Directory.CreateDirectory(_folder.File(name)).FullName;
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><add key="restored" value="{RestoredPackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(folder, $"{name}.csproj"), $"""
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
                <PackageReference Include="{package}" Version="{Version}" />
                <PackageReference Include="RnnGen" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
        DotnetCommand.Run(folder, Packages, exitCode: 0, "build", "-c", "Release", "-o", "out", "-v", "quiet");
        return folder;
    }

    /// <summary>Runs what was built; gives back what it printed.</summary>
    public string Run(string folder, string assembly) => DotnetCommand.Run(folder, Packages, exitCode: 0, Path.Combine("out", assembly));

    /// <summary>The first block of a page behind a fence.</summary>
    public static string Block(string page, string fence)
    {
        string rest = page[(page.IndexOf(fence, StringComparison.Ordinal) + fence.Length)..];
        return rest[..rest.IndexOf("\n```", StringComparison.Ordinal)];
    }

    [GeneratedRegex("<dependency id=\"(?<id>[^\"]+)\"")]
    private static partial Regex Dependency();
}
