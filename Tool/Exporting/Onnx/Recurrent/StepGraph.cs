using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Sequences;

namespace RnnGen.Tool.Exporting.Onnx.Recurrent;

/// <summary>
/// Who feeds whom in a step: its equations, then its states, each of which hands what it becomes to those that read it at the next step.
/// </summary>
internal sealed class StepGraph
{
    private readonly Dictionary<int, int> _makers = [];
    private readonly List<int>[] _sources, _readers;
    private readonly int[] _component;

    public StepGraph(StepFunction step)
    {
        Step = step;
        Views = new ParameterViews(step);
        int count = step.Equations.Count + step.Previous.Count;
        for (int i = 0; i < step.Equations.Count; i++) _makers[step.Equations[i].Result.Id] = i;
        for (int s = 0; s < step.Previous.Count; s++) _makers[step.Previous[s].Id] = StateNode(s);
        _sources = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        _readers = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        for (int i = 0; i < step.Equations.Count; i++)
            foreach (Value operand in step.Equations[i].Operands) Connect(operand, i);
        for (int s = 0; s < step.Previous.Count; s++) Connect(step.Next[s], StateNode(s));
        Components = StrongComponents.Find(count, _sources, _readers);
        _component = new int[count];
        for (int c = 0; c < Components.Count; c++)
            foreach (int node in Components[c]) _component[node] = c;
    }

    public StepFunction Step { get; }

    public ParameterViews Views { get; }

    /// <summary>The cycles, and what is on none, each after what it reads.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Components { get; }

    public int StateNode(int state) => Step.Equations.Count + state;

    public Equation? EquationOf(int node) => node < Step.Equations.Count ? Step.Equations[node] : null;

    /// <summary>The equation of a value; null for arguments.</summary>
    public Equation? DefinitionOf(Value value) => NodeOf(value) is { } node ? EquationOf(node) : null;

    /// <summary>What makes a value; null for parameters and inputs.</summary>
    public int? NodeOf(Value value) => _makers.TryGetValue(value.Id, out int node) ? node : null;

    public IReadOnlyList<int> Readers(int node) => _readers[node];

    public IReadOnlyList<int> Sources(int node) => _sources[node];

    public bool AreOnOneCycle(int a, int b) => _component[a] == _component[b];

    public bool IsOnCycle(int node) => Components[_component[node]].Count > 1 || _sources[node].Contains(node);

    private void Connect(Value from, int to)
    {
        if (NodeOf(from) is not { } source || _sources[to].Contains(source)) return;
        _sources[to].Add(source);
        _readers[source].Add(to);
    }
}
