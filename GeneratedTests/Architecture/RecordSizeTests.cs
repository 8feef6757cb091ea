using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace RnnGen.Tests.Architecture;

/// <summary>What has more members by position than one can keep apart has groups with names.</summary>
public sealed class RecordSizeTests
{
    private const int MostMembers = 9;

    [Theory]
    [InlineData("Generator")]
    [InlineData("Tool")]
    [InlineData("Formats")]
    [InlineData("Runtime")]
    public void No_record_has_more_members_by_position(string folder)
    {
        IEnumerable<string> large =
            from file in Repository.Files(folder, "*.cs")
            from record in CSharpSyntaxTree.ParseText(Repository.Read(file)).GetRoot().DescendantNodes().OfType<RecordDeclarationSyntax>()
            let members = record.ParameterList?.Parameters.Count ?? 0
            where members > MostMembers
            select $"{file}: {record.Identifier} has {members}";
        Assert.Equal("", string.Join("\n", large));
    }
}
