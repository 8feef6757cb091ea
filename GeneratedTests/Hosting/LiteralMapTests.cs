using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using RnnGen.Hosting;
using Xunit;

namespace RnnGen.Tests.Hosting;

/// <summary>A literal's map must find the source text of every unit of its value. Values are checked against what Roslyn reads.</summary>
public sealed class LiteralMapTests
{
    [Theory]
    [InlineData("""
        "abc"
        """, "b", "b")]
    [InlineData("""
        "a\nb c"
        """, "b", "b")]
    [InlineData("""
        "a\nb"
        """, "\n", "\\n")]
    [InlineData("""
        "\u0041\x41B\U00000043d"
        """, "A", "\\u0041")]
    [InlineData("""
        "\x41G"
        """, "G", "G")]
    [InlineData("""
        "\x4AFFx"
        """, "x", "x")]
    [InlineData("""
        "\x041g"
        """, "Ag", "\\x041g")]
    [InlineData("""
        "z\U0001F600y"
        """, "y", "y")]
    [InlineData("""
        "q\"\\\0\a\b\e\f\r\t\v\'q2"
        """, "q2", "q2")]
    [InlineData("""
        @"say ""hi"" \n now"
        """, "now", "now")]
    [InlineData("""
        @"say ""hi"" \n now"
        """, "\"hi\"", "\"\"hi\"\"")]
    [InlineData("""""
        """"quoted """ inside""""
        """"", "inside", "inside")]
    public void Finds_the_source_of_a_part(string literal, string part, string expected)
    {
        SyntaxToken token = Token(literal);
        int start = token.ValueText.IndexOf(part, StringComparison.Ordinal);
        Assert.True(start >= 0);
        Assert.Equal(expected, SourceOf(token, start, part.Length));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Removes_the_indentation_of_raw_lines(string lineBreak)
    {
        string literal = string.Join(lineBreak, "\"\"\"  ", "    first: x", "", "  ", "        deeper y", "    last \"\" z", "    \"\"\"");
        SyntaxToken token = Token(literal);
        Assert.Equal(string.Join(lineBreak, "first: x", "", "", "    deeper y", "last \"\" z"), token.ValueText);
        AssertEveryUnit(token, t => t);
        Assert.Equal("x" + lineBreak + lineBreak + "  " + lineBreak + "        deeper", SourceOf(token, "first: x", "deeper"));
    }

    [Fact]
    public void Raw_lines_may_be_indented_by_tabs_and_need_no_indentation_at_all()
    {
        AssertEveryUnit(Token("\"\"\"\n\t\ta\n\t\t\tb\n\t\t\"\"\""), t => t);
        AssertEveryUnit(Token("\"\"\"\na\n\tb\n\"\"\""), t => t);
        AssertEveryUnit(Token("\"\"\"\n\n  \"\"\""), t => t);
    }

    [Fact]
    public void An_empty_span_stands_between_two_units_and_at_both_ends()
    {
        SyntaxToken token = Token("\"a\\nb\"");
        LiteralMap map = LiteralMap.Read(token.Text);
        Assert.Equal([1, 2, 4, 5], Enumerable.Range(0, 4).Select(i => map.ToSource(new TextSpan(i, 0)).Start));
        Assert.Equal(new TextSpan(1, 0), LiteralMap.Read("\"\"").ToSource(new TextSpan(0, 0)));
    }

    [Fact]
    public void A_span_beyond_the_value_ends_with_the_value()
    {
        LiteralMap map = LiteralMap.Read("\"abc\"");
        Assert.Equal(TextSpan.FromBounds(3, 4), map.ToSource(new TextSpan(2, 40)));
        Assert.Equal(new TextSpan(4, 0), map.ToSource(new TextSpan(40, 2)));
    }

    [Fact]
    public void Random_plain_literals_map_unit_by_unit()
    {
        var random = new Random(7);
        for (int round = 0; round < 300; round++)
        {
            var literal = new StringBuilder("\"");
            var sources = new List<string>();
            for (int i = random.Next(12); i >= 0; i--)
            {
                (string source, int units) = PlainPiece(random);
                literal.Append(source);
                for (int u = 0; u < units; u++) sources.Add(source);
            }

            SyntaxToken token = Token(literal.Append('"').ToString());
            Assert.Equal(sources.Count, token.ValueText.Length);
            Assert.Equal(sources, Enumerable.Range(0, sources.Count).Select(i => SourceOf(token, i, 1)));
        }
    }

    [Fact]
    public void Random_raw_literals_map_unit_by_unit()
    {
        var random = new Random(11);
        for (int round = 0; round < 300; round++)
        {
            string indentation = new(' ', random.Next(4));
            string lineBreak = random.Next(2) == 0 ? "\n" : "\r\n";
            var literal = new StringBuilder("\"\"\"" + lineBreak);
            for (int line = random.Next(5); line >= 0; line--)
                literal.Append(random.Next(4) == 0 ? "" : indentation + RawText(random)).Append(lineBreak);
            AssertEveryUnit(Token(literal.Append(indentation).Append("\"\"\"").ToString()), unit => unit);
        }
    }

    [Fact]
    public void Random_verbatim_literals_map_unit_by_unit()
    {
        var random = new Random(13);
        for (int round = 0; round < 300; round++)
        {
            string value = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => "\"\\ab\n "[random.Next(6)]));
            AssertEveryUnit(Token("@\"" + value.Replace("\"", "\"\"") + "\""), unit => unit == "\"" ? "\"\"" : unit);
        }
    }

    private static (string Source, int Units) PlainPiece(Random random) => random.Next(8) switch
    {
        0 => ("\\n", 1),
        1 => ("\\\"", 1),
        2 => ("\\\\", 1),
        3 => ($"\\u{random.Next(0xD800):X4}", 1),
        4 => ($"\\U{random.Next(0xD800):x8}", 1),
        5 => ($"\\U{random.Next(0x10000, 0x110000):X8}", 2),
        6 => ($"\\x{random.Next(0xD800):X4}", 1),
        _ => (((char)random.Next('g', 'z')).ToString(), 1),
    };

    private static string RawText(Random random) =>
        string.Concat(Enumerable.Range(0, 1 + random.Next(8)).Select(_ => "ab @'\\x\t"[random.Next(8)])) + "e";

    private static SyntaxToken Token(string literal)
    {
        SyntaxToken token = SyntaxFactory.ParseToken(literal);
        Assert.False(token.ContainsDiagnostics, literal);
        Assert.Equal(literal, token.Text);
        return token;
    }

    private static void AssertEveryUnit(SyntaxToken token, Func<string, string> spelling)
    {
        Assert.Equal(token.ValueText.Length, LiteralMap.Read(token.Text).Length);
        for (int i = 0; i < token.ValueText.Length; i++) Assert.Equal(spelling(token.ValueText[i].ToString()), SourceOf(token, i, 1));
    }

    private static string SourceOf(SyntaxToken token, int start, int length)
    {
        TextSpan span = LiteralMap.Read(token.Text).ToSource(new TextSpan(start, length));
        return token.Text.Substring(span.Start, span.Length);
    }

    private static string SourceOf(SyntaxToken token, string first, string last)
    {
        int start = token.ValueText.IndexOf(first, StringComparison.Ordinal) + first.Length - 1;
        int end = token.ValueText.IndexOf(last, StringComparison.Ordinal) + last.Length;
        return SourceOf(token, start, end - start);
    }
}
