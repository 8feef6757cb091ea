using System;
using System.IO;
using System.Linq;
using Xunit;

namespace RnnGen.Tests.Package;

/// <summary>
/// Packs the runtime once for all tests of the package, into a folder of its own, under a version of its own; makes projects that use it
/// with a package cache of their own. What the package lacks, those projects lack.
/// </summary>
public sealed class PackedRnnGen : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rnngen-").FullName;

    public PackedRnnGen()
    {
        Version = $"0.0.0-test.{Environment.ProcessId}";
        try
        {
            Nupkg = Pack();
        }
        catch
        {
            Dispose(); // nobody else would
            throw;
        }
    }

    public string Version { get; }

    /// <summary>The path of the one file that packing made.</summary>
    public string Nupkg { get; }

    /// <summary>The folder of the packed file, as a source of packages.</summary>
    public string Feed => Path.Combine(_folder, "feed");

    /// <summary>Packing restores this repository's own dependencies, for which the machine's cache serves.</summary>
    internal static string MachinePackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Debug or Release: bin/Release/net10.0/ is where this runs.</summary>
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private string Pack()
    {
        Directory.CreateDirectory(Feed);
        string[] what = Configuration == "Release"
            ? ["--no-build", $"-p:PackageVersion={Version}"] // what was built with these tests, as it is
            : ["--artifacts-path", Path.Combine(_folder, "artifacts"), $"-p:Version={Version}", "-p:RunAnalyzers=false"];
        DotnetCommand.Run(
            Repository.Root, MachinePackages, exitCode: 0, ["pack", "Runtime", "-c", "Release", "-o", Feed, "-v", "quiet", .. what]);
        return Directory.GetFiles(Feed).Single();
    }

    /// <summary>A new project of the given files that references the package.</summary>
    internal ConsumerProject CreateProject(string name, string properties, params (string Path, string Text)[] files)
    {
        ConsumerProject project = CreateFolder(name);
        project.Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="packed">
                  <package pattern="RnnGen" />
                </packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        project.Write(name + ".csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <UseAppHost>false</UseAppHost>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="RnnGen" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        foreach ((string path, string text) in files) project.Write(path, text);
        return project;
    }

    /// <summary>A new folder with nothing in it.</summary>
    internal ConsumerProject CreateFolder(string name) => new(Path.Combine(_folder, name), Path.Combine(_folder, "packages"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

/// <summary>The tests of the package share one packing.</summary>
[CollectionDefinition(Name)]
public sealed class PackageTestGroup : ICollectionFixture<PackedRnnGen>
{
    public const string Name = "Package";
}
