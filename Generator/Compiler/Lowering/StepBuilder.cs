using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Lowering;

/// <summary>Writes equations of the IR, one after the other. Before each equation of the definition it is told its name and text.</summary>
internal sealed class StepBuilder(PartNames names)
{
    private string _target = "";

    public IrBuilder Ir { get; } = new();

    /// <param name="target">The name of the value that the following equations compute in the end.</param>
    /// <param name="source">The text of the definition that they come from.</param>
    public void Begin(string target, string source) => (_target, Ir.Source) = (target, source);

    /// <summary>The name for the argument of the function that computes the target, or null where it is taken.</summary>
    public string? NameOfArgument() => names.Argument(_target);

    /// <param name="name">Null for a value in between, which gets a name that is free.</param>
    public Value Add(string? name, Operation operation, params Value[] operands) =>
        Ir.Add(operation, operands, name ?? names.Next(_target));

    public Value Constant(double number, string? name = null) => Add(name, new Operation.Constant(number));

    public Value Pointwise(string? name, PointwiseFunction function, params Value[] operands) =>
        Add(name, new Operation.Pointwise(function), operands);

    /// <summary>Repeats a scalar; what has the shape already stays as it is.</summary>
    public Value Broadcast(Value value, Shape shape) =>
        value.Shape == shape ? value : Add(null, new Operation.Broadcast(shape), value);
}
