using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// A named tensor of one time step (one batch row), assigned once. Ids are unique within a cell, forward and backward together.
/// </summary>
/// <param name="Stem">Of a temporary: the name that its own is a number of; null where a definition or an adjoint gave the name.</param>
public sealed record Value(int Id, string Name, Shape Shape, string? Stem = null)
{
    /// <summary>Whether nobody gave it a name: it may be written out, renamed, or dropped.</summary>
    public bool IsTemporary => Stem is not null;

    public override string ToString() => $"{Name}{Shape}";
}

/// <summary>One assignment: <c>result = operation(operands)</c>.</summary>
/// <param name="Origin">For people: nothing that is computed hangs on it.</param>
public sealed record Equation(Value Result, Operation Operation, EquatableArray<Value> Operands, Origin Origin);

/// <summary>Where an equation comes from: one of the definition, or one that was derived. Who prints reads it, and nobody else.</summary>
/// <param name="Target">The name of the value that the equation computes, or is on the way to.</param>
/// <param name="Text">The whole equation, such as <c>c = f * c' + i * g</c>.</param>
public sealed record Origin(string Target, string Text)
{
    public static Origin None { get; } = new("", "");
}
