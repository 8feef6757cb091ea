using System.Collections.Generic;

namespace RnnGen.Tests.UserMistakes;

/// <summary>Habits of Python, Julia, MATLAB, C# and LaTeX, and slips in the grammar.</summary>
internal static class NotationMistakes
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        Row("NumpyTransposed", "h = «W.T @ x + b", "'transpose(W)'"),
        Row("TorchTransposed", "h = «W.t() @ x + b", "'transpose(W)'"),
        Row("NumpyFunction", "h = «np.tanh(W @ x + b)", "'tanh(…)'"),
        Row("TorchFunction", "h = «torch.sigmoid(W @ x + b)", "'sigmoid(…)'"),
        Row("MathFunction", "h = «MathF.Tanh(W @ x + b)", "'tanh(…)'"),
        Row("KerasFunction", "h = «tf.nn.relu(W @ x + b)", "'relu(…)'"),
        Row("SelfMember", "h = «self.W @ x + b", "'W'"),
        Row("SelfTarget", "«self.h = W @ x + b", "'h'"),
        Row("Method", "h = b * «x.sum()", "'sum(x)'"),
        Row("PointNumber", "h = «1. - W @ x", "'1'"),
        Row("FloatSuffix", "h = «0.5f * W @ x", "'0.5'"),
        Row("Underscored", "h = «1_000 * b", "'1000'"),
        Row("DecimalComma", "h = W @ x + «0,5", "'0.5'"),
        Row("PowerOperator", "h = b «** 2", "as a product"),
        Row("JuliaProduct", "h = b «.* h'", "'*' is element by element"),
        Row("JuliaPower", "h = b«.^2", "as a product"),
        Row("MatlabQuotient", "h = b «./ h'", "'/'"),
        Row("RProduct", "h = W «%*% x", "'@'"),
        Row("Increment", "h «+= W @ x", "the whole new value"),
        Row("ColonAssign", "h «:= W @ x + b", "'='"),
        Row("And", "h = where(b > 0 «&& b < 1, b, h')", "'where(a < b, c, d)'"),
        Row("Ternary", "h = b > 0 «? b : h'", "'where(a < b, c, d)'"),
        Row("SemicolonAtEnd", "h = W @ x + b«;", "its line"),
        Row("Return", "h = b\n«return h", "under outputs"),
        Row("If", "«if b > 0: h = b", "'where(a < b, c, d)'"),
        Row("Declared", "«var h = W @ x + b", "'name = expression'"),
        Row("LatexCommand", "h = «\\sigma(W @ x)", "'sigmoid(…)'"),
        Row("LatexProduct", "h = b «\\odot h'", "'*' is element by element"),
        Row("LatexIndex", "h = «W_{xh} @ x + b", "'W_xh'"),
        Row("Norm", "h = b * «|x|", "'abs(x)'"),
        Row("Braces", "h = tanh«{W @ x}", "parentheses group"),
        Comment("SlashComment", "h = W @ x + b «// the state"),
        Comment("SlashLine", "«// the state\nh = W @ x + b"),
        Comment("StarComment", "«/* the\n   state */\nh = W @ x + b"),
        Mistake.InFile("SlashInYaml", "RNN095", "«// a cell\nstates: { h: 2 }\nequations: h = 2 * h'", "begins with '#'"),
        Mistake.InFile("SlashBehindSize", "RNN095", "sizes:\n  n: 4 «// units\nstates: { h: n }\nequations: h = 2 * h'", "begins with '#'"),
        Missing("MissingProduct", "h = W «x + b", "between 'W' and 'x'"),
        Missing("MissingInCall", "h = tanh(W «x + b)", "'@' is the product"),
        Missing("MissingAfterNumber", "h = 2 «b", "between '2' and 'b'"),
        Missing("MissingAfterPrime", "h = h' «b", "between 'h'' and 'b'"),
        Missing("MissingBetween", "h = (b + x) «(b - x)", "between ')' and '('"),
        Broken("LineBeginsWithPlus", "h = W @ x\n  «+ b", "begins with '+'"),
        Broken("LineBeginsWithTimes", "g = b\n  «* h'\nh = g + W @ x", "in parentheses"),
        Broken("LineEndsWithPlus", "h = W @ x «+\n  b", "ends with '+'"),
        Mistake.InEquations("Caret", "RNN073", "h = x «^ 2", "write a power as a product"),
        Mistake.InEquations("CaretTransposed", "RNN073", "h = W«^T @ x", "'transpose(W)'"),
        Mistake.InEquations("PythonSlice", "RNN073", "h = b + h'[1«:3]", "'z[start..end]'"),
        Mistake.InEquations("GluedNumber", "RNN073", "h = «2x + b", "'*'"),
        Mistake.InEquations("NegativeIndex", "RNN071", "h = b * h'[«-1]", "'n - 1'"),
        Mistake.InEquations("JoinWithoutSemicolon", "RNN071", "h = W @ [h' «x] + b", "Expected ';'"),
        Mistake.InEquations("JoinWithComma", "RNN071", "h = W @ [h'«, x] + b", "Expected ';'"),
        Mistake.InEquations("PrimeLeft", "RNN071", "h«' = W @ x + b", "of this time step"),
        Mistake.InEquations("UnclosedCall", "RNN072", "h = tanh«(W @ x + b", "not closed"),
        Mistake.InEquations("Chain", "RNN074", "h = where(0 < b «< 1, b, h')", "nest 'where'"),
        Mistake.InEquations("BareComparison", "RNN075", "h = (b «> 0) * b", "first argument of 'where'"),
        Mistake.InEquations("TruthInWhere", "RNN076", "h = where(«b, b, h')", "'x > 0'"),
        Mistake.InEquations("TwoNames", "RNN077", "«g, h = b", "split(…, 2)"),
        Mistake.InEquations("SplitInside", "RNN078", "h = b * «split(x, 1)", "on a line of its own"),
        Mistake.InEquations("SingleEquals", "RNN082", "h = where(b «= 0, b, h')", "'=='"),
    ];

    private static Mistake Row(string name, string equations, string hint) => Mistake.InEquations(name, "RNN084", equations, hint);

    private static Mistake Comment(string name, string equations) => Mistake.InEquations(name, "RNN095", equations, "begins with '#'");

    private static Mistake Missing(string name, string equations, string hint) => Mistake.InEquations(name, "RNN096", equations, hint);

    private static Mistake Broken(string name, string equations, string hint) => Mistake.InEquations(name, "RNN097", equations, hint);
}
