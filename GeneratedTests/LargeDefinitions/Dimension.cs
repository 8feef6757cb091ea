using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;

namespace RnnGen.Tests.LargeDefinitions;

/// <summary>One way in which a definition can be large.</summary>
/// <param name="Most">How large it may be.</param>
/// <param name="Definition">The definition of a size.</param>
/// <param name="CrossesStep">Between half and whole it loses some kernels, which are written before they are dropped.</param>
internal sealed record Dimension(string Name, int Most, Func<int, string> Definition, bool CrossesStep = false)
{
    private const int Product = 42, Pointwise = 2;

    public override string ToString() => Name;

    public static IReadOnlyList<Dimension> All { get; } =
    [
        new("Elements of a state", 16_384, n => Cell("", "S: [n, n]", "S = 0.5 * S'", n)),
        new("Elements of a state, unrolled", 16_384, n => "unroll: full\n" + Cell("", "S: [n, n]", "S = 0.5 * S'", n)),
        new("Letters of a name", Limits.Name, n => Named(new string('s', n))),
        new("Blanks", Limits.Text - 200, n => Cell("", "s: n", $"s = {new string(' ', n)}0.5 * s'")),
        new("Comments", Limits.Text - 200, n => $"# {new string('c', n)}\n" + Cell("", "s: n", "s = 0.5 * s'")),
        new("About", Limits.Text - 200, n => $"about: {Repeat("<& ", n / 3)}\n" + Cell("", "s: n", "s = 0.5 * s'")),
        new("Digits", Limits.Text - 200, n => Cell("", "s: n", $"s = 0.{new string('3', n)} * s'")),
        new("Unknown keys", Limits.Text / 20, n => Repeat(n, i => $"key{i}: k{i}", "\n")),
        new("Chain of functions", Limits.Equations, n => Chain(n, i => $"tanh(v_{i})")),
        new("Chain of several operations", Limits.Equations, n => Chain(n, i => $"0.5 * v_{i} + tanh(v_{i}) * x")),
        new("Choices", Limits.Equations, n => Chain(n, i => $"where(v_{i} > 0, exp(v_{i}), v_{i} * 2)")),
        new("Sums of the last two", Limits.Equations, n => Chain(n, i => $"v_{i} + v_{Math.Max(i - 1, 0)}")),
        new("Products of the last two", Limits.Equations, n => Chain(n, i => $"tanh(v_{i} * v_{Math.Max(i - 1, 0)})")),
        new("A chain that is cut", Limits.Equations, n =>
            Chain(n - 1, i => $"tanh(v_{i})", end: $"a, b = split(v_{n - 3}, 2)\n  s = [b; a]")
                .Replace("s: n", "s: 2 * n", StringComparison.Ordinal)),
        new("Products with one matrix", Limits.Operations / Product, n => Chain(n, i => $"tanh(W @ v_{i})", "W: [n, n]")),
        new("Products in a chain", Limits.Operations / Product, n => Chain(n, i => $"tanh(W_{i} @ v_{i})", Matrices(n))),
        new("Products side by side", Limits.Operations / Product, n => Side(n, i => $"tanh(W_{i} @ s')", Matrices(n))),
        new("Outer products", Limits.Operations / (2 * Product), n => Chain(n, i => $"v_{i} + outer(x, x) @ v_{i}")),
        new("Softmax", Limits.Operations / 25, n => Chain(n, i => $"softmax(v_{i})")),
        new("Sums over elements", Limits.Operations / 17, n => Chain(n, i => $"v_{i} * sum(v_{i})")),
        new("Largest elements", Limits.Operations / 17, n => Chain(n, i => $"v_{i} * max(v_{i})")),
        new("Single elements", Limits.Declarations, n => Cell("", $"s: {n}", $"s = [{Repeat(n, i => $"s'[{n - 1 - i}]", "; ")}]")),
        new("Rows of a matrix", Limits.Operations / 16, n => Chain(n, i => $"v_{i} * M[{i}]", "M: [1000, n]")),
        new("Parts of a split", Limits.Declarations, n => Cell(
            "", $"s: {n} * n", $"{Repeat(n, i => $"p_{i}", ", ")} = split(tanh(s'), {n})\n  s = [{Repeat(n, i => $"p_{i}", "; ")}]")),
        new("Parts of a join with a matrix", Limits.Operations / Product - 10, n => Cell(
            $"x: n }}\nparameters: {{ W: [n, {n} * n]", "s: n", $"s = W @ [{Repeat(n, i => $"(x * {i})", "; ")}] + s'")),
        new("A sum of products", Limits.ExpressionDepth - 1, n => Cell(
            $"x: n }}\nparameters: {{ {Matrices(n)}", "s: n", $"s = {Repeat(n, i => $"W_{i} @ x", " + ")}")),
        new("Depth", Limits.ExpressionDepth, n =>
            Cell("", "s: n", $"s = {Repeat("tanh(", n - 1)}s'{Repeat(")", n - 1)}"), CrossesStep: true),
        new("States", Limits.Declarations, n =>
            Cell("", Repeat(n, i => $"s_{i}_: n", ", "), Repeat(n, i => $"s_{i}_ = 0.5 * s_{i}_'", "\n  "))),
        new("Inputs", Limits.Declarations - 1, n => Chain(n, i => $"v_{i} + x_{i}", inputs: Repeat(n, i => $"x_{i}: n", ", "))),
        new("Parameters", Limits.Declarations, n => Chain(n, i => $"v_{i} + b_{i}", Repeat(n, i => $"b_{i}: n", ", "))),
        new("Constants", Limits.Declarations, n =>
            $"constants: {{ {Repeat(n, i => $"k_{i}: 0.{i + 1}", ", ")} }}\n" + Chain(n, i => $"v_{i} * k_{i}")),
        new("Outputs", Limits.Declarations, n =>
            Cell("", "s: n", "s = tanh(s')") + "outputs:\n" + Repeat(n, i => $"  y_{i}: s * {i + 2}", "\n")),
        new("Alike parameters", Limits.Equations - 1, n => Side(n, i => $"tanh(b_{i} + s')", Repeat(n, i => $"b_{i}: n", ", "))),
        new("Sizes", Limits.Declarations, n =>
            $"sizes: {{ {Repeat(n, i => $"n_{i}: 2", ", ")} }}\nstates: {{ {Repeat(n, i => $"s_{i}_: n_{i}", ", ")} }}\n"
            + $"equations: |\n  {Repeat(n, i => $"s_{i}_ = 0.5 * s_{i}_'", "\n  ")}\n"),
        new("Requirements", Limits.Requirements, n =>
            $"require: [{Repeat(n, i => $"n_{i} = n_{i + 1}", ", ")}]\nsizes: {{ {Repeat(n + 1, i => $"n_{i}: 2", ", ")} }}\n"
            + "states: { s: n_0 }\nequations: s = 0.5 * s'\n"),
        new("Terms of a size", Limits.SizeTerms, n =>
            $"sizes: {{ {Repeat(n, i => $"n_{i}: 2", ", ")} }}\nstates: {{ s: {Repeat(n, i => $"n_{i}", " + ")} }}\n"
            + "equations: s = 0.5 * s'\n"),
    ];

    public static Dimension Get(string name) => All.Single(dimension => dimension.Name == name);

    private static string Named(string name) => Cell("", $"{name}: [n, n]", $"{name} = 0.5 * {name}'", 600);

    /// <summary>So many equations: v_1 from v_0, which is the state, and so on to the state.</summary>
    private static string Chain(
        int equations, Func<int, string> link, string parameters = "", string inputs = "x: n", string? end = null) => Cell(
        $"{inputs} }}\nparameters: {{ {parameters}", "s: n",
        $"v_0 = s'\n  {Repeat(equations - 2, i => $"v_{i + 1} = {link(i)}", "\n  ")}\n  {end ?? $"s = v_{equations - 2}"}");

    /// <summary>So many equations of which none needs another, each with an output, and one more for the state.</summary>
    private static string Side(int equations, Func<int, string> value, string parameters) =>
        Cell($"x: n }}\nparameters: {{ {parameters}", "s: n", $"{Repeat(equations, i => $"v_{i} = {value(i)}", "\n  ")}\n  s = x")
        + $"outputs:\n{Repeat(equations, i => $"  y_{i}: v_{i}", "\n")}\n";

    private static string Cell(string inputs, string states, string equations, int n = 8) =>
        $"sizes: {{ n: {n} }}\ninputs: {{ {inputs} }}\nstates: {{ {states} }}\nequations: |\n  {equations}\n";

    private static string Matrices(int count) => Repeat(count, i => $"W_{i}: [n, n]", ", ");

    private static string Repeat(int count, Func<int, string> part, string separator) =>
        string.Join(separator, Enumerable.Range(0, count).Select(part));

    private static string Repeat(string part, int count) => string.Concat(Enumerable.Repeat(part, count));
}
