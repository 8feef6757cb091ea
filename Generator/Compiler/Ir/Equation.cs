using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// A named tensor of one time step (one batch row), assigned once. Ids are unique within a cell, forward and backward together.
/// </summary>
public sealed record Value(int Id, string Name, Shape Shape)
{
    public override string ToString() => $"{Name}{Shape}";
}

/// <summary>One assignment: <c>result = operation(operands)</c>.</summary>
/// <param name="Source">The text of the definition's equation (or of the derived one) that this belongs to; read by people only.</param>
public sealed record Equation(Value Result, Operation Operation, EquatableArray<Value> Operands, string Source);
