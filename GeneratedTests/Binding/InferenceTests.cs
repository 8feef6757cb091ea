using System.Linq;
using RnnGen.Compiler.Binding;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Binding;

public class InferenceTests
{
    /// <summary>
    /// The shapes of the parameters of a cell with input x [input], per-step scalar s and states h [hidden], M [hidden, input].
    /// </summary>
    private static string Infer(string parameters, string equations, string more = "")
    {
        BoundCell cell = Request.Bind(Request.InPlace(
            "sizes: { input: 3, hidden: 6, half: 3 }\n" + more
            + "inputs: { x: input, s: [] }\nstates: { h: hidden, M: [hidden, input] }\n"
            + $"parameters: [{parameters}]\nequations: |\n"
            + string.Concat((equations + "\nM = M' * s + outer(h', x)").Split('\n').Select(line => $"  {line}\n"))));
        return string.Join(" ", cell.Parameters.Select(parameter => $"{parameter.Name}{parameter.ShapeText}={parameter.Shape}"));
    }

    [Theory]
    [InlineData("h = tanh(W @ [h'; x] + b)", "W, b", "W[hidden, hidden + input]=[6, 9] b[hidden]=[6]")]
    [InlineData("h = W @ x", "W", "W[hidden, input]=[6, 3]")]
    [InlineData("h = x @ transpose(W)", "W", "W[hidden, input]=[6, 3]")]
    [InlineData("h = h' * (v @ x)", "v", "v[hidden, input]=[6, 3]")]
    [InlineData("h = h' * (x @ v)", "v", "v[input]=[3]")]
    [InlineData("h = -b + h'", "b", "b[hidden]=[6]")]
    [InlineData("h = 2 * b * s + h'", "b", "b[hidden]=[6]")]
    [InlineData("z = sigmoid(W @ x + b)\nh = z * h' + (1 - z)", "W, b", "W[hidden, input]=[6, 3] b[hidden]=[6]")]
    [InlineData("h = where(h' < t, a, b)", "t, a, b", "t[hidden]=[6] a[hidden]=[6] b[hidden]=[6]")]
    [InlineData("h = max(h', b)", "b", "b[hidden]=[6]")]
    [InlineData("h = clamp(h', lo, hi)", "lo, hi", "lo[hidden]=[6] hi[hidden]=[6]")]
    [InlineData("f = a * b\nh = b + h'", "a, b", "a[hidden]=[6] b[hidden]=[6]")]
    [InlineData("f, g = split(W @ x + b, 2)\nh = f * h' + g", "W, b", "W[2*hidden, input]=[12, 3] b[2*hidden]=[12]")]
    [InlineData("h = B @ (A @ x) + b\nk = A @ x + [h'; x; 1]", "A, B, b",
        "A[hidden + input + 1, input]=[10, 3] B[hidden, hidden + input + 1]=[6, 10] b[hidden]=[6]")]
    [InlineData("h = (M' + P) @ x", "P", "P[hidden, input]=[6, 3]")]
    [InlineData("h = outer(u, v) @ x\nk = v + x", "u, v", "u[hidden]=[6] v[input]=[3]")]
    [InlineData("h = b", "b", "b[hidden]=[6]")]
    [InlineData("h = softmax(b) * h'", "b", "b[hidden]=[6]")]
    public void InfersParameters(string equations, string parameters, string expected) =>
        Assert.Equal(expected, Infer(parameters, equations));

    [Fact]
    public void RequirementsMakeSizesEqual()
    {
        Assert.Equal(
            "W[hidden, 2*input]=[6, 6]",
            Infer("W", "h = W @ [x; x]\nk = h' + [x; x]", "require: [hidden = 2 * half, input = half]\n"));
        Assert.Equal("b[half]=[3]", Infer("b", "f, g = split(h', 2)\nh = [f + b; g]", "require: hidden = 2 * half\n"));
    }

    [Fact]
    public void QuotientsOfSizesAreExact()
    {
        BoundCell cell = Request.Bind(Request.InPlace(
            "sizes: { heads: 2, head: 3, units: 6 }\nrequire: [units = heads * head]\n"
            + "states: { h: units / heads, g: (heads*head + 2*heads) / heads, k: units / heads / head }\n"
            + "equations: |\n  h = h'\n  g = g'\n  k = k'\n"));
        Assert.Equal(["head", "head + 2", "1"], cell.States.Select(state => state.ShapeText.Trim('[', ']')));
    }

    [Fact]
    public void ScalarsAreDeclared()
    {
        BoundCell cell = Request.Bind(Request.InPlace(
            "inputs: { x: 3 }\nparameters: { a: [], W: , v: [3], u: 3 }\noutputs:\n  y: a * x + u * v\n  z: 2 * a\n  w: W @ x + x\n"));
        Assert.Equal(["[]", "[3, 3]", "[3]", "[3]"], cell.Parameters.Select(parameter => parameter.ShapeText));
        Assert.Equal(["[3]", "[]", "[3]"], cell.Outputs.Select(output => output.Symbol.ShapeText));
    }

    [Fact]
    public void SizesThatAreLeftOutAreThoseThatAreUsed()
    {
        BoundCell cell = Request.Bind(Request.InPlace("states: { h: hidden }\nequations: h = 2 * h'[0..hidden]", ("hidden", 4)));
        Assert.Equal([new BoundSize("hidden", 4)], cell.Sizes);
    }

    [Fact]
    public void TheAttributeOverridesTheDefinition()
    {
        const string Text = "sizes: { hidden: 64, n: 3 }\nconstants: { beta: 0.5, gain: -2 }\n"
            + "states: { h: hidden }\nequations: h = beta * gain * h'";
        var request = Request.InPlace(Text, ("hidden", 4)) with
        {
            Constants = Compiler.Collections.EquatableArray.Of(new Compiler.ConstantArgument("beta", 7, "CellConstant(\"beta\")")),
        };
        BoundCell cell = Request.Bind(request);
        Assert.Equal([new BoundSize("hidden", 4), new BoundSize("n", 3)], cell.Sizes);
        Assert.Equal([new BoundConstant("beta", 7), new BoundConstant("gain", -2)], cell.Constants);
    }

    [Theory]
    [InlineData("W: [3, 4]", BoundInitializerKind.Glorot, 0, 0)]
    [InlineData("W: [3]", BoundInitializerKind.Zeros, 0, 0)]
    [InlineData("W: []", BoundInitializerKind.Zeros, 0, 0)]
    [InlineData("W: { shape: [3, 4], init: zeros }", BoundInitializerKind.Zeros, 0, 0)]
    [InlineData("W: { shape: 3, init: ones }", BoundInitializerKind.Ones, 0, 0)]
    [InlineData("W: { shape: [3], init: constant(-0.5) }", BoundInitializerKind.Constant, -0.5, 0)]
    [InlineData("W: { shape: [3], init: 'uniform(-1, 2e-1)' }", BoundInitializerKind.Uniform, -1, 0.2)]
    [InlineData("W: { shape: [3], init: 'normal(1, 0.5)' }", BoundInitializerKind.Normal, 1, 0.5)]
    [InlineData("W: { shape: [3, 4], init: glorot }", BoundInitializerKind.Glorot, 0, 0)]
    [InlineData("W: { shape: [3, 4], init: he }", BoundInitializerKind.He, 0, 0)]
    [InlineData("W: { shape: [3, 4], init: orthogonal }", BoundInitializerKind.Orthogonal, 0, 0)]
    [InlineData("W: { shape: [3, 4], init: identity }", BoundInitializerKind.Identity, 0, 0)]
    public void ReadsInitialisers(string parameter, BoundInitializerKind kind, double first, double second)
    {
        BoundCell cell = Request.Bind(Request.InPlace($"parameters:\n  {parameter}\noutputs:\n  y: W\n"));
        Assert.Equal(new BoundInitializer(kind, first, second), Assert.Single(cell.Parameters).Initializer);
    }
}
