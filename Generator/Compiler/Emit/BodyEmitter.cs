using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>The element-by-element part of a stage for one row and one block of units: loads, equations, stores, gradient sums.</summary>
internal sealed class BodyEmitter
{
    private readonly KernelContext _context;
    private readonly IPlaces _places;
    private readonly Stage.Map _stage;
    private readonly NameScope _scope;
    private readonly Dictionary<int, string> _expressions = [];
    private readonly Dictionary<int, int> _uses = [];
    private readonly Dictionary<int, Equation> _definitions = [];
    private readonly Dictionary<int, int> _behind;
    private readonly Dictionary<int, Load> _loads;

    /// <param name="at">The C# expression of the first unit of the block.</param>
    public BodyEmitter(KernelContext context, Frame frame, Stage.Map stage, NameScope scope, string at)
        : this(context, new RowPlaces(context, frame, at), stage, scope)
    {
    }

    public BodyEmitter(KernelContext context, IPlaces places, Stage.Map stage, NameScope scope)
    {
        (_context, _places, _stage, _scope) = (context, places, stage, scope);
        _loads = stage.Loads.ToDictionary(l => l.Value.Id);
        _behind = CriticalPath.Behind(stage.Equations);
        foreach (Equation equation in stage.Equations)
        {
            _definitions[equation.Result.Id] = equation;
            foreach (Value operand in equation.Operands) Count(operand);
        }
        foreach (Store store in stage.Stores) Count(store.Value, 2);
        foreach (GradientSum sum in stage.Gradients) Count(sum.Value, 2);
        foreach (RowReduction reduction in stage.Reductions) Count(reduction.Equation.Operands[0], 2);
    }

    /// <summary>Says where a value stands already.</summary>
    public void Bind(Value value, string expression) => _expressions[value.Id] = expression;

    public void Emit() => Emit([this]);

    /// <summary>
    /// Several blocks of units of one stage, phase by phase: a processor looks only so far ahead, and the second block's chain would begin
    /// when the first one's is nearly over (<c>Run</c> of LSTM (1,32), two blocks: 134 ns a step one behind the other, 129 like this).
    /// </summary>
    public static void Emit(IReadOnlyList<BodyEmitter> blocks)
    {
        List<List<Equation>> phases = CriticalPath.Phases(blocks[0]._stage.Equations);
        foreach (List<Equation> phase in phases)
        {
            foreach (BodyEmitter block in blocks)
            {
                foreach (Equation equation in phase)
                    if (!block.IsContracted(equation)) block.Define(equation);
                if (phase == phases[phases.Count - 1]) block.Finish();
            }
        }
    }

    private void Finish()
    {
        // A state may be overwritten where it lies: whatever is loaded is loaded before.
        foreach (Store store in _stage.Stores) Read(store.Value);
        foreach (Store store in _stage.Stores) _context.Writer.Line(_places.Store(store.Location, Read(store.Value)));
        foreach (GradientSum sum in _stage.Gradients) _context.Writer.Line(_places.Add(sum, Read(sum.Value)));
    }

    /// <summary>The expression of a value of this body; loads it if it comes from memory.</summary>
    public string Read(Value value)
    {
        if (_expressions.TryGetValue(value.Id, out string? expression)) return expression;
        if (!_loads.TryGetValue(value.Id, out Load? load))
            throw new System.InvalidOperationException($"Emission of {_stage.Name}: {value} is neither loaded nor computed.");
        string name = _scope[value];
        _context.Writer.Line($"V {name} = {_places.Load(load)};");
        return _expressions[value.Id] = name;
    }

    private void Count(Value value, int times = 1) => _uses[value.Id] = (_uses.TryGetValue(value.Id, out int uses) ? uses : 0) + times;

    private void Define(Equation equation)
    {
        if (equation.Operation is Operation.Broadcast)
        {
            Bind(equation.Result, Read(equation.Operands[0]));
            return;
        }
        string text = Text(equation);
        if (equation.Operation is Operation.Constant)
        {
            Bind(equation.Result, text);
            return;
        }
        string name = _scope[equation.Result];
        _context.Writer.Line($"V {name} = {text};");
        Bind(equation.Result, name);
    }

    private string Text(Equation equation) => equation.Operation switch
    {
        Operation.Constant { Number: 1 } => "V.One",
        Operation.Constant { Number: 0 } constant when !double.IsNegativeInfinity(1 / constant.Number) => "V.Zero",
        Operation.Constant constant => $"V.Create({_context.Number(constant.Number)})",
        Operation.Pointwise { Function: PointwiseFunction.Add } => Addition(equation),
        Operation.Pointwise { Function: PointwiseFunction.Subtract } => Subtraction(equation),
        Operation.Pointwise pointwise =>
            PointwiseSpelling.Text(pointwise.Function, _context.Options.Activations, equation.Operands.Select(Read).ToArray()),
        Operation.Select select => $"V.Select{select.Comparison}({string.Join(", ", equation.Operands.Select(Read))})",
        _ => throw new System.InvalidOperationException($"{equation.Operation} does not act element by element."),
    };

    /// <summary>a * b + c in one instruction, where the product is used here only.</summary>
    private string Addition(Equation sum)
    {
        Value left = sum.Operands[0], right = sum.Operands[1];
        if (Factors(left) is { } first) return $"V.MultiplyAdd({Read(first[0])}, {Read(first[1])}, {Read(right)})";
        if (Factors(right) is { } second) return $"V.MultiplyAdd({Read(second[0])}, {Read(second[1])}, {Read(left)})";
        return $"{Read(left)} + {Read(right)}";
    }

    private string Subtraction(Equation difference)
    {
        Value left = difference.Operands[0], right = difference.Operands[1];
        return Factors(right) is { } factors
            ? $"V.MultiplyAdd(-{Read(factors[0])}, {Read(factors[1])}, {Read(left)})"
            : $"{Read(left)} - {Read(right)}";
    }

    private Value[]? Factors(Value value) =>
        _definitions.TryGetValue(value.Id, out Equation? equation) && IsContracted(equation) ? equation.Operands.ToArray() : null;

    /// <summary>A product that one sum or difference takes in: of two, the one that is there last, else the first.</summary>
    private bool IsContracted(Equation equation)
    {
        if (!IsLoneProduct(equation)) return false;
        Equation user = _stage.Equations.Single(e => e.Operands.Any(o => o.Id == equation.Result.Id));
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
