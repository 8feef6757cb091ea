using System.Linq;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;
using RnnGen.Tests.Cells;
using Xunit;

namespace RnnGen.Tests.Lowering;

public class OperatorLoweringTests
{
    /// <summary>The equations of output y, for x, u: [3], M: [4, 3], s: [].</summary>
    private static string Lower(string expression, string equations = "k = 0 * x") => string.Join("\n", Print(
        "constants: { beta: 0.5 }\ninputs: { x: 3, u: 3, M: [4, 3], s: [] }\nequations: |\n"
        + string.Concat(equations.Split('\n').Select(line => $"  {line}\n"))
        + $"outputs:\n  y: {expression}\n")
        .SkipWhile(line => !line.Contains($"// y = {expression}")).TakeWhile(line => line.StartsWith("    "))
        .Select(line => line.Split("    //")[0].Trim()));

    private static string[] Print(string definition) => Printer.Print(Request.Lower(Request.InPlace(definition))).Split('\n');

    [Fact]
    public void EveryOperatorHasARow() => Assert.Equal(
        Operators.All.Select(row => row.Name).OrderBy(name => name, System.StringComparer.Ordinal),
        OperatorLowering.Names.OrderBy(name => name, System.StringComparer.Ordinal));

    [Theory]
    [InlineData("x + u", "y[3] = x + u")]
    [InlineData("x - u", "y[3] = x - u")]
    [InlineData("x * u", "y[3] = x * u")]
    [InlineData("x / u", "y[3] = x / u")]
    [InlineData("-x", "y[3] = -x")]
    [InlineData("M @ x", "y[4] = M @ x")]
    [InlineData("x @ u", "y[] = x @ u")]
    [InlineData("x @ transpose(M)", "y_1[3, 4] = transpose(M)\ny[4] = x @ y_1")]
    [InlineData("M @ outer(x, u)", "y_1[3, 3] = outer(x, u)\ny[4, 3] = M @ y_1")]
    [InlineData("tanh(x)", "y[3] = tanh(x)")]
    [InlineData("sigmoid(M)", "y[4, 3] = sigmoid(M)")]
    [InlineData("relu(s)", "y[] = relu(s)")]
    [InlineData("leakyrelu(x)", "y[3] = leakyrelu(x)")]
    [InlineData("elu(x)", "y[3] = elu(x)")]
    [InlineData("exp(x)", "y[3] = exp(x)")]
    [InlineData("log(x)", "y[3] = log(x)")]
    [InlineData("sqrt(x)", "y[3] = sqrt(x)")]
    [InlineData("abs(x)", "y[3] = abs(x)")]
    [InlineData("sign(x)", "y[3] = sign(x)")]
    [InlineData("softplus(x)", "y[3] = softplus(x)")]
    [InlineData("softsign(x)", "y[3] = softsign(x)")]
    [InlineData("hardsigmoid(x)", "y[3] = hardsigmoid(x)")]
    [InlineData("logsigmoid(x)", "y[3] = logsigmoid(x)")]
    [InlineData("sin(x)", "y[3] = sin(x)")]
    [InlineData("cos(x)", "y[3] = cos(x)")]
    [InlineData("erf(x)", "y[3] = erf(x)")]
    [InlineData("floor(x)", "y[3] = floor(x)")]
    [InlineData("cumsum(x)", "y[3] = cumsum(x)")]
    [InlineData("pow(x, 2)", "y_1[] = 2\ny[3] = x * x")]
    [InlineData("pow(x, beta)", "y_1[] = 0.5\ny[3] = sqrt(x)")]
    [InlineData("pow(x, -6)", "y_1[] = -6\ny_2[3] = x * x\ny_3[3] = y_2 * x\ny_4[3] = y_3 * y_3\ny_5[] = 1\n"
        + "y_6[3] = broadcast(y_5, [3])\ny[3] = y_6 / y_4")]
    [InlineData("part(x, 2, 3)", "y[1] = x[2..3]")]
    [InlineData("part(M, 1, 2)", "y[2, 3] = M[2..4]")]
    [InlineData("min(x, u)", "y[3] = min(x, u)")]
    [InlineData("max(x, u)", "y[3] = max(x, u)")]
    [InlineData("max(x)", "y[] = max(x)")]
    [InlineData("min(x)", "y_1[3] = -x\ny_2[] = max(y_1)\ny[] = -y_2")]
    [InlineData("clamp(x, u, x)", "y_1[3] = max(x, u)\ny[3] = min(y_1, x)")]
    [InlineData("sum(M)", "y[] = sum(M)")]
    [InlineData("count(M) + sum(x)", "y_1[] = 12\ny_2[] = sum(x)\ny[] = y_1 + y_2")]
    [InlineData("mean(x)", "y_1[] = sum(x)\ny_2[] = 0.33333333333333331\ny[] = y_1 * y_2")]
    [InlineData("softmax(x)", "y[3] = softmax(x)")]
    [InlineData("outer(x, u)", "y[3, 3] = outer(x, u)")]
    [InlineData("M + rows(x)", "y_1[4, 3] = rows(x)\ny[4, 3] = M + y_1")]
    [InlineData("M * columns(M @ x)", "y_1[4] = M @ x\ny_2[4, 3] = columns(y_1)\ny[4, 3] = M * y_2")]
    [InlineData("rowsums(M)", "y[4] = rowsums(M)")]
    [InlineData("columnsums(M)", "y[3] = columnsums(M)")]
    [InlineData("rowmeans(M)", "y_1[4] = rowsums(M)\ny_2[] = 0.33333333333333331\ny_3[4] = broadcast(y_2, [4])\ny[4] = y_1 * y_3")]
    [InlineData("columnmeans(M)", "y_1[3] = columnsums(M)\ny_2[] = 0.25\ny_3[3] = broadcast(y_2, [3])\ny[3] = y_1 * y_3")]
    [InlineData("rowmax(M)", "y[4] = rowmax(M)")]
    [InlineData("columnmax(M)", "y[3] = columnmax(M)")]
    [InlineData("rowmin(M)", "y_1[4, 3] = -M\ny_2[4] = rowmax(y_1)\ny[4] = -y_2")]
    [InlineData("columnmin(M)", "y_1[4, 3] = -M\ny_2[3] = columnmax(y_1)\ny[3] = -y_2")]
    [InlineData("diag(x)", "y[3, 3] = diag(x)")]
    [InlineData("diagonal(outer(x, u))", "zy[3, 3] = outer(x, u)\ny[3] = diagonal(zy)")]
    [InlineData("trace(outer(x, u))", "zy[3, 3] = outer(x, u)\ny_1[3] = diagonal(zy)\ny[] = sum(y_1)")]
    [InlineData("transpose(M)", "y[3, 4] = transpose(M)")]
    [InlineData("where(x <= u, u, x)", "y[3] = where(x <= u, u, x)")]
    [InlineData("where(x > s, u, 1)", "y_1[] = 1\ny_2[3] = broadcast(s, [3])\ny_3[3] = broadcast(y_1, [3])\ny[3] = where(x > y_2, u, y_3)")]
    [InlineData("([x; u; x])", "y[9] = [x; u; x]")]
    [InlineData("([M; M])", "y[8, 3] = [M; M]")]
    [InlineData("([s; x])", "y_1[1] = broadcast(s, [1])\ny[4] = [y_1; x]")]
    [InlineData("([tanh(x)])", "y[3] = tanh(x)")]
    [InlineData("([s])", "y[1] = broadcast(s, [1])")]
    [InlineData("x[1..3]", "y[2] = x[1..3]")]
    [InlineData("M[1..3]", "y[2, 3] = M[1..3]")]
    [InlineData("x[2]", "y_1[1] = x[2..3]\ny[] = sum(y_1)")]
    [InlineData("M[2]", "y_1[1, 3] = M[2..3]\ny_2[] = 1\ny_3[1] = broadcast(y_2, [1])\ny[3] = y_3 @ y_1")]
    [InlineData("beta * x", "y_1[] = 0.5\ny_2[3] = broadcast(y_1, [3])\ny[3] = y_2 * x")]
    [InlineData("s * s", "y[] = s * s")]
    [InlineData("tanh(M @ x)", "zy[4] = M @ x\ny[4] = tanh(zy)")]
    [InlineData("2", "y[] = 2")]
    public void Lowers(string expression, string equations) => Assert.Equal(equations, Lower(expression));

    [Fact]
    public void SplitsIntoSlices() => Assert.Equal(
        "f_1[4] = M @ x\nf[2] = f_1[0..2]\ng[2] = f_1[2..4]",
        string.Join("\n", Print("inputs: { x: 3, M: [4, 3] }\nequations: f, g = split(M @ x, 2)\noutputs:\n  f:\n  g:\n")
            .Where(line => line.StartsWith("    ")).Select(line => line.Split("    //")[0].Trim())));

    [Fact]
    public void NamesOfTheDefinitionAreNotTaken() => Assert.Equal(
        "y_2[4] = M @ x\ny[4] = tanh(y_2)",
        Lower("tanh(M @ x)", "zy = 0 * x\ny_1 = 0 * x"));
}
