using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Syntax;

/// <summary>Every character that the table of look-alikes knows, and every one that it computes.</summary>
public class LookAlikeTests
{
    public static IReadOnlyList<string> Known { get; } =
    [
        .. Enumerable.Range(0x80, 0x1D800 - 0x80).Where(code => code is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32)
            .Where(character => LookAlikes.At(character, 0) is not null),
    ];

    [Fact]
    public void EachIsReportedOnceAtItsFirstPlace()
    {
        Assert.InRange(Known.Count, 1200, 1500);
        Assert.All(Known, character =>
        {
            string equations = $"  h = x {character} h' {character} 2\n  g = {character}\n";
            string text = "inputs: { x: 3 }\nstates: { h: 3 }\nequations: |\n" + equations;
            CellDiagnostic found = Assert.Single(FrontEnd.Read(Request.InPlace(text)).Diagnostics);
            Assert.Equal(Rules.LookAlike, found.Rule);
            Assert.Equal(text.IndexOf(character, System.StringComparison.Ordinal), ((DiagnosticPlace.Definition)found.Place).Span.Start);
        });
    }

    /// <summary>What is to be written is ASCII, but for the dots that stand for something.</summary>
    [Fact]
    public void WhatIsWrittenInsteadIsAscii() => Assert.All(Known, character =>
        Assert.All(LookAlikes.At(character, 0)!.Instead, letter => Assert.True(letter is < '\u007F' or '…')));

    /// <summary>Alphabets in the order of ASCII begin and end where they should.</summary>
    [Theory]
    [InlineData("\uFF21", "'A'")]
    [InlineData("\uFF5A", "'z'")]
    [InlineData("\uFF10", "'0'")]
    [InlineData("\uFF07", "\"'\"")]
    [InlineData("\u2089", "'9'")]
    [InlineData("\U0001D400", "'A'")]
    [InlineData("\U0001D467", "'z'")]
    [InlineData("\U0001D7CE", "'0'")]
    [InlineData("\U0001D7FF", "'9'")]
    [InlineData("\u03B1", "'alpha'")]
    [InlineData("\u03C9", "'omega'")]
    [InlineData("\u0391", "'Alpha'")]
    [InlineData("\u03A9", "'Omega'")]
    [InlineData("\u0430", "'a'")]
    [InlineData("\u0425", "'X'")]
    public void AlphabetsAreInOrder(string character, string instead) => Assert.Equal(instead, LookAlikes.At(character, 0)!.Instead);
}
