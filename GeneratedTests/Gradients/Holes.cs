using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tests.Gradients;

/// <summary>
/// Cells that choose between a value and one that is infinite, NaN or without a derivative where it is not chosen, and arguments that lie
/// exactly there. Their values are finite, and so must their derivatives be.
/// </summary>
internal static class Holes
{
    private const string Head = "inputs: { x: 3, s: [], m: 3 }\nstates: { h: 3 }\n";

    /// <summary>By <c>where</c>: the inputs x, s and m are 0, negative or positive, h' is neither 0 nor 1.</summary>
    private static readonly string[] s_written =
    [
        "where(x > 0, sqrt(x), x)",
        "where(x == 0, h', m / x)",
        "where(x > 0, log(x), 0) * h'",
        "where(x > 0, log(x) * exp(1 / x) - tanh(m / x), h')",
        "where(x > 0, where(m > 0, log(x) / m, sqrt(x)), where(m < 0, sqrt(-m) * m, h'))",
        "p * where(p > 0, log(p) * x, h')",
        "W @ where(x > 0, sqrt(x), h')",
        "where(s > 0, W @ (x / s), h')",
        "where(s > 0, tanh(W @ (x / s) + U @ h') * log(s), h')",
        "where(s > 0, (x / s) @ W, h')",
        "where(s > 0, outer(x, m / s) @ h', h')",
        "where(s > 0, h' @ transpose(outer(x / s, m)), h') + where(outer(h', x) @ m > 100, x / (s - s), h')",
        "where(s > 0, outer(x, m) @ outer(h', x / s) @ m, h')",
        "sum(where(outer(h' * h', x) > 0, log(outer(h' * h', x)), 0)) * h'",
        "where(x > 100, W @ (m / s), h')",
        "where(x > 0, log(x) * (h' @ h'), h')",
        "where(s > 0, ((x / s) @ m) * h', h')",
        "softmax(where(x > 0, log(x), h'))",
        "where(s > 0, softmax(x / s), h')",
        "where(s > 0, x / sqrt(sum(x * x * s) + s), x)",
        "h' * sum(where(x > 0, 1 / x, 0))",
        "h' * max(where(x > 0, log(x), 0))",
        "where(s > 0, max(x / s + h') * h', h')",
        "where(s > 0, mean(h' / s) * x, x)",
        "where(s > 0, [log(s); x[0..2] / s], h')",
        "where(x[0..3] > 0, [log(x)[0..1]; sqrt(x)[1..3]], h')",
        "where(x > 0, clamp(log(x), -1, 1) * m, relu(h'))",
        "where(s > 0, log(s) * h', where(s < 0, log(-s) * h', h'))",
        "where(x > 0, log(x), where(x > 0, h', x)) * where(x > 0, 1 / x, h')",
        "(h' + where(s > 0, log(s), 0) * x) / 2",
    ];

    /// <summary>Of several equations: what is not chosen has a name, or two users.</summary>
    private static readonly string[] s_shared =
    [
        "u = m / x\n  h = where(x > 0, u * h', where(x < 0, u + h', h'))",
        "u = log(x)\n  v = u * m\n  h = where(x > 0, v + u, h') + where(x > 0, tanh(v), 0)",
        "u = x / s\n  v = W @ u\n  h = where(s > 0, v, h') + where(s > 0, U @ u, x)",
        "u = sigmoid(W @ x + U @ h')\n  h = where(m > 0, log(m) * u, m * m * u)",
        "a, b = split([log(x); sqrt(x)], 2)\n  h = where(x > 0, a * b, h')",
        "u = h' / x\n  q = where(x == 0, 0, u)\n  h = tanh(q) * where(q > 0, log(abs(q)), h')",
    ];

    /// <summary>By functions that choose: the inputs are 0 or positive.</summary>
    private static readonly string[] s_built =
    [
        "clamp(1 / x, 0, 1) + h'",
        "relu(log(x)) * h'",
        "max(log(x), -5) * h'",
        "min(1 / x, h' + 5)",
        "min(exp(360 * x) / 1000, 5) * h'",
        "hardsigmoid(1 / x) + h'",
        "h' * max(log(x))",
        "relu(sum(log(x))) * h'",
        "clamp(exp(1 / x) * p, -1, 1) + h'",
        "clamp([1 / x][0..3], 0, 1) + h'",
    ];

    public static IEnumerable<string> Definitions =>
        [.. s_written.Select(text => Definition("h = " + text)), .. s_shared.Select(Definition),
            .. s_built.Select(text => Definition("h = " + text))];

    /// <summary>Arguments at the holes, which differ from row to row.</summary>
    public static SequenceDraw Draw(string definition, StepFunction function, int timeSteps, int batch, Random random)
    {
        SequenceDraw draw = SequenceDraw.Random(function, timeSteps, batch, random);
        bool isBuilt = s_built.Any(text => definition.Contains(text, StringComparison.Ordinal));
        double[] values = isBuilt ? [0, 0.75, 2, 0] : [0, -0.75, 0.5, 0, 2];
        int next = 0;
        foreach (double[] input in draw.Inputs)
            for (int i = 0; i < input.Length; i++) input[i] = values[(next += 1 + i % 2) % values.Length];
        foreach (double[] parameter in draw.Parameters.Where(parameter => parameter.Length == 3 && !isBuilt)) parameter[1] = 0;
        return draw;
    }

    private static string Definition(string equations)
    {
        string[] parameters = [.. new[] { "W", "U", "p" }.Where(name => equations.Contains(name, StringComparison.Ordinal))];
        string shapes = string.Join(", ", parameters.Select(name => name == "p" ? "p: 3" : $"{name}: [3, 3]"));
        return $"{Head}{(parameters.Length == 0 ? "" : $"parameters: {{ {shapes} }}\n")}equations: |\n  {equations}\n";
    }
}
