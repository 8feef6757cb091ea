using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Passes;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using Xunit;

namespace RnnGen.Tests.Lowering;

/// <summary>
/// Functions that are written in terms of others: their values by formulas of their own, and their derivatives by differences.
/// </summary>
public class ComposedFunctionTests
{
    private const int Length = 4;

    private static readonly Dictionary<string, Func<double[], double[], double[]>> s_references = new()
    {
        ["square"] = Each(x => Math.Pow(x, 2)),
        ["rsqrt"] = Each(x => Math.Pow(x, -0.5)),
        ["silu"] = Each(x => x / (1 + Math.Exp(-x))),
        ["mish"] = Each(x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))),
        ["hardsigmoid6"] = Each(x => Math.Clamp((x + 3) / 6, 0, 1)),
        ["hardswish"] = Each(x => x * Math.Clamp((x + 3) / 6, 0, 1)),
        ["gelutanh"] = Each(x => x / 2 * (1 + Math.Tanh(0.7978845608028654 * (x + 0.044715 * Math.Pow(x, 3))))),
        ["gelu"] = Each(x => 0.5 * x * (1 + ScalarMath.Erf(x / Math.Sqrt(2)))),
        ["mod"] = Each(x => ((x % 1.5) + 1.5) % 1.5),
        ["pow"] = Each(x => Math.Pow(x, 1.7)),
        ["groupnorm"] = (v, _) => [.. v.Chunk(2).SelectMany(part => Normal([.. part.Select(x => x - part.Average())]))],
        ["dot"] = (u, v) => [u.Zip(v, (a, b) => a * b).Sum()],
        ["norm"] = (v, _) => [Math.Sqrt(v.Sum(x => x * x))],
        ["layernorm"] = (v, _) => Normal([.. v.Select(x => x - v.Average())]),
        ["rmsnorm"] = (v, _) => Normal(v),
    };

    public static TheoryData<string> Names => [.. ComposedFunctions.Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_those_of_the_formula(string name)
    {
        StepFunction function = Function(name);
        var random = new Random(3);
        for (int i = 0; i < 200; i++)
        {
            double[] u = Draw(), v = Draw();
            double[] found = Interpreter.Run(function, [], [u, v], [])[function.Outputs[0]], expected = s_references[name](u, v);
            Assert.Equal(expected.Length, found.Length);
            for (int k = 0; k < expected.Length; k++) Assert.Equal(expected[k], found[k], 1e-12 * Math.Max(1, Math.Abs(expected[k])));
        }

        double[] Draw() => [.. Enumerable.Range(0, Length).Select(_ => 10 * random.NextDouble() - (IsOfPositive(name) ? 0 : 5))];
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_are_those_of_differences(string name)
    {
        StepFunction function = Pipeline.BeforeDifferentiation(Function(name, IsOfPositive(name) ? "exp(u)" : "3 * u"));
        AdjointFunction adjoint = Pipeline.AfterDifferentiation(Differentiator.Differentiate(function));
        for (int seed = 0; seed < 5; seed++) InterpretedGradients.Check(adjoint, timeSteps: 2, batch: 2, seed);
    }

    /// <summary>Products, roots, and logarithms, on both sides of one.</summary>
    [Fact]
    public void Powers_by_any_number_are_those_of_the_library()
    {
        foreach (double power in (double[])[-17, -2.5, -1, -0.3, 0, 0.5, 1, 1.5, 3, 7, 16, 20, 2.2])
        {
            string text = $"inputs: {{ u: {Length} }}\noutputs:\n  y: pow(u, {power.ToString(CultureInfo.InvariantCulture)})\n";
            AdjointFunction adjoint = Differentiator.Differentiate(Request.Lower(Request.InPlace(text)));
            double[] u = [0.25, 1, 1.75, 3];
            Evaluation forward = Interpreter.Run(adjoint.Forward, [], [u], []);
            Evaluation all = Interpreter.Run(adjoint, forward, [[1, 1, 1, 1]], []);
            double[] slope = adjoint.InputAdjoints[0] is { } found ? all[found] : new double[Length];
            for (int i = 0; i < Length; i++)
            {
                Assert.Equal(1, forward[adjoint.Forward.Outputs[0]][i] / Math.Pow(u[i], power), 1e-12);
                Assert.Equal(power * Math.Pow(u[i], power - 1), slope[i], 1e-11 * Math.Pow(u[i], power - 1) * (1 + Math.Abs(power)));
            }
        }
    }

    [Fact]
    public void The_power_of_zero_has_the_derivative_zero()
    {
        AdjointFunction adjoint = Differentiator.Differentiate(Function("pow"));
        double[] zero = new double[Length];
        Evaluation forward = Interpreter.Run(adjoint.Forward, [], [zero, zero], []);
        Evaluation all = Interpreter.Run(adjoint, forward, [[1, 1, 1, 1], zero], []);
        Assert.Equal(zero, forward[adjoint.Forward.Outputs[0]]);
        Assert.Equal(zero, all[adjoint.InputAdjoints[0]!]);
    }

    [Fact]
    public void The_norm_of_zero_has_the_derivative_zero()
    {
        AdjointFunction adjoint = Differentiator.Differentiate(Function("norm"));
        double[] zero = new double[Length];
        Evaluation forward = Interpreter.Run(adjoint.Forward, [], [zero, zero], []);
        Evaluation all = Interpreter.Run(adjoint, forward, [[1], zero], []);
        Assert.Equal(0, forward[adjoint.Forward.Outputs[0]][0]);
        Assert.Equal(zero, all[adjoint.InputAdjoints[0]!]);
    }

    [Theory]
    [InlineData("layernorm")]
    [InlineData("rmsnorm")]
    public void Another_number_keeps_the_norm_from_zero(string name)
    {
        StepFunction usual = Function($"{name}", "u"), other = Request.Lower(Request.InPlace(Text($"{name}(u, 0.75)")));
        double[] v = [1, 2, 3, -4], zero = new double[Length];
        double[] first = Interpreter.Run(usual, [], [v, zero], [])[usual.Outputs[0]];
        double[] second = Interpreter.Run(other, [], [v, zero], [])[other.Outputs[0]];
        double mean = name == "layernorm" ? v.Average() : 0, square = v.Average(x => (x - mean) * (x - mean));
        for (int i = 0; i < Length; i++) Assert.Equal(first[i] * Math.Sqrt((square + 1e-5) / (square + 0.75)), second[i], 1e-12);
    }

    private static StepFunction Function(string name, string operand = "u") =>
        Request.Lower(Request.InPlace(Text(name switch
        {
            "dot" => $"dot({operand}, v)",
            "mod" => $"mod({operand}, 1.5)",
            "pow" => $"pow({operand}, 1.7)",
            "groupnorm" => $"groupnorm({operand}, 2)",
            _ => $"{name}({operand})",
        })));

    private static bool IsOfPositive(string name) => name is "rsqrt" or "pow";

    private static string Text(string value) => $"inputs: {{ u: {Length}, v: {Length} }}\noutputs:\n  y: {value}\n  z: v\n";

    private static Func<double[], double[], double[]> Each(Func<double, double> function) => (u, _) => [.. u.Select(function)];

    private static double[] Normal(double[] v) => [.. v.Select(x => x / Math.Sqrt(v.Average(y => y * y) + 1e-5))];
}
