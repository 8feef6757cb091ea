using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace RnnGen.Tests.Package;

/// <summary>What stands in the package and what does not.</summary>
[Collection(PackageTestGroup.Name)]
public sealed class PackageContentTests(PackedRnnGen packed)
{
    [Fact]
    public void Holds_the_library_the_generator_and_what_goes_with_them_and_nothing_else()
    {
        using ZipArchive archive = ZipFile.OpenRead(packed.Nupkg);
        IEnumerable<string> files = archive.Entries.Select(e => e.FullName).Where(name => !IsOfTheFormat(name));
        Assert.Equal(
            [
                "README.md",
                "RnnGen.nuspec",
                "analyzers/dotnet/cs/RnnGen.CodeFixes.dll",
                "analyzers/dotnet/cs/RnnGen.Generator.dll",
                "build/net10.0/RnnGen.props",
                "build/net10.0/RnnGen.targets",
                "buildTransitive/net10.0/RnnGen.props",
                "buildTransitive/net10.0/RnnGen.targets",
                "icon.png",
                "lib/net10.0/RnnGen.dll",
                "lib/net10.0/RnnGen.xml",
                "schemas/cell.schema.json",
                "tools/netstandard2.0/RnnGen.BuildTasks.dll",
            ],
            files.Order(StringComparer.Ordinal));
    }

    /// <summary>The README tells people to copy it from there.</summary>
    [Fact]
    public void The_schema_is_where_a_property_says()
    {
        ConsumerProject project = packed.CreateProject("Schema", "", [("Program.cs", "")]);
        Assert.Equal(Repository.Read("Definitions/cell.schema.json"), File.ReadAllText(project.Property("RnnGenSchema")));
    }

    [Fact]
    public void Depends_on_nothing()
    {
        using ZipArchive archive = ZipFile.OpenRead(packed.Nupkg);
        using Stream nuspec = archive.GetEntry("RnnGen.nuspec")!.Open();
        XDocument document = XDocument.Load(nuspec);
        Assert.DoesNotContain(document.Descendants(), e => e.Name.LocalName == "dependency");
        Assert.Equal("net10.0", Single(document, "group").Attribute("targetFramework")!.Value);
        Assert.Equal("MIT", Single(document, "license").Value);
    }

    private static XElement Single(XDocument document, string name) => Assert.Single(document.Descendants(), e => e.Name.LocalName == name);

    private static bool IsOfTheFormat(string name) =>
        name is "[Content_Types].xml"
        || name.StartsWith("_rels/", StringComparison.Ordinal)
        || name.StartsWith("package/", StringComparison.Ordinal);
}
