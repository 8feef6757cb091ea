using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;
using RnnGen.Tests.Documentation;
using Xunit;

namespace RnnGen.Tests.Package;

/// <summary>What a gallery shows of the package, and what the package must not tell about the machine that made it.</summary>
[Collection(PackageTestGroup.Name)]
public sealed class PublicationTests(PackedRnnGen packed)
{
    private const string Site = "https://github.com/somebody/something";

    public static TheoryData<string> Assemblies =>
    [
        "lib/net10.0/RnnGen.dll", "analyzers/dotnet/cs/RnnGen.Generator.dll", "analyzers/dotnet/cs/RnnGen.CodeFixes.dll",
        "tools/netstandard2.0/RnnGen.BuildTasks.dll",
    ];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_assembly_names_a_folder_of_the_machine(string assembly)
    {
        byte[] bytes = Read(assembly);
        string[] folders = [Repository.Root, Path.GetDirectoryName(Path.GetDirectoryName(packed.Nupkg))!];
        foreach (string folder in folders)
            foreach (Encoding encoding in new[] { Encoding.UTF8, Encoding.Unicode })
                Assert.Equal(-1, bytes.AsSpan().IndexOf(encoding.GetBytes(folder)));

        using var reader = new PEReader(new MemoryStream(bytes));
        DebugDirectoryEntry[] entries = [.. reader.ReadDebugDirectory()];
        DebugDirectoryEntry code = Assert.Single(entries, e => e.Type == DebugDirectoryEntryType.CodeView);
        Assert.Equal(Path.GetFileNameWithoutExtension(assembly) + ".pdb", reader.ReadCodeViewDebugDirectoryData(code).Path);
        DebugDirectoryEntry symbols = Assert.Single(entries, e => e.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using MetadataReaderProvider pdb = reader.ReadEmbeddedPortablePdbDebugDirectoryData(symbols);
        MetadataReader metadata = pdb.GetMetadataReader();
        string[] sources = [.. metadata.Documents.Select(handle => metadata.GetString(metadata.GetDocument(handle).Name))];
        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.StartsWith("/_/", source, StringComparison.Ordinal));
    }

    [Fact]
    public void The_nuspec_tells_the_version_s_notes_and_no_invented_address()
    {
        XDocument nuspec = XDocument.Parse(Encoding.UTF8.GetString(Read("RnnGen.nuspec")).TrimStart('\uFEFF'));
        string Value(string name) => Assert.Single(nuspec.Descendants(), e => e.Name.LocalName == name).Value;
        Assert.Equal("icon.png", Value("icon"));
        Assert.Equal("README.md", Value("readme"));
        // The version of the tests is not in the changelog: then the newest section counts.
        string newest = Repository.Read("CHANGELOG.md").Split("\n## ")[1];
        Assert.Equal(newest[(newest.IndexOf('\n') + 1)..].Trim(), Value("releaseNotes").ReplaceLineEndings("\n"));
        Assert.DoesNotContain(nuspec.Descendants(), e => e.Name.LocalName == "projectUrl");
        Assert.DoesNotContain(nuspec.Descendants(), e => e.Name.LocalName == "repository" && e.Attribute("url") is not null);
    }

    [Fact]
    public void The_icon_is_small() => Assert.InRange(Read("icon.png").Length, 500, 10_000);

    [Fact]
    public void Without_a_repository_the_readme_has_no_links_into_one()
    {
        string readme = Encoding.UTF8.GetString(Read("README.md"));
        Assert.All(Markdown.Links(readme), link => Assert.True(IsElsewhere(link) || link.StartsWith('#'), link));
        // The text stays, links or not.
        Assert.Equal(Fenced("README.md"), Markdown.Fences(readme).Select(fence => fence.Text));
        Assert.Contains("Getting started: ", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_repository_the_readme_leads_to_its_site()
    {
        string folder = Directory.CreateTempSubdirectory("rnngen-readme-").FullName + "/";
        try
        {
            DotnetCommand.Run(
                Repository.Root, PackedRnnGen.MachinePackages, exitCode: 0,
                "msbuild", "Runtime", "-t:WritePackageReadme", $"-p:PackageTextFolder={folder}", $"-p:RepositoryUrl={Site}",
                "-p:Version=3.2.1");
            string readme = File.ReadAllText(folder + "README.md");
            Assert.All(Markdown.Links(readme), link => Assert.True(IsElsewhere(link) || link.StartsWith('#'), link));
            Assert.Contains($"]({Site}/blob/v3.2.1/docs/zoo.md#gru)", readme, StringComparison.Ordinal);
            Assert.Contains("](https://raw.githubusercontent.com/somebody/something/v3.2.1/docs/", readme, StringComparison.Ordinal);
            string[] there = [.. Markdown.Links(Repository.Read("README.md")).Where(link => !IsElsewhere(link) && !link.StartsWith('#'))];
            Assert.All(there, link => Assert.Contains($"/v3.2.1/{link})", readme, StringComparison.Ordinal));
            Assert.Equal(Fenced("README.md"), Markdown.Fences(readme).Select(fence => fence.Text));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Fenced(string document) => Markdown.Fences(Repository.Read(document)).Select(fence => fence.Text);

    private static bool IsElsewhere(string link) => link.StartsWith("https://", StringComparison.Ordinal);

    private byte[] Read(string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(packed.Nupkg);
        using Stream entry = archive.GetEntry(name)!.Open();
        using var memory = new MemoryStream();
        entry.CopyTo(memory);
        return memory.ToArray();
    }
}
