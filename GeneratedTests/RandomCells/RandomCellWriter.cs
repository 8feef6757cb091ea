using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tests.RandomCells;

/// <summary>Writes one random cell, in the IR and in the language at once.</summary>
internal sealed partial class RandomCellWriter
{
    private static readonly int[] MixedSizes = [1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 24, 31, 32, 33, 40];

    private readonly Random _random;
    private readonly int _seed;
    private readonly bool _spelled;
    private readonly IrBuilder _builder = new();
    private readonly List<Dimension> _sizes = [];
    private readonly List<Node> _parameters = [], _inputs = [], _previous = [];
    private readonly List<Node> _pool = [];
    private readonly HashSet<int> _used = [];
    private readonly List<string> _equations = [];

    public RandomCellWriter(int seed, RandomCellSize size, bool spelled)
    {
        (_random, _seed, _spelled) = (new Random(seed), seed, spelled);
        foreach (string name in (string[])["hidden", "input", "p"])
            _sizes.Add(Dimension.Of(name, size == RandomCellSize.Tiny ? _random.Next(1, 5) : MixedSizes[_random.Next(MixedSizes.Length)]));
    }

    public RandomCell Write()
    {
        _pool.Add(Argument(_inputs, "x", [_sizes[1]]));
        for (int i = _random.Next(3); i > 0; i--) _pool.Add(Argument(_inputs, "u", RandomShape(_random.Next(3))));
        _pool.Add(Argument(_previous, "h", [_sizes[0]]));
        for (int i = _random.Next(3); i > 0; i--) _pool.Add(Argument(_previous, "s", RandomShape(_random.Next(3))));
        foreach (Card card in Deck.Deal(_spelled ? Deck.Spelled : Deck.Whole, _seed)) Equation(Play(card));
        Node[] next = [.. _previous.Select(Next)];
        return Cell(next, _pool);
    }

    private RandomCell Cell(Node[] next, IEnumerable<Node> made)
    {
        Node[] outputs = [.. made.Where(node => !_used.Contains(node.Value.Id) && !IsArgument(node))];
        if (outputs.Length == 0) outputs = [next[0]];
        StepFunction function = _builder.Build(
            $"random{_seed}",
            _parameters.Select(node => node.Value),
            _inputs.Select(node => node.Value),
            _previous.Select(node => node.Value),
            next.Select(node => node.Value),
            outputs.Select(node => node.Value));
        return new RandomCell(function, _spelled ? Definition(outputs) : null, [.. _sizes.Select(size => (size.Text, size.Value))]);
    }

    private bool IsArgument(Node node) => _parameters.Contains(node) || _inputs.Contains(node) || _previous.Contains(node);

    /// <summary>A state's new value: its old one and some values of its shape, squashed.</summary>
    private Node Next(Node previous)
    {
        Node sum = previous;
        List<Node> fitting = [.. _pool.Where(node => !IsArgument(node) && node.HasShape(previous.Dimensions))];
        if (fitting.Count == 0) fitting.Add(Projected(previous.Dimensions));
        foreach (Node node in fitting.Skip(Math.Max(0, fitting.Count - 3))) sum = Apply(PointwiseFunction.Add, sum, Use(node));
        string name = previous.Spelling.Text.TrimEnd('\'');
        Node next = Apply(PointwiseFunction.Tanh, sum);
        _equations.Add($"{name} = {next.Spelling.Text}");
        return Named(next, name);
    }

    private Node Argument(List<Node> list, string stem, Dimension[] dimensions)
    {
        string name = list == _previous && stem == "h" ? "h'" : stem + list.Count + (list == _previous ? "'" : "");
        Value value = _builder.Argument(name, Node.ShapeOf(dimensions));
        var node = new Node(value, new Spelling(name, Precedence.Primary), dimensions, [.. dimensions.Take(1)], 1);
        list.Add(node);
        return node;
    }

    /// <summary>Ends an equation: from here on the value goes by its name.</summary>
    private void Equation(Node node)
    {
        string name = $"v{_equations.Count + 1}";
        _equations.Add($"{name} = {node.Spelling.Text}");
        _pool.Add(Named(node, name));
    }

    private static Node Named(Node node, string name) => node with { Spelling = new Spelling(name, Precedence.Primary) };

    private string Definition(Node[] outputs)
    {
        var text = new StringBuilder();
        text.Append($"cell: random{_seed}\nsizes:\n");
        foreach (Dimension size in _sizes) text.Append($"  {size.Text}: {size.Value}\n");
        Section(text, "inputs", _inputs);
        Section(text, "states", _previous);
        Section(text, "parameters", _parameters);
        text.Append("equations: |\n");
        foreach (string equation in _equations) text.Append($"  {equation}\n");
        text.Append("outputs:\n");
        for (int i = 0; i < outputs.Length; i++) text.Append($"  y{i}: {outputs[i].Spelling.Text}\n");
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, List<Node> nodes)
    {
        if (nodes.Count == 0) return;
        text.Append($"{title}:\n");
        foreach (Node node in nodes)
        {
            string shape = string.Join(", ", node.Dimensions.Select(dimension => dimension.Text));
            text.Append($"  {node.Spelling.Text.TrimEnd('\'')}: [{shape}]\n");
        }
    }
}
