using System;
using System.Collections.Generic;
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

        double[] Draw() => [.. Enumerable.Range(0, Length).Select(_ => 10 * random.NextDouble() - (name == "rsqrt" ? 0 : 5))];
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_are_those_of_differences(string name)
    {
        StepFunction function = Pipeline.BeforeDifferentiation(Function(name, name == "rsqrt" ? "exp(u)" : "3 * u"));
        AdjointFunction adjoint = Pipeline.AfterDifferentiation(Differentiator.Differentiate(function));
        for (int seed = 0; seed < 5; seed++) InterpretedGradients.Check(adjoint, timeSteps: 2, batch: 2, seed);
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
        Request.Lower(Request.InPlace(Text(name == "dot" ? $"dot({operand}, v)" : $"{name}({operand})")));

    private static string Text(string value) => $"inputs: {{ u: {Length}, v: {Length} }}\noutputs:\n  y: {value}\n  z: v\n";

    private static Func<double[], double[], double[]> Each(Func<double, double> function) => (u, _) => [.. u.Select(function)];

    private static double[] Normal(double[] v) => [.. v.Select(x => x / Math.Sqrt(v.Average(y => y * y) + 1e-5))];
}
