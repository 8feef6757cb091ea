using System;
using System.Collections.Generic;
using System.Globalization;

namespace RnnGen.Tests.RandomCells;

/// <summary>
/// A random definition of a memory in heads, each of which fades, corrects itself by what it knows or not, and is read; now and then a head
/// goes on from another one's memory, or a step needs all of it.
/// </summary>
internal static class HeadsDefinition
{
    private static readonly int[] s_sizes = [1, 2, 3, 4, 5, 8, 16, 17, 24, 32, 48];

    private static readonly string[] s_gates =
        ["f[0]", "f[j]", "sigmoid(f[j])", "rows(sigmoid(part(k, j, heads)))", "columns(sigmoid(part(v, j, heads)))"];

    // A head's own memory more often than another's.
    private static readonly string[] s_before =
        ["part(S', j, heads)", "part(S', j, heads)", "part(S', j, heads)", "part(S', heads - 1 - j, heads)"];

    private static readonly string[] s_written =
    [
        "part(v, j, heads)",
        "g[j] * part(v, j, heads)",
        "part(v, j, heads) - part(S', j, heads) @ part(k, j, heads)",
        "sigmoid(u[j]) * (part(v, j, heads) - part(S', j, heads) @ part(k, j, heads))",
        "tanh(rowsums(part(S', j, heads)) - part(v, j, heads))",
        "0.1 * sum(part(S', j, heads)) * part(v, j, heads)",
    ];

    private static readonly string[] s_read = ["S[j] @ part(q, j, heads)", "(part(q, j, heads) @ part(k, j, heads)) * rowsums(S[j])"];

    /// <summary>The text.</summary>
    public static string Create(int seed)
    {
        var random = new Random(seed);
        bool hasSecond = random.Next(3) == 0;
        string second = hasSecond ? "  repeat j in 0..heads:\n    T[j] = 0.5 * part(T', j, heads) + outer(z[j], part(k, j, heads))\n" : "";
        string output = random.Next(4) == 0 ? "z + 0.1 * (S' @ part(q, 0, heads))" : "z";
        return string.Create(CultureInfo.InvariantCulture, $$"""
            sizes: { heads: {{1 + random.Next(4)}}, m: {{One(s_sizes)}}, n: {{One(s_sizes)}} }
            inputs: { q: heads * n, k: heads * n, v: heads * m, f: heads, g: heads }
            states: { S: [heads * m, n]{{(hasSecond ? ", T: [heads * m, n]" : "")}} }
            parameters: { U: [heads, m, m] }
            equations: |
              repeat j in 0..heads:
                u[j] = U[j] @ part(v, j, heads)
                S[j] = tanh({{One(s_gates)}} * {{One(s_before)}} + outer(tanh({{One(s_written)}} + 0.1 * u[j]), part(k, j, heads)))
                z[j] = {{One(s_read)}}
            {{second}}outputs:
              y: {{output}}

            """).ReplaceLineEndings("\n");

        T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
    }
}
