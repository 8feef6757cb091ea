using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// Creates values with unique ids and names and the equations that define them; every operation's shape is checked where it is added.
/// </summary>
public sealed partial class IrBuilder
{
    private readonly List<Equation> _equations = [];
    private int _nextId;

    public UniqueNames Names { get; } = new();

    /// <summary>What the next equations belong to.</summary>
    public Origin Origin { get; set; } = Origin.None;

    /// <summary>The stem of the names of temporaries: <c>f</c> gives <c>f_1</c>, <c>f_2</c>, …</summary>
    public string Stem { get; set; } = "t";

    public IReadOnlyList<Equation> Equations => _equations;

    /// <summary>A builder whose ids and names are those that <paramref name="values"/> leave free.</summary>
    public static IrBuilder Beside(IEnumerable<Value> values)
    {
        var builder = new IrBuilder();
        foreach (Value value in values) builder.Reserve(value);
        return builder;
    }

    public void Reserve(Value value)
    {
        Names.Reserve(value.Name);
        if (value.Id >= _nextId) _nextId = value.Id + 1;
    }

    /// <summary>A value that no equation defines: a parameter, an input, a previous state, a seed.</summary>
    public Value Argument(string name, Shape shape) => new(_nextId++, Names.Take(name), shape);

    /// <summary>Adds <c>name = operation(operands)</c>; without a name the result is a temporary named after <see cref="Stem"/>.</summary>
    public Value Add(Operation operation, IReadOnlyList<Value> operands, string? name = null)
    {
        return Add(operation, operands, name is null ? Names.TakeNumbered(Stem) : Names.Take(name), name is null ? Stem : null);
    }

    /// <summary>The same for a temporary that has a name already.</summary>
    public Value AddTemporary(Operation operation, IReadOnlyList<Value> operands, string name, string stem) =>
        Add(operation, operands, Names.Take(name), stem);

    private Value Add(Operation operation, IReadOnlyList<Value> operands, string name, string? stem)
    {
        Shape shape = OperationShapes.Infer(operation, operands.Select(operand => operand.Shape).ToArray());
        var result = new Value(_nextId++, name, shape, stem);
        _equations.Add(new Equation(result, operation, operands.ToEquatableArray(), Origin));
        return result;
    }

    /// <summary>
    /// The finished step function, verified. Equations were added in an order in which every operand is defined before its use.
    /// </summary>
    public StepFunction Build(
        string name,
        IEnumerable<Value> parameters,
        IEnumerable<Value> inputs,
        IEnumerable<Value> previous,
        IEnumerable<Value> next,
        IEnumerable<Value> outputs)
    {
        var function = new StepFunction(
            name,
            parameters.ToEquatableArray(),
            inputs.ToEquatableArray(),
            previous.ToEquatableArray(),
            _equations.ToEquatableArray(),
            next.ToEquatableArray(),
            outputs.ToEquatableArray());
        Verifier.Verify(function);
        return function;
    }
}
