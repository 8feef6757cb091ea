using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Formats.Onnx;
using RnnGen.Formats.Onnx.Exported;
using RnnGen.Tool.Exporting.Onnx.Graph;
using RnnGen.Tool.Exporting.Onnx.Operations;

namespace RnnGen.Tool.Exporting.Onnx;

/// <summary>What goes in and out of the whole graph, and the values of a step that are known there.</summary>
internal sealed class GraphArguments
{
    private readonly OnnxCell _cell;
    private readonly GraphNames _names;
    private readonly Dictionary<int, Term> _terms = [];
    private readonly Dictionary<int, int> _parameters = [];
    private readonly ParameterBook _book;
    private readonly OnnxSettings _settings;
    private readonly Dictionary<int, Term> _initial = [];

    public GraphArguments(OnnxCell cell, OnnxSettings settings, GraphNames names, GraphScope whole, ParameterBook book)
    {
        (_cell, _settings, _names, Whole, _book) = (cell, settings, names, whole, book);
        StepFunction step = cell.Step;
        for (int p = 0; p < step.Parameters.Count; p++) _parameters[step.Parameters[p].Id] = p;
        for (int i = 0; i < step.Inputs.Count; i++)
        {
            SlotSignature slot = cell.Signature.Inputs[i];
            _terms[step.Inputs[i].Id] = new Term(slot.Name, slot.Shape, whole.Lead);
            whole.Graph.Inputs.Add(Argument(slot, slot.Name, LeadNames));
        }
        foreach (SlotSignature slot in settings.TakesStates ? cell.Signature.States : [])
        {
            OnnxArgument argument = Argument(slot, TapeNames.Initial(slot.Name), ["B"]);
            argument.Documentation = $"The state {slot.Name} before the first step, {slot.ShapeText}.";
            whole.Graph.Inputs.Add(argument);
        }
    }

    public GraphScope Whole { get; }

    private IEnumerable<object> LeadNames => Whole.Lead == 1 ? ["B"] : ["T", "B"];

    /// <summary>Whether a state is zero before the first step, and no input.</summary>
    public bool BeginsWithZero(int state) =>
        !_settings.TakesStates && _cell.Signature.States[state].Initial is null or { Parameter: null, Value: 0 };

    /// <summary>The state before the first step, [B, …]: an input, or what the definition says, for each sequence.</summary>
    public Term Initial(int state)
    {
        if (_initial.TryGetValue(state, out Term? known)) return known;
        SlotSignature slot = _cell.Signature.States[state];
        return _initial[state] = new Term(
            _settings.TakesStates ? TapeNames.Initial(slot.Name) : Repeated(slot), slot.Shape, 1);
    }

    private string Repeated(SlotSignature slot)
    {
        var writer = new OperationWriter(Whole, slot.Name + "_before", slot.Name);
        string value = slot.Initial is { Parameter: { } parameter }
            ? _book.Whole(_cell.Signature.Parameters.Select(one => one.Name).ToList().IndexOf(parameter))
            : Whole.Number(slot.Initial?.Value ?? 0);
        return writer.Repeated(value, slot.Shape);
    }

    public Term? Find(Value value)
    {
        if (_terms.TryGetValue(value.Id, out Term? known)) return known;
        return _parameters.TryGetValue(value.Id, out int parameter)
            ? _terms[value.Id] = new Term(_book.Whole(parameter), value.Shape, 0)
            : null;
    }

    public Term Of(Value value) => Find(value) ?? throw new InvalidOperationException($"{value} is not there yet.");

    public void Set(Value value, Term term) => _terms[value.Id] = term;

    /// <summary>An equation of the whole graph.</summary>
    public void Write(Equation equation) => Set(equation.Result, EquationWriter.Write(Whole, equation, Of, equation.Result.Name));

    /// <summary>An output of the definition, or its first state.</summary>
    /// <param name="tensor">Makes of the whole value what leaves.</param>
    public void AddOutput(GraphOutput output, Func<Term, string>? tensor = null)
    {
        var writer = new OperationWriter(Whole, output.Slot.Name, output.Slot.Name);
        Term term = writer.WithLead(Of(output.Of(_cell.Step)), Whole.Lead);
        Whole.Add("Identity", output.Slot.Name, [tensor?.Invoke(term) ?? term.Name], [output.Slot.Name]);
        Whole.Graph.Outputs.Add(Argument(output.Slot, output.Slot.Name, LeadNames));
    }

    /// <summary>The state after the last step, [B, …].</summary>
    public void AddFinal(int state, string tensor)
    {
        SlotSignature slot = _cell.Signature.States[state];
        string name = TapeNames.Final(slot.Name);
        Whole.Add("Identity", name, [tensor], [name]);
        OnnxArgument argument = Argument(slot, name, ["B"]);
        argument.Documentation = $"The state {slot.Name} after the last step, {slot.ShapeText}.";
        Whole.Graph.Outputs.Add(argument);
    }

    public IReadOnlyList<GraphOutput> Outputs => _names.Outputs;

    /// <summary>What they are to the definition.</summary>
    public StoredArguments Stored() => new(
        _settings.Form == OnnxForm.Step, [.. _cell.Signature.Inputs.Select(slot => slot.Name)],
        _settings.HasLengths ? GraphNames.Lengths : null, [.. Outputs.Select(output => output.Slot.Name)],
        [
            .. _cell.Signature.States.Select(slot => new StoredState(
                _settings.TakesStates ? TapeNames.Initial(slot.Name) : null, TapeNames.Final(slot.Name), slot.Initial?.Value ?? 0,
                slot.Initial?.Parameter)),
        ]);

    private OnnxArgument Argument(SlotSignature slot, string name, IEnumerable<object> lead)
    {
        OnnxArgument argument = GraphTensors.Argument(
            name, GraphTensors.TypeOf(Whole.Element), [.. lead, .. Term.Extents(slot.Shape).Cast<object>()]);
        argument.Documentation = slot.ShapeText;
        return argument;
    }
}
