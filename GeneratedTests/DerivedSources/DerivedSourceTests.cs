using System;
using System.IO;
using System.Linq;
using Xunit;

namespace RnnGen.Tests.DerivedSources;

/// <summary>
/// Each algorithm of the vectors stands in one file; its siblings are written from it. With RNNGEN_UPDATE_VECTORS=1 they are written
/// anew instead of being compared.
/// </summary>
public sealed class DerivedSourceTests
{
    public static TheoryData<string> Paths => [.. DerivedSource.All.Select(source => source.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Is_what_is_written_from_its_source(string path)
    {
        string text = DerivedSource.All.Single(source => source.Path == path).Text();
        if (Environment.GetEnvironmentVariable("RNNGEN_UPDATE_VECTORS") == "1") File.WriteAllText(Repository.PathOf(path), text);
        else Assert.Equal(text, Repository.Read(path));
    }

    [Fact]
    public void Every_derived_file_has_a_source() => Assert.Equal(
        DerivedSource.All.Select(source => source.Path).Order(StringComparer.Ordinal),
        Repository.Files("Runtime/Numerics/Vectors/Derived", "*.cs"));
}
