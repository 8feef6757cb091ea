using System;
using System.Linq;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace RnnGen.Tests.Architecture;

/// <summary>What the generator must not use, the build of the generator tells (RS0030); a misspelled row would ban nothing.</summary>
public sealed class BannedSymbolTests
{
    [Fact]
    public void Every_row_bans_something_and_says_why()
    {
        string[] rows = Repository.Read("Generator/BannedSymbols.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        CSharpCompilation framework = CSharpCompilation.Create("Framework", references: Net100.References.All);
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            string[] parts = row.Split(';', 2);
            Assert.NotEmpty(DocumentationCommentId.GetSymbolsForDeclarationId(parts[0], framework));
            Assert.NotEqual("", parts[1].Trim());
        });
    }
}
