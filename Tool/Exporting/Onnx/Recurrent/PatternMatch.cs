using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Tool.Exporting.Onnx.Operations;

namespace RnnGen.Tool.Exporting.Onnx.Recurrent;

/// <summary>
/// One attempt to see an operator of the standard in the equations of a state. What was looked through is kept: the operator stands for all
/// of it, and nobody else may read it.
/// </summary>
internal sealed class PatternMatch(StepGraph graph, int hidden, int? cell)
{
    private readonly HashSet<int> _equations = [];
    private readonly List<Value> _inputs = [];

    public StepFunction Step => graph.Step;

    public Value Hidden => Step.Previous[hidden];

    public Value? Cell => cell is { } state ? Step.Previous[state] : null;

    /// <summary>a f b, in both orders.</summary>
    public IEnumerable<(Value, Value)> Pairs(Value value, PointwiseFunction function)
    {
        if (graph.DefinitionOf(value) is not { Operation: Operation.Pointwise pointwise, Operands: var operands }
            || pointwise.Function != function) return [];
        Take(value);
        return [(operands[0], operands[1]), (operands[1], operands[0])];
    }

    /// <summary>f(z), of a function that the operators of the standard have.</summary>
    public (Value Argument, string Name)? Activation(Value value) =>
        Take(value) is { Operation: Operation.Pointwise { Function: var function }, Operands: [var argument] }
            && OnnxFunctions.All.TryGetValue(function, out OnnxFunction? row) && row.Activation is { } name
            ? (argument, name)
            : null;

    /// <summary>Of 1 - v, v.</summary>
    public Value? Complement(Value value) =>
        Take(value) is { Operation: Operation.Pointwise { Function: PointwiseFunction.Subtract }, Operands: [var one, var rest] }
            && IsOne(one)
            ? rest
            : null;

    /// <summary>A sum as weights of a gate: products with the state and with inputs, biases, peepholes.</summary>
    /// <param name="seen">The cell state that peepholes see; null for none.</param>
    /// <param name="takes">Takes a term of another form, before all others; false where it has not that form.</param>
    public RecurrentGate? Gate(Value sum, Value? seen = null, System.Func<RecurrentGate, Value, bool>? takes = null)
    {
        var gate = new RecurrentGate();
        foreach (Value term in Terms(sum))
            if (takes?.Invoke(gate, term) != true && !Add(gate, term, seen)) return null;
        return gate;
    }

    /// <summary>Of r * h', r: where a value is that, and nothing is looked through where it is not.</summary>
    public Value? FactorOfHidden(Value value) =>
        graph.DefinitionOf(value) is { Operation: Operation.Pointwise { Function: PointwiseFunction.Multiply }, Operands: [var a, var b] }
            && (a == Hidden || b == Hidden) && Take(value) is not null
            ? a == Hidden ? b : a
            : null;

    /// <summary>P @ v: of a submatrix of a parameter and a vector.</summary>
    public (ParameterView Weights, Value Vector)? Product(Value value) =>
        graph.DefinitionOf(value) is { Operation: Operation.MatMul, Operands: [var matrix, var vector] }
            && matrix.Shape.IsMatrix && vector.Shape.IsVector && graph.Views.Find(matrix) is { } weights && Take(value) is not null
            ? (weights, vector)
            : null;

    public ParameterView? Vector(Value value) => value.Shape.IsVector ? graph.Views.Find(value) : null;

    public IEnumerable<Value> Terms(Value sum)
    {
        if (graph.DefinitionOf(sum) is not { Operation: Operation.Pointwise { Function: PointwiseFunction.Add } } equation) return [sum];
        Take(sum);
        return equation.Operands.SelectMany(Terms);
    }

    /// <summary>
    /// The operator, if nobody but it reads what is inside it: of its hidden state all may read the new value, and nothing else.
    /// </summary>
    public RecurrentNode? Settle(RecurrentNode node)
    {
        Value next = Step.Next[hidden];
        int stateNode = graph.StateNode(hidden);
        if (_inputs.Count == 0 || !graph.IsOnCycle(cell is { } c ? graph.StateNode(c) : stateNode)) return null;
        if (_inputs.Any(input => graph.NodeOf(input) is { } maker && (_equations.Contains(maker) || node.States.Any(state =>
            graph.AreOnOneCycle(maker, graph.StateNode(state)))))) return null;
        HashSet<int> inside = [.. _equations, .. node.States.Select(graph.StateNode)];
        int maker = graph.NodeOf(next)!.Value;
        bool isRead = inside.Where(one => one != maker).Any(one => graph.Readers(one).Any(reader => !inside.Contains(reader)))
            || Step.Outputs.Any(output => output.Id != next.Id && graph.NodeOf(output) is { } made && inside.Contains(made))
            || Step.Next.Where((_, state) => !node.States.Contains(state))
                .Any(value => value.Id != next.Id && graph.NodeOf(value) is { } made && inside.Contains(made));
        return isRead ? null : node with { Inputs = _inputs, Equations = _equations };
    }

    private bool Add(RecurrentGate gate, Value term, Value? seen)
    {
        if (Vector(term) is { } bias)
        {
            if (gate.Bias is null) gate.Bias = bias;
            else if (gate.RecurrentBias is null) gate.RecurrentBias = bias;
            else return false;
            return true;
        }
        if (Product(term) is { } product)
        {
            if (product.Vector != Hidden) return AddInput(gate, product.Vector, product.Weights);
            if (gate.Recurrent is not null) return false;
            gate.Recurrent = product.Weights;
            return true;
        }
        if (seen is null || gate.Peephole is not null) return false;
        foreach ((Value weights, Value state) in Pairs(term, PointwiseFunction.Multiply))
        {
            if (state != seen || Vector(weights) is not { } peephole) continue;
            gate.Peephole = peephole;
            return true;
        }
        return false;
    }

    private bool AddInput(RecurrentGate gate, Value input, ParameterView weights)
    {
        if (input == Cell || input.Id == Step.Next[hidden].Id || Step.Parameters.Contains(input)) return false;
        if (!_inputs.Contains(input)) _inputs.Add(input);
        return gate.Inputs.TryAdd(input, weights);
    }

    private bool IsOne(Value value) => graph.DefinitionOf(value) switch
    {
        { Operation: Operation.Constant { Number: 1 } } => true,
        { Operation: Operation.Broadcast, Operands: [var scalar] } => IsOne(scalar),
        _ => false,
    };

    private Equation? Take(Value value)
    {
        if (graph.NodeOf(value) is not { } node || graph.EquationOf(node) is not { } equation) return null;
        _equations.Add(node);
        return equation;
    }
}
