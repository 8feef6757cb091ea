using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Formats.Onnx;
using RnnGen.Tool.Exporting.Onnx.Graph;
using RnnGen.Tool.Exporting.Onnx.Operations;

namespace RnnGen.Tool.Exporting.Onnx;

/// <summary>
/// A loop over time: Scan, whose body is one step of all sequences of a batch. States go from step to step; values of other loops come in
/// step
/// by step, and parameters are seen from the graph around.
/// </summary>
internal sealed class LoopWriter(StepFunction step, GraphArguments arguments, SequenceMask? mask)
{
    private readonly GraphScope _body = arguments.Whole.Body();
    private readonly Dictionary<int, Term> _terms = [];
    private readonly List<(string Sequence, string Row)> _rows = [];
    private readonly HashSet<string> _taken = [];
    private string? _maskRow;

    /// <param name="equations">Of the loop, in order.</param>
    /// <param name="states">That go from step to step.</param>
    /// <param name="handed">Values of all steps that are read behind the loop.</param>
    /// <returns>The states after the last step.</returns>
    public IEnumerable<(int State, string Tensor)> Write(
        IReadOnlyList<Equation> equations, IReadOnlyList<int> states, IReadOnlyList<Value> handed)
    {
        foreach (int state in states)
        {
            Value previous = step.Previous[state];
            string name = _body.Name(StateName(state) + "_before");
            _body.Graph.Inputs.Add(Argument(name, previous));
            _terms[previous.Id] = new Term(name, previous.Shape, 1);
        }
        foreach (Equation equation in equations)
            _terms[equation.Result.Id] = EquationWriter.Write(_body, equation, Of, equation.Result.Name + "_t");
        foreach (int state in states) AddOutput(Next(state), step.Next[state]);
        foreach (Value value in handed) AddOutput(Whole(value).Name, value);
        // A loop takes as many steps as what comes in has.
        if (_rows.Count == 0) Of(step.Inputs[0]);
        foreach ((string _, string row) in _rows)
            _body.Graph.Inputs.Add(new OnnxArgument { Name = row });
        return Close(states, handed);
    }

    private List<(int, string)> Close(IReadOnlyList<int> states, IReadOnlyList<Value> handed)
    {
        GraphScope whole = arguments.Whole;
        long direction = states.Any(state => step.DirectionOf(state) == Direction.Reversed) ? 1 : 0;
        string[] finals = [.. states.Select(state => whole.Name(TensorName(step.Next[state]) + "_final"))];
        string[] sequences = [.. handed.Select(value => whole.Name(TensorName(value)))];
        string name = whole.Name("loop_" + StateName(states[0]));
        _body.Graph.Name = name + "_step";
        List<OnnxAttribute> attributes = [NodeAttributes.Of("body", _body.Graph), NodeAttributes.Of("num_scan_inputs", _rows.Count)];
        if (direction == 1)
        {
            attributes.Add(NodeAttributes.Of("scan_input_directions", Enumerable.Repeat(direction, _rows.Count)));
            if (handed.Count > 0) attributes.Add(NodeAttributes.Of("scan_output_directions", Enumerable.Repeat(direction, handed.Count)));
        }
        whole.Add(
            "Scan", name, states.Select(state => arguments.Initial(state).Name).Concat(_rows.Select(row => row.Sequence)),
            finals.Concat(sequences), attributes);
        for (int i = 0; i < handed.Count; i++) arguments.Set(handed[i], new Term(sequences[i], handed[i].Shape, 2));
        return [.. states.Zip(finals)];
    }

    /// <summary>The state that the next step finds: behind the end of a sequence the one before.</summary>
    private string Next(int state)
    {
        Term next = Whole(step.Next[state]), before = _terms[step.Previous[state].Id];
        if (mask is null) return next.Name;
        _maskRow ??= Row(mask.Name, "is_step_t");
        return SequenceMask.Choose(_body, _maskRow, next, next.Name, before.Name, TensorName(step.Next[state]) + "_kept");
    }

    private Term Whole(Value value) => new OperationWriter(_body, value.Name + "_t", value.Name).WithLead(Of(value), 1);

    /// <summary>A tensor that a node of the body makes, and that is no other output.</summary>
    private void AddOutput(string tensor, Value value)
    {
        bool isMade = _body.Graph.Nodes.Any(node => node.Outputs.Contains(tensor));
        if (!isMade || !_taken.Add(tensor)) tensor = _body.Node("Identity", TensorName(value) + "_out", [tensor]);
        _body.Graph.Outputs.Add(Argument(tensor, value));
    }

    private Term Of(Value value)
    {
        if (_terms.TryGetValue(value.Id, out Term? known)) return known;
        Term around = arguments.Of(value);
        if (around.Lead == 0) return around;
        return _terms[value.Id] = around with { Name = Row(around.Name, TensorName(value) + "_t"), Lead = 1 };
    }

    private string Row(string sequence, string name)
    {
        string row = _body.Name(name);
        _rows.Add((sequence, row));
        return row;
    }

    private OnnxArgument Argument(string name, Value value) => GraphTensors.Argument(
        name, GraphTensors.TypeOf(_body.Element), ["B", .. Term.Extents(value.Shape).Cast<object>()]);

    private string StateName(int state) => step.Previous[state].Name.TrimEnd('\'');

    private static string TensorName(Value value) => value.Name.EndsWith('\'') ? value.Name[..^1] + "_previous" : value.Name;
}
