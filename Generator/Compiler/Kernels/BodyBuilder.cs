using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Kernels;

/// <summary>The element-by-element part of a stage for one row and one block of units: loads, equations, stores, gradient sums.</summary>
internal sealed class BodyBuilder
{
    private readonly KernelSet _kernels;
    private readonly IPlaces _places;
    private readonly Stage.Map _stage;
    private readonly NameScope _scope;
    private readonly Dictionary<int, VectorExpression> _expressions = [];
    private readonly Dictionary<int, int> _uses = [];
    private readonly Dictionary<int, Equation> _users = [];
    private readonly Dictionary<int, Equation> _definitions = [];
    private readonly Dictionary<int, int> _behind;
    private readonly Dictionary<int, Load> _loads;

    /// <param name="at">The first unit of the block.</param>
    public BodyBuilder(KernelSet kernels, Frame frame, Stage.Map stage, NameScope scope, Offset at)
        : this(kernels, new RowPlaces(kernels.Lanes, frame, at), stage, scope)
    {
    }

    public BodyBuilder(KernelSet kernels, IPlaces places, Stage.Map stage, NameScope scope)
    {
        (_kernels, _places, _stage, _scope) = (kernels, places, stage, scope);
        _loads = stage.Loads.ToDictionary(l => l.Value.Id);
        _behind = CriticalPath.Behind(stage.Equations);
        foreach (Equation equation in stage.Equations)
        {
            _definitions[equation.Result.Id] = equation;
            foreach (Value operand in equation.Operands)
            {
                Count(operand);
                _users[operand.Id] = equation;
            }
        }
        foreach (Store store in stage.Stores) Count(store.Value, 2);
        foreach (GradientSum sum in stage.Gradients) Count(sum.Value, 2);
        foreach (RowReduction reduction in stage.Reductions) Count(reduction.Equation.Operands[0], 2);
    }

    public static VectorExpression Apply(PointwiseFunction function, VectorExpression left, VectorExpression right) =>
        new VectorExpression.Apply(function, Fast: false, EquatableArray.Of(left, right));

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
    public static void Build(IReadOnlyList<BodyBuilder> blocks, Statements to)
    {
        List<List<Equation>> phases = CriticalPath.Phases(blocks[0]._stage.Equations);
        foreach (List<Equation> phase in phases)
        {
            foreach (BodyBuilder block in blocks)
            {
                foreach (Equation equation in phase)
                    if (!block.IsContracted(equation)) block.Define(equation, to);
                if (phase == phases[phases.Count - 1]) block.Finish(to);
            }
        }
    }

    private void Finish(Statements to)
    {
        // A state may be overwritten where it lies: whatever is loaded is loaded before.
        foreach (Store store in _stage.Stores) Read(store.Value, to);
        foreach (Store store in _stage.Stores) to.Add(_places.Store(store.Location, Read(store.Value, to)));
        foreach (GradientSum sum in _stage.Gradients) to.Add(_places.Add(sum, Read(sum.Value, to)));
    }

    /// <summary>A value of this body; loads it first if it comes from memory.</summary>
    public VectorExpression Read(Value value, Statements to)
    {
        if (_expressions.TryGetValue(value.Id, out VectorExpression? expression)) return expression;
        if (!_loads.TryGetValue(value.Id, out Load? load))
            throw new System.InvalidOperationException($"Kernel of {_stage.Name}: {value} is neither loaded nor computed.");
        return Name(value, _places.Load(load), to);
    }

    private VectorExpression Name(Value value, VectorExpression of, Statements to)
    {
        string name = _scope[value];
        to.Define(name, of);
        return _expressions[value.Id] = new VectorExpression.Variable(name);
    }

    private void Count(Value value, int times = 1) => _uses[value.Id] = (_uses.TryGetValue(value.Id, out int uses) ? uses : 0) + times;

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
            pointwise.Function, _kernels.Options.Activations == ActivationsOption.Fast, Operands(equation, to)),
        Operation.Select select => new VectorExpression.Select(select.Comparison, Operands(equation, to)),
        _ => throw new System.InvalidOperationException($"{equation.Operation} does not act element by element."),
    };

    private EquatableArray<VectorExpression> Operands(Equation equation, Statements to) =>
        equation.Operands.Select(o => Read(o, to)).ToEquatableArray();

    /// <summary>a * b + c in one instruction, where the product is used here only.</summary>
    private VectorExpression Addition(Equation sum, Statements to)
    {
        Value left = sum.Operands[0], right = sum.Operands[1];
        if (Factors(left) is { } first) return Fused(first, right, isNegated: false, to);
        if (Factors(right) is { } second) return Fused(second, left, isNegated: false, to);
        return new VectorExpression.Apply(PointwiseFunction.Add, Fast: false, Operands(sum, to));
    }

    private VectorExpression Subtraction(Equation difference, Statements to)
    {
        Value left = difference.Operands[0], right = difference.Operands[1];
        return Factors(right) is { } factors
            ? Fused(factors, left, isNegated: true, to)
            : new VectorExpression.Apply(PointwiseFunction.Subtract, Fast: false, Operands(difference, to));
    }

    private VectorExpression Fused(Value[] factors, Value addend, bool isNegated, Statements to) =>
        new VectorExpression.MultiplyAdd(Read(factors[0], to), Read(factors[1], to), Read(addend, to), isNegated);

    private Value[]? Factors(Value value) =>
        _definitions.TryGetValue(value.Id, out Equation? equation) && IsContracted(equation) ? equation.Operands.ToArray() : null;

    /// <summary>A product that one sum or difference takes in: of two, the one that is there last, else the first.</summary>
    private bool IsContracted(Equation equation)
    {
        if (!IsLoneProduct(equation)) return false;
        Equation user = _users[equation.Result.Id];
        Value first = user.Operands[0], second = user.Operands[user.Operands.Count - 1];
        if (user.Operation is Operation.Pointwise { Function: PointwiseFunction.Subtract }) return second.Id == equation.Result.Id;
        if (user.Operation is not Operation.Pointwise { Function: PointwiseFunction.Add }) return false;
        bool isFirst = first.Id == equation.Result.Id;
        if (!_definitions.TryGetValue((isFirst ? second : first).Id, out Equation? other) || !IsLoneProduct(other)) return true;
        int length = _behind[equation.Result.Id], otherLength = _behind[other.Result.Id];
        return isFirst ? length >= otherLength : length > otherLength;
    }

    private bool IsLoneProduct(Equation equation) =>
        equation.Operation is Operation.Pointwise { Function: PointwiseFunction.Multiply } && _uses[equation.Result.Id] == 1;
}
