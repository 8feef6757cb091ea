using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// The mathematics of an equation as people read it: an operation, and what it is of either by name or written out. Who prints it, as text
/// or in another notation, reads it from the outside in.
/// </summary>
public abstract record Expression
{
    private Expression() { }

    /// <summary>A value that is called by its name.</summary>
    public sealed record Name(Value Value) : Expression;

    /// <summary>
    /// An operation. A sum may have any number of terms, which are added from the left; broadcasts of scalars are left out.
    /// </summary>
    public sealed record Apply(Operation Operation, EquatableArray<Expression> Operands) : Expression;
}
