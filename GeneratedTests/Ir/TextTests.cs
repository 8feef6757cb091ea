using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;
using Xunit;

namespace RnnGen.Tests.Ir;

public class TextTests
{
    private readonly IrBuilder _builder = new();

    private Value Vector(string name) => _builder.Argument(name, Shape.Vector(4));

    private string Inline(Value value)
    {
        var definitions = _builder.Equations.ToDictionary(equation => equation.Result);
        return new EquationText(operand => definitions.GetValueOrDefault(operand), SizeNames.None).Whole(definitions[value]);
    }

    [Fact]
    public void WritesBracketsOnlyWhereTheGrammarNeedsThem()
    {
        Value a = Vector("a"), b = Vector("b"), c = Vector("c"), w = _builder.Argument("W", Shape.Matrix(4, 4));
        Value one = _builder.Constant(1);
        Value minus = _builder.Apply(PointwiseFunction.Subtract, one, a);
        Value product = _builder.Apply(PointwiseFunction.Multiply, b, minus);
        Value dz = _builder.Apply(PointwiseFunction.Multiply, product, _builder.Apply(PointwiseFunction.Multiply, a, b), "dz");
        Assert.Equal("dz = b * (1 - a) * (a * b)", Inline(dz));

        Value negated = _builder.Apply(PointwiseFunction.Negate, _builder.MatMul(w, _builder.Apply(PointwiseFunction.Add, a, b)));
        Assert.Equal("n = c - -W @ (a + b)", Inline(_builder.Apply(PointwiseFunction.Subtract, c, negated, "n")));
        Assert.Equal("m = (-a) @ W", Inline(_builder.MatMul(_builder.Apply(PointwiseFunction.Negate, a), w, "m")));
        Assert.Equal("s = (a - b) / (a / b)", Inline(_builder.Apply(
            PointwiseFunction.Divide,
            _builder.Apply(PointwiseFunction.Subtract, a, b),
            _builder.Apply(PointwiseFunction.Divide, a, b),
            "s")));
    }

    [Fact]
    public void WritesEveryOperation()
    {
        Value a = Vector("a"), b = Vector("b"), w = _builder.Argument("W", Shape.Matrix(4, 4));
        string[] texts =
        [
            Inline(_builder.Outer(a, b, "r")),
            Inline(_builder.Transpose(w, "r")),
            Inline(_builder.Concat(0, [a, b], "r")),
            Inline(_builder.Concat(1, [w, w], "r")),
            Inline(_builder.Slice(a, 0, 1, 2, "r")),
            Inline(_builder.Slice(w, 1, 1, 2, "r")),
            Inline(_builder.Pad(a, 0, 3, 9, "r")),
            Inline(_builder.Pad(w, 1, 3, 9, "r")),
            Inline(_builder.Sum(a, "r")),
            Inline(_builder.Maximum(a, "r")),
            Inline(_builder.FirstMaximum(a, "r")),
            Inline(_builder.Softmax(a, "r")),
            Inline(_builder.Select(Comparison.LessOrEqual, a, b, b, a, "r")),
            Inline(_builder.Apply(PointwiseFunction.Maximum, a, b, "r")),
            Inline(_builder.Apply(PointwiseFunction.LogSigmoid, a, "r")),
        ];
        Assert.Equal(
            [
                "outer(a, b)", "transpose(W)", "[a; b]", "[W | W]", "a[1..3]", "W[:, 1..3]", "pad(a, 3.. of 9)", "pad(W, :, 3.. of 9)",
                "sum(a)", "max(a)", "firstmax(a)", "softmax(a)", "where(a <= b, b, a)", "max(a, b)", "logsigmoid(a)",
            ],
            texts.Select(text => text[(text.IndexOf('=') + 2)..]));
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1.0, "1")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(1.0 / 3, "0.33333333333333331")]
    [InlineData(1e300, "1E+300")]
    [InlineData(double.NaN, "NaN")]
    public void NumbersReadBackAsTheyWere(double number, string text) => Assert.Equal(text, NumberText.Of(number));
}
