using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace RnnGen.Tests.RandomCells;

/// <summary>
/// A random definition of memories that are matrices: decays by scalars, by parameters and by what is made of them, several outer products,
/// reads of the old and of the new memory from both sides, sums, and vectors that the reads make for the memory's own update.
/// </summary>
internal sealed class MatrixDefinition
{
    private static readonly int[] s_sizes = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 40];

    private static readonly string[] s_functions =
        ["tanh({0})", "sigmoid({0})", "(-{0})", "(1 / (1 + {0} * {0}))", "exp(-{0} * {0})"];

    private static readonly string[] s_functionsWithKinks = [.. s_functions, "relu({0})", "abs({0})", "softsign({0})"];

    private static readonly string[] s_pairs = ["({0} + {1})", "({0} - {1})", "({0} * {1})", "({0} * {1})"];

    private static readonly string[] s_pairsWithKinks =
        [.. s_pairs, "max({0}, {1})", "where({0} < {1}, {0}, {1})", "where({0} > {1}, log({0} - {1} + 0.5), {0})"];

    private readonly Random _random;
    private readonly Dictionary<Kind, List<string>> _leaves = Enum.GetValues<Kind>().ToDictionary(kind => kind, _ => new List<string>());
    private readonly StringBuilder _equations = new();

    private readonly bool _isSmooth;

    private MatrixDefinition(Random random, bool isSmooth) => (_random, _isSmooth) = (random, isSmooth);

    /// <summary>The shapes of a cell with m rows and n columns.</summary>
    private enum Kind
    {
        Scalar,
        Row,
        Column,
        Matrix,
    }

    /// <summary>The text.</summary>
    /// <param name="isSmooth">Without anything that has no derivative somewhere, for differences.</param>
    public static string Create(int seed, bool isSmooth = false) => new MatrixDefinition(new Random(seed), isSmooth).Text();

    private string Text()
    {
        int m = s_sizes[_random.Next(s_sizes.Length)], n = s_sizes[_random.Next(s_sizes.Length)];
        // Now and then two axes of one extent, whose vectors are not told apart by their lengths.
        if (Chance(0.3)) n = m;
        List<(string Name, Kind Kind)> inputs =
            [("a0", Kind.Row), ("a1", Kind.Row), ("b0", Kind.Column), ("b1", Kind.Column), ("s0", Kind.Scalar)];
        List<(string Name, Kind Kind)> states = [("S", Kind.Matrix)];
        if (Chance(0.4)) states.Add(("T", Kind.Matrix));
        if (Chance(0.4)) states.Add(("r", Kind.Row));
        if (Chance(0.4)) states.Add(("c", Kind.Column));
        if (Chance(0.3)) states.Add(("z", Kind.Scalar));
        List<(string Name, Kind Kind)> parameters = [("A", Kind.Matrix), ("g", Kind.Row), ("h", Kind.Column)];
        foreach ((string name, Kind kind) in inputs.Concat(parameters)) _leaves[kind].Add(name);
        foreach ((string name, Kind kind) in states) _leaves[kind].Add(name + "'");
        for (int i = _random.Next(4); i > 0; i--) Define($"v{i}", (Kind)_random.Next(4));
        foreach ((string name, Kind kind) in states.OrderBy(_ => _random.Next())) Define(name, kind);
        string outputs = string.Concat(Enumerable.Range(0, 1 + _random.Next(3))
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"  y{i}: {Bounded((Kind)_random.Next(4), 2)}\n")));
        return $"sizes: {{ m: {m}, n: {n} }}\ninputs: {{ {Shapes(inputs)} }}\nstates: {{ {Shapes(states)} }}\n"
            + $"parameters: {{ {Shapes(parameters)}, W: [m, m] }}\nequations: |\n  w = W @ a0\n{_equations}outputs:\n{outputs}";
    }

    private static string Shapes(List<(string Name, Kind Kind)> slots) => string.Join(", ", slots.Select(slot => slot.Kind switch
    {
        Kind.Scalar => $"{slot.Name}: []",
        Kind.Row => $"{slot.Name}: m",
        Kind.Column => $"{slot.Name}: n",
        _ => $"{slot.Name}: [m, n]",
    }));

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private void Define(string name, Kind kind)
    {
        _equations.Append(CultureInfo.InvariantCulture, $"  {name} = {Bounded(kind, 3)}\n");
        _leaves[kind].Add(name);
    }

    /// <summary>An expression whose elements stay small.</summary>
    private string Bounded(Kind kind, int depth) =>
        Chance(0.5) && !_isSmooth ? $"softsign({Value(kind, depth)})" : $"tanh({Value(kind, depth)})";

    private string Value(Kind kind, int depth)
    {
        if (depth == 0 || Chance(0.15)) return Leaf(kind);
        if (Chance(0.15)) return Format(One(_isSmooth ? s_functions : s_functionsWithKinks), Value(kind, depth - 1), "");
        if (Chance(0.35))
        {
            // A scalar is repeated over anything.
            Kind other = kind != Kind.Scalar && Chance(0.3) ? Kind.Scalar : kind;
            string pair = other == kind ? One(_isSmooth ? s_pairs : s_pairsWithKinks) : "({0} * {1})";
            return Format(pair, Value(kind, depth - 1), Value(other, depth - 1));
        }
        return kind switch
        {
            Kind.Matrix => _random.Next(5) switch
            {
                0 => $"({Value(Kind.Matrix, depth - 1)} * rows({Value(Kind.Column, depth - 1)}))",
                1 => $"({Value(Kind.Matrix, depth - 1)} + columns({Value(Kind.Row, depth - 1)}))",
                _ => $"outer({Value(Kind.Row, depth - 1)}, {Value(Kind.Column, depth - 1)})",
            },
            Kind.Row => _random.Next(6) switch
            {
                0 => "w",
                1 => $"(0.3 * rowsums({Value(Kind.Matrix, depth - 1)}))",
                2 when !_isSmooth => $"rowmax({Value(Kind.Matrix, depth - 1)})",
                _ => $"(0.3 * ({Value(Kind.Matrix, depth - 1)} @ {Value(Kind.Column, depth - 1)}))",
            },
            Kind.Column => _random.Next(6) switch
            {
                0 => $"(0.3 * columnsums({Value(Kind.Matrix, depth - 1)}))",
                1 when !_isSmooth => $"columnmax({Value(Kind.Matrix, depth - 1)})",
                _ => $"(0.3 * ({Value(Kind.Row, depth - 1)} @ {Value(Kind.Matrix, depth - 1)}))",
            },
            _ => _random.Next(3) switch
            {
                0 => $"(0.1 * sum({Value(Kind.Matrix, depth - 1)}))",
                1 when !_isSmooth => $"max({Value(Kind.Matrix, depth - 1)})",
                _ => $"(0.3 * ({Value(Kind.Row, depth - 1)} @ {Value(Kind.Row, depth - 1)}))",
            },
        };
    }

    private string Leaf(Kind kind) => One(_leaves[kind]);

    private string One(IReadOnlyList<string> of) => of[_random.Next(of.Count)];

    private static string Format(string format, string first, string second) =>
        string.Format(CultureInfo.InvariantCulture, format, $"({first})", $"({second})");
}
