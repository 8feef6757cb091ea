using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace RnnGen.Tests.Lanes;

/// <summary>
/// A random definition of what lanes can have: vectors and scalars of 1 to 7 elements, products, and functions element by element, some of
/// them NaN or infinite where they are not chosen. The random cells of the deck nearly all have a matrix or a reduction.
/// </summary>
internal sealed class LaneDefinition
{
    private static readonly string[] s_functions =
    [
        "tanh({0})", "sigmoid({0})", "relu({0})", "softplus({0})", "abs({0})", "-{0}", "softsign({0})", "exp(-{0} * {0})",
        "sin({0})", "cos({0})", "erf({0})",
        "sqrt(1 + {0} * {0})", "log(1.5 + {0} * {0})", "(1 / (1 + {0} * {0}))",
    ];

    private static readonly string[] s_pairs =
    [
        "({0} + {1})", "({0} - {1})", "{0} * {1}", "max({0}, {1})", "({0} / (1 + {1} * {1}))", "where({0} < {1}, {0}, 0.5)",
        "where({0} > {1}, log({0} - {1} + 0.5), {0})", "where({0} > {1}, sqrt({0} - {1} + 0.5) * {1}, {1})",
        "where({0} > {1}, {1} / ({0} - {1} + 0.5), 0.5)",
    ];

    private readonly Random _random;
    private readonly int[] _lengths;
    private readonly List<(string Name, int Length)> _leaves = [], _parameters = [];
    private readonly List<(string Name, int Units, int Length)> _matrices = [];

    private LaneDefinition(Random random)
    {
        _random = random;
        _lengths = [.. Enumerable.Range(0, 2).Select(_ => 1 + random.Next(7)), 0];
    }

    /// <summary>The text; a length of 0 is a scalar.</summary>
    public static string Create(int seed) => new LaneDefinition(new Random(seed)).Text();

    private string Text()
    {
        List<(string Name, int Length)> inputs = Slots("x", _random.Next(3)), states = Slots("s", 1 + _random.Next(3));
        _leaves.AddRange(inputs);
        _leaves.AddRange(states.Select(s => (s.Name + "'", s.Length)));
        var equations = new StringBuilder();
        int values = _random.Next(4);
        for (int i = 0; i < values; i++) Define($"v{i}", Length());
        foreach ((string name, int length) in states) Define(name, length);
        List<(string Name, int Length)> outputs = Slots("y", _random.Next(3));
        string outputText = string.Concat(outputs.Select(o => $"  {o.Name}: {Value(o.Length, 3)}\n"));
        IEnumerable<string> shapes = _parameters.Select(p => $"{p.Name}: {Shape(p.Length)}")
            .Concat(_matrices.Select(m => $"{m.Name}: [{m.Units}, {m.Length}]"));
        return (inputs.Count == 0 ? "" : $"inputs: {{ {Shapes(inputs)} }}\n")
            + $"states: {{ {Shapes(states)} }}\n"
            + (_parameters.Count + _matrices.Count == 0 ? "" : $"parameters: {{ {string.Join(", ", shapes)} }}\n")
            + $"equations: |\n{equations}"
            + (outputs.Count == 0 ? "" : $"outputs:\n{outputText}");

        void Define(string name, int length)
        {
            equations.Append(CultureInfo.InvariantCulture, $"  {name} = {Value(length, 3)}\n");
            _leaves.Add((name, length));
        }
    }

    private int Length() => _lengths[_random.Next(_lengths.Length)];

    private List<(string Name, int Length)> Slots(string letter, int count) =>
        [.. Enumerable.Range(0, count).Select(i => ($"{letter}{i}", Length()))];

    private static string Shapes(List<(string Name, int Length)> slots) =>
        string.Join(", ", slots.Select(s => $"{s.Name}: {Shape(s.Length)}"));

    private static string Shape(int length) => length == 0 ? "[]" : $"[{length}]";

    /// <summary>An expression of a length.</summary>
    private string Value(int length, int depth)
    {
        if (depth == 0) return Leaf(length);
        return _random.Next(6) switch
        {
            0 => Leaf(length),
            1 => Of(s_functions, Value(length, depth - 1), ""),
            2 when length > 0 => $"where({Value(length, depth - 1)} < {Leaf(0)}, {Leaf(length)}, 0.5)",
            3 or 4 when length > 0 => $"({Product(length, depth)} + {Value(length, depth - 1)})",
            _ => Of(s_pairs, Value(length, depth - 1), Value(length, depth - 1)),
        };
    }

    private string Of(string[] forms, string first, string second) =>
        string.Format(CultureInfo.InvariantCulture, forms[_random.Next(forms.Length)], $"({first})", $"({second})");

    private string Product(int length, int depth)
    {
        int from = _lengths[_random.Next(2)], other = _lengths[_random.Next(2)];
        return _random.Next(3) == 0
            ? $"{Matrix(length, from + other)} @ [{Value(from, depth - 1)}; {Value(other, depth - 1)}]"
            : $"{Matrix(length, from)} @ ({Value(from, depth - 1)})";
    }

    /// <summary>Now and then one that is there.</summary>
    private string Matrix(int units, int length)
    {
        int at = _matrices.FindIndex(m => m.Units == units && m.Length == length);
        if (at >= 0 && _random.Next(3) == 0) return _matrices[at].Name;
        _matrices.Add(($"M{_matrices.Count}", units, length));
        return _matrices[^1].Name;
    }

    private string Leaf(int length)
    {
        string[] fitting = [.. _leaves.Where(leaf => leaf.Length == length).Select(leaf => leaf.Name)];
        if (fitting.Length > 0 && _random.Next(3) > 0) return fitting[_random.Next(fitting.Length)];
        _parameters.Add(($"p{_parameters.Count}", length));
        return _parameters[^1].Name;
    }
}
