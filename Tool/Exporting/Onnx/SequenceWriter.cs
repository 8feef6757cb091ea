using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Tool.Exporting.Onnx.Graph;
using RnnGen.Tool.Exporting.Onnx.Operations;
using RnnGen.Tool.Exporting.Onnx.Recurrent;

namespace RnnGen.Tool.Exporting.Onnx;

/// <summary>
/// Whole sequences: what is on no cycle is computed for all steps at once; each cycle is a recurrent operator of the standard where it is
/// one,
/// and else a loop over time.
/// </summary>
internal sealed class SequenceWriter
{
    private readonly OnnxCell _cell;
    private readonly GraphArguments _arguments;
    private readonly StepGraph _graph;
    private readonly IReadOnlyList<RecurrentNode> _operators;
    private readonly Dictionary<int, RecurrentNode> _owners = [];
    private readonly HashSet<int> _wanted;
    private readonly SequenceMask? _mask;
    private readonly ParameterBook _book;
    private readonly Dictionary<int, string> _finals = [];

    public SequenceWriter(OnnxCell cell, GraphArguments arguments, ParameterBook book, bool hasLengths)
    {
        (_cell, _arguments, _book) = (cell, arguments, book);
        _graph = new StepGraph(cell.Step);
        // ONNX Runtime has these operators for float alone.
        _operators = cell.Element == Compiler.ElementType.Float ? RecurrentPatterns.Find(_graph) : [];
        foreach (RecurrentNode one in _operators)
            foreach (int node in one.Equations.Concat(one.States.Select(_graph.StateNode))) _owners[node] = one;
        _wanted = Wanted();
        if (hasLengths) _mask = new SequenceMask(arguments.Whole);
    }

    public void Write()
    {
        var recurrent = new RecurrentWriter(_cell, _arguments, _book, _mask);
        foreach (IReadOnlyList<int> component in _graph.Components)
        {
            foreach (RecurrentNode made in _operators.Where(one => component.Contains(_graph.NodeOf(_cell.Step.Next[one.Hidden])!.Value)))
                foreach ((int state, string tensor) in recurrent.Write(made)) _finals[state] = tensor;
            if (_owners.ContainsKey(component[0]) || !_wanted.Contains(component[0])) continue;
            if (component.Count == 1 && _graph.EquationOf(component[0]) is { } equation) _arguments.Write(equation);
            else Write(component);
        }
        foreach (GraphOutput output in _arguments.Outputs)
            _arguments.AddOutput(output, _mask is null ? null : term => _mask.Ended(term, output.Slot.Name));
        for (int s = 0; s < _cell.Step.Previous.Count; s++) _arguments.AddFinal(s, _finals[s]);
    }

    /// <summary>A cycle, or a state that is on none.</summary>
    private void Write(IReadOnlyList<int> component)
    {
        int first = _cell.Step.Equations.Count;
        int[] states = [.. component.Where(node => node >= first).Select(node => node - first)];
        var handed = component.Where(node => _graph.Readers(node).Any(reader => _wanted.Contains(reader) && !component.Contains(reader))
            || _owners.Values.Any(one => one.Inputs.Any(input => _graph.NodeOf(input) == node))).ToHashSet();
        handed.UnionWith(_arguments.Outputs.Select(output => _graph.NodeOf(output.Of(_cell.Step))).OfType<int>().Where(component.Contains));
        if (component.Count == 1 && handed.Count == 0 && _mask is null)
        {
            _finals[states[0]] = Last(states[0]);
            return;
        }
        var loop = new LoopWriter(_cell.Step, _arguments, _mask);
        foreach ((int state, string tensor) in loop.Write(
            [.. component.Where(node => node < first).Select(node => _cell.Step.Equations[node])], states,
            [.. handed.Order().Select(node => node < first ? _cell.Step.Equations[node].Result : _cell.Step.Previous[node - first])]))
            _finals[state] = tensor;
    }

    /// <summary>A state that nothing reads, after the last step.</summary>
    private string Last(int state)
    {
        Value next = _cell.Step.Next[state];
        var writer = new OperationWriter(_arguments.Whole, next.Name + "_last", next.Name);
        string all = writer.WithLead(_arguments.Of(next), 2).Name;
        (long from, long to) = _cell.Step.DirectionOf(state) == Direction.Forward ? (-1L, long.MaxValue) : (0L, 1L);
        string step = writer.Inner("Slice", all, writer.Integers(from), writer.Integers(to), writer.Integers(0));
        return writer.Last("Squeeze", [step, writer.Integers(0)]);
    }

    /// <summary>What outputs and states are made of, but for what is inside an operator.</summary>
    private HashSet<int> Wanted()
    {
        var wanted = new HashSet<int>();
        var open = new Stack<int>(_cell.Step.Outputs.Concat(_arguments.Outputs.Select(output => output.Of(_cell.Step)))
            .Select(_graph.NodeOf).OfType<int>().Concat(Enumerable.Range(0, _cell.Step.Previous.Count).Select(_graph.StateNode)));
        while (open.Count > 0)
        {
            int node = open.Pop();
            if (!wanted.Add(node)) continue;
            IEnumerable<int> sources = _owners.TryGetValue(node, out RecurrentNode? owner)
                ? owner.Inputs.Select(_graph.NodeOf).OfType<int>()
                : _graph.Sources(node);
            foreach (int source in sources) open.Push(source);
        }
        return wanted;
    }
}
