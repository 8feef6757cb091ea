using System;
using System.Linq;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;
using RnnGen.Compiler.Yaml;
using Xunit;

namespace RnnGen.Tests.Syntax;

/// <summary>The grammar, production by production: trees are shown with all their parentheses.</summary>
public class ParserTests
{
    private static CellSyntax Parse(string equations)
    {
        var diagnostics = new DiagnosticBag();
        string text = "equations: |\n" + string.Concat(equations.Split('\n').Select(line => $"  {line}\n"));
        CellSyntax syntax = CellParser.Parse(DefinitionReader.Read(text, diagnostics)!, diagnostics);
        Assert.Empty(diagnostics.Items.Select(item => item.Message));
        return syntax;
    }

    private static string Show(string expression) => Show(Assert.Single(Parse("y = " + expression).Equations).Value);

    private static string Show(ExpressionSyntax expression) => expression switch
    {
        ExpressionSyntax.Number number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ExpressionSyntax.Name name => name.Identifier + (name.IsPrevious ? "'" : ""),
        ExpressionSyntax.Negate negate => $"(-{Show(negate.Operand)})",
        ExpressionSyntax.Binary binary => $"({Show(binary.Left)} {binary.Symbol} {Show(binary.Right)})",
        ExpressionSyntax.Comparison comparison => $"({Show(comparison.Left)} {comparison.Symbol} {Show(comparison.Right)})",
        ExpressionSyntax.Call call => $"{call.Function}({string.Join(", ", call.Arguments.Select(Show))})",
        ExpressionSyntax.Join join => $"[{string.Join("; ", join.Items.Select(Show))}]",
        ExpressionSyntax.Slice { End: null } slice => $"{Show(slice.Operand)}[{Show(slice.Start)}]",
        ExpressionSyntax.Slice slice => $"{Show(slice.Operand)}[{Show(slice.Start)}..{Show(slice.End!)}]",
        _ => throw new InvalidOperationException(expression.ToString()),
    };

    private static string Show(SizeSyntax size) => size switch
    {
        SizeSyntax.Integer integer => integer.Digits,
        SizeSyntax.Name name => name.Identifier,
        SizeSyntax.Binary binary => $"({Show(binary.Left)} {binary.Symbol} {Show(binary.Right)})",
        _ => throw new InvalidOperationException(size.ToString()),
    };

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a'", "a'")]
    [InlineData("_a1_B", "_a1_B")]
    [InlineData("12", "12")]
    [InlineData("0.5", "0.5")]
    [InlineData(".5", "0.5")]
    [InlineData("1e-3", "0.001")]
    [InlineData("2.5E+2", "250")]
    [InlineData("1e3", "1000")]
    [InlineData("(a)", "a")]
    [InlineData("((a'))", "a'")]
    [InlineData("f(a)", "f(a)")]
    [InlineData("f (a, b , c)", "f(a, b, c)")]
    [InlineData("[a]", "[a]")]
    [InlineData("[h'; x; 1]", "[h'; x; 1]")]
    [InlineData("[a + b; f(c)]", "[(a + b); f(c)]")]
    public void Primary(string expression, string tree) => Assert.Equal(tree, Show(expression));

    [Theory]
    [InlineData("a + b + c", "((a + b) + c)")]
    [InlineData("a - b - c", "((a - b) - c)")]
    [InlineData("a - b + c", "((a - b) + c)")]
    [InlineData("a - (b - c)", "(a - (b - c))")]
    [InlineData("a * b / c * d", "(((a * b) / c) * d)")]
    [InlineData("a + b * c - d / e", "((a + (b * c)) - (d / e))")]
    [InlineData("(a + b) * c", "((a + b) * c)")]
    public void SumsAndProducts(string expression, string tree) => Assert.Equal(tree, Show(expression));

    [Theory]
    [InlineData("-a", "(-a)")]
    [InlineData("--a", "(-(-a))")]
    [InlineData("a - -b", "(a - (-b))")]
    [InlineData("a * -b", "(a * (-b))")]
    [InlineData("-a * b", "((-a) * b)")]
    [InlineData("-W @ x", "(-(W @ x))")]
    [InlineData("(-W) @ x", "((-W) @ x)")]
    [InlineData("1-a", "(1 - a)")]
    [InlineData("-1e-3", "(-0.001)")]
    public void Negation(string expression, string tree) => Assert.Equal(tree, Show(expression));

    [Theory]
    [InlineData("W @ x", "(W @ x)")]
    [InlineData("A @ B @ x", "((A @ B) @ x)")]
    [InlineData("r * U @ h'", "(r * (U @ h'))")]
    [InlineData("U @ h' * r", "((U @ h') * r)")]
    [InlineData("C' @ q / max(abs(n @ q), exp(-m))", "((C' @ q) / max(abs((n @ q)), exp((-m))))")]
    [InlineData("W @ [h'; x] + b", "((W @ [h'; x]) + b)")]
    public void MatrixProducts(string expression, string tree) => Assert.Equal(tree, Show(expression));

    [Theory]
    [InlineData("z[0..hidden]", "z[0..hidden]")]
    [InlineData("z[hidden..2*hidden]", "z[hidden..(2 * hidden)]")]
    [InlineData("z[a + b*c - (d + 1)/2 .. e]", "z[((a + (b * c)) - ((d + 1) / 2))..e]")]
    [InlineData("z[3]", "z[3]")]
    [InlineData("z[0..4][1]", "z[0..4][1]")]
    [InlineData("[h'; x] [0..2]", "[h'; x][0..2]")]
    [InlineData("(W @ x)[1..n]", "(W @ x)[1..n]")]
    [InlineData("W @ x[0..2]", "(W @ x[0..2])")]
    [InlineData("h'[0]", "h'[0]")]
    [InlineData("f(x)[0]", "f(x)[0]")]
    public void Slices(string expression, string tree) => Assert.Equal(tree, Show(expression));

    [Theory]
    [InlineData("<")]
    [InlineData(">")]
    [InlineData("<=")]
    [InlineData(">=")]
    [InlineData("==")]
    [InlineData("!=")]
    public void Comparisons(string symbol)
    {
        Assert.Equal($"where(((a + 1) {symbol} (b * c)), x, y)", Show($"where(a + 1 {symbol} b * c, x, y)"));
        Assert.Equal($"where((a {symbol} (-b)), x, y)", Show($"where((a{symbol}-b), x, y)"));
    }

    [Fact]
    public void EquationsEndWithTheirLine()
    {
        CellSyntax syntax = Parse("a = 1\n\nb = 2   # the second\n# none\nf, g, h = split(z, 3)");
        Assert.Equal(["a = 1", "b = 2", "f, g, h = split(z, 3)"], syntax.Equations.Select(equation => equation.Text));
        Assert.Equal(["f", "g", "h"], syntax.Equations[2].Targets.Select(target => target.Name));
    }

    [Fact]
    public void BracketsJoinLines()
    {
        CellSyntax syntax = Parse("f = tanh(  # of all\n      W @ [h';\n  x]\n    + b)\ng = z[0\n .. 2]");
        Assert.Equal(["f = tanh( W @ [h'; x] + b)", "g = z[0 .. 2]"], syntax.Equations.Select(equation => equation.Text));
    }

    [Fact]
    public void SpansCoverWhatIsWritten()
    {
        const string Text = "equations:\n  - h = f * ( tanh(c) ) + z[0..n]\n  - \"g =\\tW \\u0040 x\"\n";
        var diagnostics = new DiagnosticBag();
        CellSyntax syntax = CellParser.Parse(DefinitionReader.Read(Text, diagnostics)!, diagnostics);
        string At(TextSpan span) => Text.Substring(span.Start, span.Length);

        var sum = Assert.IsType<ExpressionSyntax.Binary>(syntax.Equations[0].Value);
        Assert.Equal("f * ( tanh(c) ) + z[0..n]", At(sum.Span));
        Assert.Equal("+", At(sum.Operator));
        Assert.Equal("z[0..n]", At(sum.Right.Span));
        var product = Assert.IsType<ExpressionSyntax.Binary>(sum.Left);
        Assert.Equal("( tanh(c) )", At(product.Right.Span));
        Assert.Equal("tanh", At(Assert.IsType<ExpressionSyntax.Call>(product.Right).FunctionSpan));

        var escaped = Assert.IsType<ExpressionSyntax.Binary>(syntax.Equations[1].Value);
        Assert.Equal("W \\u0040 x", At(escaped.Span));
        Assert.Equal("\\u0040", At(escaped.Operator));
        Assert.Equal("g", At(syntax.Equations[1].Targets[0].Span));
    }

    [Fact]
    public void AnOutputMaySpanTheLinesOfABlock()
    {
        var diagnostics = new DiagnosticBag();
        const string Text = "outputs:\n  y: |\n\n    a + (b\n    - c)\n";
        CellSyntax syntax = CellParser.Parse(DefinitionReader.Read(Text, diagnostics)!, diagnostics);
        Assert.Empty(diagnostics.Items);
        Assert.Equal("y = a + (b - c)", Assert.Single(syntax.Outputs).Text);
    }
}
