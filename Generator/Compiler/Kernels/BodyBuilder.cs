using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>The element-by-element part of a stage for one row and one block of units: loads, equations, stores, gradient sums.</summary>
internal sealed class BodyBuilder
{
    private readonly KernelSet _kernels;
    private readonly IPlaces _places;
    private readonly Stage.Map _stage;
    private readonly NameScope _scope;
    private readonly Dictionary<int, VectorExpression> _expressions = [];
    private readonly EquationSchedule _schedule;
    private readonly Dictionary<int, Equation> _contracted = [];
    private readonly Dictionary<int, Load> _loads;

    /// <param name="at">The first unit of the block.</param>
    public BodyBuilder(KernelSet kernels, Frame frame, Stage.Map stage, NameScope scope, Offset at)
        : this(kernels, new RowPlaces(kernels.Lanes, frame, at), stage, scope)
    {
    }

    public BodyBuilder(KernelSet kernels, IPlaces places, Stage.Map stage, NameScope scope)
    {
        (_kernels, _places, _stage, _scope, _schedule) = (kernels, places, stage, scope, stage.Schedule!.Equations!);
        _loads = stage.Loads.ToDictionary(l => l.Value.Id);
        foreach (int i in _schedule.Contracted) _contracted.Add(stage.Equations[i].Result.Id, stage.Equations[i]);
    }

    public static VectorExpression Apply(PointwiseFunction function, VectorExpression left, VectorExpression right) =>
        new VectorExpression.Apply(function, FunctionForm.Accurate, EquatableArray.Of(left, right));

    public static VectorExpression Plus(VectorExpression left, VectorExpression right) => Apply(PointwiseFunction.Add, left, right);

    /// <summary><c>sum = left * right + sum</c>.</summary>
    public static Statement AddProduct(string sum, string left, string right)
    {
        var before = new VectorExpression.Variable(sum);
        VectorExpression a = new VectorExpression.Variable(left), b = new VectorExpression.Variable(right);
        return new Statement.AssignVector(sum, new VectorExpression.MultiplyAdd(a, b, before));
    }

    /// <summary>Says where a value stands already.</summary>
    public void Bind(Value value, VectorExpression expression) => _expressions[value.Id] = expression;

    public void Build(Statements to) => Build([this], to);

    /// <summary>
    /// Several blocks of units of one stage, phase by phase: a processor looks only so far ahead, and the second block's chain would begin
    /// when the first one's is nearly over (<c>Run</c> of LSTM (1,32), two blocks: 134 ns a step one behind the other, 129 like this).
    /// </summary>
    /// <param name="before">What comes before a phase.</param>
    public static void Build(IReadOnlyList<BodyBuilder> blocks, Statements to, Action<int>? before = null)
    {
        Stage.Map stage = blocks[0]._stage;
        EquatableArray<int> phases = blocks[0]._schedule.Phases;
        for (int p = 0, first = 0; p < phases.Count; first += phases[p++])
        {
            before?.Invoke(p);
            foreach (BodyBuilder block in blocks)
            {
                foreach (Equation equation in stage.Equations.Skip(first).Take(phases[p]))
                    if (!block._contracted.ContainsKey(equation.Result.Id)) block.Define(equation, to);
                if (p == phases.Count - 1) block.Finish(to);
            }
        }
    }

    private void Finish(Statements to)
    {
        // A state may be overwritten where it lies: whatever is loaded is loaded before.
        foreach (Store store in _stage.Stores) Read(store.Value, to);
        foreach (Store store in _stage.Stores.Where(s => !s.OnlyToSave)) to.Add(Stored(store));
        Statement[] saved = [.. _stage.Stores.Where(s => s.OnlyToSave).Select(Stored)];
        if (saved.Length > 0) to.Add(new Statement.If(new Condition.Flag(StageNames.Saves), saved.ToEquatableArray()));
        foreach (GradientSum sum in _stage.Gradients) to.Add(_places.Add(sum, Read(sum.Value, to)));

        Statement Stored(Store store) => _places.Store(store, Read(store.Value, to));
    }

    /// <summary>A value of this body; loads it first if it comes from memory.</summary>
    public VectorExpression Read(Value value, Statements to)
    {
        if (_expressions.TryGetValue(value.Id, out VectorExpression? expression)) return expression;
        if (!_loads.TryGetValue(value.Id, out Load? load))
            throw new InvalidOperationException($"Kernel of {_stage.Name}: {value} is neither loaded nor computed.");
        return Name(value, _places.Load(load), to);
    }

    private VectorExpression Name(Value value, VectorExpression of, Statements to)
    {
        string name = _scope.Of(value, _kernels.Locals);
        to.Define(name, of);
        return _expressions[value.Id] = new VectorExpression.Variable(name);
    }

    private void Define(Equation equation, Statements to)
    {
        if (equation.Operation is Operation.Broadcast) Bind(equation.Result, Read(equation.Operands[0], to));
        else if (equation.Operation is Operation.Constant constant) Bind(equation.Result, new VectorExpression.Constant(constant.Number));
        else Name(equation.Result, Expression(equation, to), to);
    }

    private VectorExpression Expression(Equation equation, Statements to) => equation.Operation switch
    {
        Operation.Pointwise { Function: PointwiseFunction.Add } => Addition(equation, to),
        Operation.Pointwise { Function: PointwiseFunction.Subtract } => Subtraction(equation, to),
        Operation.Pointwise pointwise => new VectorExpression.Apply(
            pointwise.Function, (FunctionForm)_kernels.Options.Activations, Operands(equation, to)),
        Operation.Select select => new VectorExpression.Select(select.Comparison, Operands(equation, to)),
        _ => throw new InvalidOperationException($"{equation.Operation} does not act element by element."),
    };

    private EquatableArray<VectorExpression> Operands(Equation equation, Statements to) =>
        equation.Operands.Select(o => Read(o, to)).ToEquatableArray();

    /// <summary>a * b + c in one instruction, where the plan says so.</summary>
    private VectorExpression Addition(Equation sum, Statements to)
    {
        Value left = sum.Operands[0], right = sum.Operands[1];
        if (Factors(left) is { } first) return Fused(first, right, isNegated: false, to);
        if (Factors(right) is { } second) return Fused(second, left, isNegated: false, to);
        return new VectorExpression.Apply(PointwiseFunction.Add, FunctionForm.Accurate, Operands(sum, to));
    }

    private VectorExpression Subtraction(Equation difference, Statements to)
    {
        Value left = difference.Operands[0], right = difference.Operands[1];
        return Factors(right) is { } factors
            ? Fused(factors, left, isNegated: true, to)
            : new VectorExpression.Apply(PointwiseFunction.Subtract, FunctionForm.Accurate, Operands(difference, to));
    }

    private VectorExpression Fused(Value[] factors, Value addend, bool isNegated, Statements to) =>
        new VectorExpression.MultiplyAdd(Read(factors[0], to), Read(factors[1], to), Read(addend, to), isNegated);

    private Value[]? Factors(Value value) =>
        _contracted.TryGetValue(value.Id, out Equation? product) ? product.Operands.ToArray() : null;
}
