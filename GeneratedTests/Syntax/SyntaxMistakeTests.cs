using System.Linq;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Syntax;

public class SyntaxMistakeTests
{
    [Theory]
    [InlineData("h = W @ x + b ⟦$⟧", "RNN070 '$' has no meaning in an expression.")]
    [InlineData("h = W @ x + b + ⟦😀⟧", "RNN070 '😀' has no meaning in an expression.")]
    [InlineData("h = 1 ⟦.⟧", "RNN070 '.' has no meaning in an expression.")]
    [InlineData("h = ⟦!⟧x", "RNN070 '!' has no meaning in an expression.")]
    [InlineData("h = W @ x + b⟦:⟧ x", "RNN071 Expected an operator or the end of the line, found ':'.")]
    [InlineData("h = W @ x + b⟦)⟧", "RNN071 Expected an operator or the end of the line, found ')'.")]
    [InlineData("h = b ⟦'⟧", "RNN071 Expected an operator or the end of the line, found \"'\".")]
    [InlineData("h = W @ ⟦-⟧x", "RNN071 Expected a value or '(' behind '@', found '-'.")]
    [InlineData("h = W ⟦x⟧ + b",
        "RNN096 An operator is missing between 'W' and 'x': '@' is the product of matrices and vectors, '*' that of elements.")]
    [InlineData("h = ⟦*⟧ b", "RNN071 Expected a value, found '*'.")]
    [InlineData("h = W +⟦⟧  # more\nf = x", "RNN071 Expected a value, found the end of the line.")]
    [InlineData("h = tanh(⟦)⟧", "RNN071 Expected a value, found ')'.")]
    [InlineData("h = [x ⟦,⟧ b]", "RNN071 Expected ';' or ']', found ','.")]
    [InlineData("h = min(x ⟦;⟧ b)", "RNN071 Expected ',' or ')', found ';'.")]
    [InlineData("h = (x ⟦]⟧", "RNN071 Expected ')', found ']'.")]
    [InlineData("h = x[1 ⟦@⟧ 2]", "RNN071 Expected '..' or ']', found '@'.")]
    [InlineData("h = x[1..2 ⟦..⟧ 3]", "RNN071 Expected ']', found '..'.")]
    [InlineData("h = x[⟦0.5⟧]", "RNN071 Expected a size, found '0.5'.")]
    [InlineData("h = x[(1⟦]⟧", "RNN071 Expected ')', found ']'.")]
    [InlineData("h ⟦==⟧ b", "RNN071 Expected '=', found '=='.")]
    [InlineData("h ⟦sigmoid⟧(b)", "RNN071 Expected '=', found 'sigmoid'.")]
    [InlineData("⟦=⟧ b", "RNN071 Expected a name, found '='.")]
    [InlineData("f, ⟦=⟧ b", "RNN071 Expected a name, found '='.")]
    [InlineData("f, ⟦3⟧ = b", "RNN071 Expected a name, found '3'.")]
    [InlineData("⟦+⟧ b", "RNN071 Expected an equation such as 'h = tanh(x)', found '+'.")]
    [InlineData("h⟦'⟧ = b", "RNN071 Expected '=' (an equation assigns 'h' of this time step), found \"'\".")]
    [InlineData("h = ⟦(⟧W @ x + b", "RNN072 This '(' is not closed.")]
    [InlineData("h = tanh(W @ ⟦[⟧x + b", "RNN072 This '[' is not closed.")]
    [InlineData("h = x⟦[⟧1..2", "RNN072 This '[' is not closed.")]
    [InlineData("h = W @ x ⟦^⟧ 2", "RNN073 '^' is reserved and has no meaning yet: write a power as a product.")]
    [InlineData("h = x[0⟦:⟧2]", "RNN073 ':' inside brackets is reserved and has no meaning yet: a slice is written 'z[start..end]'.")]
    [InlineData("h = x ⟦:⟧ b", "RNN071 Expected an operator or the end of the line, found ':'.")]
    [InlineData("h = ⟦2x⟧ + b",
        "RNN073 A name that starts with a digit, such as '2x', is reserved and has no meaning yet: a product is written with '*'.")]
    [InlineData("h = ⟦.5x⟧ + b",
        "RNN073 A name that starts with a digit, such as '.5x', is reserved and has no meaning yet: a product is written with '*'.")]
    [InlineData("h = b + ⟦h''⟧",
        "RNN073 \"h''\" is reserved and has no meaning yet: keep the value of two steps before in a state of its own.")]
    [InlineData("h = where(x < b ⟦<⟧ 3, x, b)", "RNN074 A comparison has two sides: nest 'where' to compare more.")]
    [InlineData("h = b + ⟦1e999⟧", "RNN079 '1e999' is too large.")]
    [InlineData("h = W @ x + b * ⟦1e39⟧", "RNN085 '1e39' is out of the range of float, about 1E-45 to 3E+38: it becomes infinity. "
        + "Cells of double reach to 1E+308.")]
    [InlineData("h = W ⟦=⟧ b", "RNN082 '=' assigns the value of an equation to its name; equality is '=='.")]
    [InlineData("h = where(x ⟦=⟧ 0, x, b)", "RNN082 '=' assigns the value of an equation to its name; equality is '=='.")]
    public void ReportsAtTheToken(string equations, string message) => Mistakes.ExpectInEquations(equations, message);

    [Fact]
    public void ReportsEveryBrokenEquation() => Mistakes.ExpectInEquations(
        """
        f = tanh(⟦)⟧
        g = (f + ⟦*⟧ 2
            + 3)
        h = W @ x + b ⟦)⟧
        """,
        "RNN071 Expected a value, found ')'.",
        "RNN071 Expected a value, found '*'.",
        "RNN071 Expected an operator or the end of the line, found ')'.");

    [Fact]
    public void AnUnclosedBracketEndsBeforeTheNextEquation() => Mistakes.ExpectInEquations(
        """
        f = tanh⟦(⟧W @ x + b
        g, h = split⟦(⟧f, 2
        """,
        "RNN072 This '(' is not closed.",
        "RNN072 This '(' is not closed.");

    [Fact]
    public void SaysNothingOfWhatABrokenEquationMayHaveMeant() =>
        Mistakes.ExpectInEquations("⟦+⟧ 3\nh = f + W @ x + b", "RNN071 Expected an equation such as 'h = tanh(x)', found '+'.");

    [Theory]
    [InlineData("(", ")")]
    [InlineData("-", "")]
    [InlineData("tanh(", ")")]
    [InlineData("[", "]")]
    public void LimitsTheDepthOfNesting(string open, string close)
    {
        const string Message = "RNN080 This is nested more than 200 deep: name parts of it by equations.";
        string Nest(int depth) => string.Concat(Enumerable.Repeat(open, depth)) + "⟦x⟧" + string.Concat(Enumerable.Repeat(close, depth));
        string marked = "h = " + Nest(5000).Replace("⟦", "").Replace("⟧", "");
        int first = 4 + 200 * open.Length;
        int length = open == "tanh(" ? 4 : 1;
        Mistakes.ExpectInEquations(marked[..first] + "⟦" + marked.Substring(first, length) + "⟧" + marked[(first + length)..], Message);
    }

    [Fact]
    public void LimitsTheLengthOfSums()
    {
        string sum = "h = W @ x + b" + string.Concat(Enumerable.Repeat(" + b", 196));
        Request.Bind(Request.InPlace(
            $"sizes: {{ input: 3, hidden: 5 }}\ninputs: {{ x: input }}\nstates: {{ h: hidden }}\nparameters: [W, b]\nequations: {sum}"));
        string over = sum["h = ".Length..] + " + b + b";
        Mistakes.ExpectInEquations($"h = ⟦{over}⟧", "RNN080 This is nested more than 200 deep: name parts of it by equations.");
    }

    [Fact]
    public void LimitsTheNumberOfEquations()
    {
        string equations = string.Join("\n", Enumerable.Range(0, 1000).Select(i => $"f{i} = x"));
        Mistakes.ExpectInEquations(equations + "\n⟦h⟧ = W @ x + b", "RNN081 A definition has at most 1000 equations.");
    }

    [Theory]
    [InlineData("a ⟦b⟧", "RNN071 Expected '=', found 'b'.")]
    [InlineData("a = ⟦=⟧ b", "RNN071 Expected a size, found '='.")]
    [InlineData("a = b ⟦=⟧ a", "RNN071 Expected the end of the requirement, found '='.")]
    [InlineData("a = ⟦2.5⟧", "RNN071 Expected a size, found '2.5'.")]
    [InlineData("a⟦⟧", "RNN071 Expected '=', found the end of the text.")]
    public void ReportsInRequirements(string requirement, string message) =>
        Mistakes.Expect($"sizes: {{ a: 1, b: 1 }}\nrequire: [{requirement}]\nstates: {{ h: a }}\nequations: h = h'", message);

    [Theory]
    [InlineData("⟦3⟧", "RNN071 Expected an initialiser, such as 'constant(3)', found '3'.")]
    [InlineData("zeros ⟦x⟧", "RNN071 Expected the end of the initialiser, found 'x'.")]
    [InlineData("constant(⟦x⟧)", "RNN071 Expected a number, found 'x'.")]
    [InlineData("constant(⟦)⟧", "RNN071 Expected a number, found ')'.")]
    [InlineData("constant⟦(⟧1", "RNN072 This '(' is not closed.")]
    [InlineData("constant(-⟦1e999⟧)", "RNN079 '1e999' is too large.")]
    public void ReportsInInitialisers(string initialiser, string message) =>
        Mistakes.Expect($"states: {{ h: 2 }}\nparameters:\n  W:\n    shape: [2]\n    init: {initialiser}\nequations: h = W", message);

    [Theory]
    [InlineData("2 ⟦@⟧ x", "RNN071 Expected the end of the size, found '@'.")]
    [InlineData("⟦-⟧2", "RNN071 Expected a size, found '-'.")]
    [InlineData("⟦(⟧2", "RNN072 This '(' is not closed.")]
    [InlineData("2 +⟦⟧", "RNN071 Expected a size, found the end of the text.")]
    public void ReportsInShapes(string size, string message) =>
        Mistakes.Expect($"states:\n  h: {size}\nequations: h = h'", message);
}
