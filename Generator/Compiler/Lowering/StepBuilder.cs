using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Lowering;

/// <summary>Writes equations of the IR, one after the other. Before each equation of the definition it is told its name and text.</summary>
internal sealed class StepBuilder(PartNames names)
{
    private readonly HashSet<string> _arguments = [];
    private string _target = "";

    public IrBuilder Ir { get; } = new();

    /// <param name="target">The name of the value that the following equations compute in the end.</param>
    /// <param name="text">The equation of the definition that they come from.</param>
    public void Begin(string target, string text) => (_target, Ir.Origin) = (target, new Origin(target, text));

    /// <summary>The name for the argument of the function that computes the target, or null where it is taken.</summary>
    public string? NameOfArgument()
    {
        string? name = names.Argument(_target);
        if (name is not null) _arguments.Add(name);
        return name;
    }

    /// <param name="name">Null for a value in between, which gets a name that is free.</param>
    public Value Add(string? name, Operation operation, params Value[] operands)
    {
        if (name is null) return Ir.AddTemporary(operation, operands, names.Next(_target), stem: _target);
        return _arguments.Contains(name) ? Ir.AddTemporary(operation, operands, name, stem: name) : Ir.Add(operation, operands, name);
    }

    /// <summary>An input that holds random numbers for the target.</summary>
    public Value Mask(Shape shape) => Ir.Argument(names.Mask(_target), shape);

    public Value Constant(double number, string? name = null) => Add(name, new Operation.Constant(number));

    /// <summary>The number that an operand is.</summary>
    public double NumberOf(Value value) =>
        ((Operation.Constant)Ir.Equations.Single(equation => equation.Result.Id == value.Id).Operation).Number;

    public Value Pointwise(string? name, PointwiseFunction function, params Value[] operands) =>
        Add(name, new Operation.Pointwise(function), operands);

    /// <summary>Repeats a scalar; what has the shape already stays as it is.</summary>
    public Value Broadcast(Value value, Shape shape) =>
        value.Shape == shape ? value : Add(null, new Operation.Broadcast(shape), value);
}
