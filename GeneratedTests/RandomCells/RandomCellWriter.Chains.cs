using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Tests.RandomCells;

/// <content>Cells in layers.</content>
internal sealed partial class RandomCellWriter
{
    private const int CardsPerLayer = 2;

    /// <summary>New values of states, in the order of the states.</summary>
    private readonly Dictionary<int, Node> _next = [];

    public RandomCell WriteChained()
    {
        Node source = Argument(_inputs, "x", [_sizes[1]]);
        Node[] states = [.. Enumerable.Range(0, _random.Next(2, 4)).Select(i => Argument(_previous, i == 0 ? "h" : "s", [RandomSize()]))];
        var cards = new Queue<Card>(Deck.Deal(Deck.Spelled, _seed));
        var made = new List<Node>();
        foreach (Node state in states)
        {
            _pool.Clear();
            _pool.AddRange([source, state]);
            if (Chance(0.3)) _pool.Add(Delayed(source));
            // Reads a state of another layer: of a later one, and the layers between them are one recurrence.
            if (Chance(0.2)) _pool.Add(states[_random.Next(states.Length)]);
            Equation(MatMul(Parameter(state.Dimensions[0], source.Dimensions[0]), Use(source)));
            for (int i = 0; i < CardsPerLayer; i++) Equation(Play(cards.Dequeue()));
            // A layer without a cycle, as a state, now and then.
            _next[state.Value.Id] = source = Chance(0.2) ? Forward(state) : Next(state);
            made.AddRange(_pool);
        }
        return Cell([.. _previous.Select(state => _next[state.Value.Id])], made);
    }

    /// <summary>A state that is a value one step late.</summary>
    private Node Delayed(Node node)
    {
        Node delayed = Argument(_previous, "s", node.Dimensions);
        _equations.Add($"{delayed.Spelling.Text.TrimEnd('\'')} = {node.Spelling.Text}");
        _next[delayed.Value.Id] = node;
        return delayed;
    }

    /// <summary>A state's new value that its old one has no part in, if the values that it is made of have none.</summary>
    private Node Forward(Node state)
    {
        Node next = Apply(Compiler.Ir.PointwiseFunction.Tanh, Projected(state.Dimensions));
        string name = state.Spelling.Text.TrimEnd('\'');
        _equations.Add($"{name} = {next.Spelling.Text}");
        return Named(next, name);
    }
}
