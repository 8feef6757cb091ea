using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>
/// Cuts the equations of one sweep into stages. A level is a barrier: a product, a reduction or a reordering needs its operand complete, so
/// it starts a level above it; whatever acts element by element stays in the level (and so in the registers) of its operands.
/// </summary>
internal sealed partial class StageBuilder
{
    private readonly SweepContent _content;
    private readonly ProgramMemory _memory;
    private readonly ParameterViews _views;
    private readonly Dictionary<int, Location> _located;
    private readonly Dictionary<int, Node> _nodes = [];
    private readonly List<Node> _order = [];
    private readonly Dictionary<int, Equation> _leaves = [];
    private readonly SortedDictionary<(int Level, int Phase, int Units), MapDraft> _maps = [];
    private readonly SortedDictionary<(int Level, int Rows, int Columns), MapDraft> _matrices = [];
    private readonly List<Node.General> _generals = [];
    private HashSet<int>? _readByOthers;

    private StageBuilder(SweepContent content, ProgramMemory memory, ParameterViews views)
    {
        (_content, _memory, _views) = (content, memory, views);
        _located = content.Places.Known.ToDictionary(k => k.Key, k => k.Value);
    }

    /// <summary>The stages in order, and the final locations of the values that the sweep computed.</summary>
    public static EquatableArray<Stage> Build(SweepContent content, ProgramMemory memory, ParameterViews views)
    {
        var builder = new StageBuilder(content, memory, views);
        builder.Classify();
        builder.Sink();
        builder.PlaceResults();
        builder.PlaceNodes();
        builder.PlaceGradients();
        return builder.Assemble();
    }

    private void Classify()
    {
        var pinned = new HashSet<int>(_content.Places.Required.Keys);
        foreach (var term in _content.Gradients.Elementwise) pinned.Add(term.Value.Id);
        foreach (var term in _content.Gradients.Outers) { pinned.Add(term.Left.Id); pinned.Add(term.Right.Id); }
        foreach (var item in Accumulation.Find(ExpandPads(_content.Equations), _views, pinned, IsAtHand, _memory.Values))
        {
            if (item is Accumulation.Item.Sum sum)
                Add(new Node.Sum(sum, level: sum.Terms.Max(t => MemoryLevel(t.Source))));
            else if (item is Accumulation.Item.Apply apply)
                Classify(apply.Equation);
        }
    }

    /// <summary>
    /// Lies in a padded row. Only kernels of one row start a sum there: in tiles all rows start from the same. Panels for one row are met
    /// by all rows at once too, where a stream takes several steps.
    /// </summary>
    private bool IsAtHand(Value value) =>
        _content is { Panels: PanelForm.OneRow, IsOverTime: true } && _content.Places.Known.TryGetValue(value.Id, out Location? at)
        && at is { Region: Region.Work or Region.Saved, Padded: true };

    private void Classify(Equation equation)
    {
        Value result = equation.Result;
        switch (equation.Operation)
        {
            case Operation.Constant or Operation.Broadcast or Operation.Outer or Operation.Spread:
            case Operation.Slice { Axis: 0 } when !_views.TryGet(result, out _):
                _leaves[result.Id] = equation;
                break;
            case Operation.Slice or Operation.Transpose when _views.TryGet(result, out var view) && view.IsContiguous:
                break;
            case Operation.Pointwise or Operation.Select:
                Add(new Node.Element(equation, level: equation.Operands.Max(ElementLevel)));
                break;
            case Operation.Reduce reduce when equation.Operands[0].Shape.IsMatrix:
                Along left = reduce.Axis switch { null => Along.Nothing, 0 => Along.Columns, _ => Along.Rows };
                AddTotal(equation, equation.Operands[0], null, left);
                break;
            case Operation.MatMul when equation.Operands[0].Shape.IsMatrix && equation.Operands[1].Shape.IsVector:
                AddTotal(equation, equation.Operands[0], equation.Operands[1], Along.Rows);
                break;
            case Operation.MatMul when equation.Operands[0].Shape.IsVector && equation.Operands[1].Shape.IsMatrix:
                AddTotal(equation, equation.Operands[1], equation.Operands[0], Along.Columns);
                break;
            case Operation.Reduce when IsElement(equation):
                _leaves[result.Id] = equation;
                break;
            case Operation.Reduce:
                Add(new Node.Reduction(equation, level: ReduceLevel(equation.Operands[0])));
                break;
            case Operation.Concat { Axis: 0 }:
                Add(new Node.Join(equation, level: equation.Operands.Max(ElementLevel)));
                break;
            default:
                Add(new Node.General(equation, level: equation.Operands.Max(MemoryLevel)));
                break;
        }
    }

    /// <summary>
    /// A number of a vector, as a head's gate <c>f[j]</c>, is the sum of a part of one element. Where nothing but passes over matrices
    /// repeat it, it is read where it lies.
    /// </summary>
    private bool IsElement(Equation reduce) =>
        reduce.Operands[0].Shape.Length == 1 && !(_readByOthers ??= ReadByOthers()).Contains(reduce.Result.Id);

    /// <summary>What anything but a matrix that repeats it reads.</summary>
    private HashSet<int> ReadByOthers()
    {
        var read = new HashSet<int>();
        foreach (Equation reader in _content.Equations)
        {
            if (reader.Operation is Operation.Broadcast && reader.Result.Shape.IsMatrix) continue;
            foreach (Value operand in reader.Operands) read.Add(operand.Id);
        }
        return read;
    }

    private void AddTotal(Equation equation, Value matrix, Value? vector, Along of) => Add(new Node.Total(
        equation, matrix, vector, of, level: Math.Max(ElementLevel(matrix), vector is null ? 0 : VectorLevel(vector))));

    private void Add(Node node)
    {
        _nodes[node.Value.Id] = node;
        _order.Add(node);
    }

    /// <summary>The first level at which a stage can have the value in a register.</summary>
    private int ElementLevel(Value value)
    {
        if (_nodes.TryGetValue(value.Id, out Node? node)) return node.IsInRegisters ? node.Level : node.Level + 1;
        if (!_leaves.TryGetValue(value.Id, out Equation? leaf)) return 0;
        if (IsConstant(value)) return WaitsForAllUnits(value) ? 1 : 0;
        return leaf.Operation.IsSpread()
            ? leaf.Operands.Max(VectorLevel)
            : leaf.Operands.Select(MemoryLevel).DefaultIfEmpty(0).Max();
    }

    /// <summary>
    /// A number with a vector of one row, such as 1 - z, in which there are many units: it and what is made of it are a loop behind that of
    /// the products, where the chains of all units run beside each other. Few units are beside each other anyway.
    /// </summary>
    private bool WaitsForAllUnits(Value constant) =>
        _content.Panels == PanelForm.OneRow && !constant.Shape.IsMatrix && !_memory.AreFew(constant.Shape.Length);

    /// <summary>The first level at which a stage over a matrix can repeat a vector along it.</summary>
    private int VectorLevel(Value vector) => IsRepeated(vector) ? ElementLevel(vector) : MemoryLevel(vector);

    /// <summary>A number, or a scalar repeated.</summary>
    private bool IsRepeated(Value value) => _leaves.TryGetValue(value.Id, out Equation? leaf) && leaf.Operation.IsRepeated();

    /// <summary>The first level at which all elements of the value are in memory.</summary>
    private int MemoryLevel(Value value)
    {
        if (_nodes.TryGetValue(value.Id, out Node? node)) return node.Level + 1;
        if (!_leaves.TryGetValue(value.Id, out Equation? leaf)) return 0;
        return leaf.Operation is Operation.Slice or Operation.Reduce ? MemoryLevel(leaf.Operands[0]) : ElementLevel(value) + 1;
    }

    private int ReduceLevel(Value operand) =>
        _nodes.TryGetValue(operand.Id, out Node? node) ? node is Node.Reduction or Node.Total or Node.General ? node.Level + 1 : node.Level
        : ElementLevel(operand);

    /// <summary>
    /// Before: an element-by-element value made of what is in memory anyway is computed early and stored for a late stage.
    /// After: it is computed in the late stage itself.
    /// </summary>
    private void Sink()
    {
        var latest = new Dictionary<int, int>();
        void Use(Value value, int level)
        {
            if (_leaves.TryGetValue(value.Id, out Equation? leaf))
                foreach (Value operand in leaf.Operands) Use(operand, IsRepeated(operand) ? level : level - 1);
            latest[value.Id] = latest.TryGetValue(value.Id, out int other) ? Math.Min(other, level) : level;
        }
        var free = new HashSet<int>();
        foreach (Node node in _order.OfType<Node.Element>())
            if (node.Operands.All(o => free.Contains(o.Id) || !_nodes.ContainsKey(o.Id))) free.Add(node.Value.Id);
        foreach (Node node in Enumerable.Reverse(_order))
        {
            if (free.Contains(node.Value.Id) && latest.TryGetValue(node.Value.Id, out int level)) node.Level = Math.Max(node.Level, level);
            foreach (Value operand in node.Operands)
            {
                bool stays = node.Takes(operand) || node is Node.Join or Node.Reduction || node is Node.Total && IsRepeated(operand);
                Use(operand, stays ? node.Level : node.Level - 1);
            }
        }
    }

    /// <summary>Before: <c>Pad(v)</c>. After: <c>Concat(0, v, 0)</c>, for vectors and for rows of matrices.</summary>
    private List<Equation> ExpandPads(IReadOnlyList<Equation> equations)
    {
        var result = new List<Equation>();
        foreach (Equation equation in equations)
        {
            if (equation.Operation is not Operation.Pad { Axis: 0 } pad) { result.Add(equation); continue; }
            Value part = equation.Operands[0];
            var parts = new List<Value>();
            Zeros(pad.Start);
            parts.Add(part);
            Zeros(pad.Total - pad.Start - part.Shape.Rows);
            result.Add(equation with { Operation = new Operation.Concat(0), Operands = parts.ToEquatableArray() });

            void Zeros(int rows)
            {
                if (rows == 0) return;
                Value zero = _memory.Values.Temporary("zero", Shape.Scalar, "zero");
                Shape shape = part.Shape.IsMatrix ? Shape.Matrix(rows, part.Shape.Columns) : Shape.Vector(rows);
                Value zeros = _memory.Values.Temporary("zeros", shape, "zeros");
                result.Add(new Equation(zero, new Operation.Constant(0), EquatableArray<Value>.Empty, equation.Origin));
                result.Add(new Equation(zeros, new Operation.Broadcast(shape), EquatableArray.Of(zero), equation.Origin));
                parts.Add(zeros);
            }
        }
        return result;
    }
}
