using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Kernels.Model;

/// <summary>What a kernel does, one after the other. A closed hierarchy.</summary>
public abstract record Statement
{
    private Statement() { }

    /// <summary>A line for people.</summary>
    public sealed record Comment(string Text) : Statement;

    /// <summary>New vectors of one line; one without a value is assigned to before it is read.</summary>
    public sealed record DefineVectors(EquatableArray<VectorDefinition> Vectors) : Statement
    {
        public DefineVectors(string name, VectorExpression? value)
            : this(EquatableArray.Of(new VectorDefinition(name, value)))
        {
        }
    }

    public sealed record AssignVector(string Name, VectorExpression Value) : Statement;

    /// <summary>Adds to a vector.</summary>
    public sealed record AddToVector(string Name, VectorExpression Value) : Statement;

    public sealed record DefineScalar(string Name, ScalarExpression Value) : Statement;

    /// <summary>Adds to a number.</summary>
    public sealed record AddToScalar(string Name, ScalarExpression Value) : Statement;

    /// <param name="Remark">Why, behind the line; may be empty.</param>
    public sealed record DefineOffset(string Name, Offset Value, string Remark = "") : Statement;

    /// <summary>A new reference to the place.</summary>
    /// <param name="Remark">Why, behind the line; may be empty.</param>
    public sealed record Refer(string Name, Address Address, string Remark = "") : Statement;

    /// <summary>Lets a reference refer to another place.</summary>
    public sealed record Point(string Name, Address Address) : Statement;

    /// <summary>Moves a reference on by so many elements.</summary>
    public sealed record Move(string Name, Offset Elements) : Statement;

    /// <summary>A whole vector into memory.</summary>
    public sealed record Store(VectorExpression Value, Address Address) : Statement;

    /// <summary>The lanes of the elements At .. Length into a row that begins at the address; nothing beyond.</summary>
    /// <param name="IsReadBehind">What lies behind the row is read soon, before processors are done with the write.</param>
    public sealed record StorePartial(VectorExpression Value, Address Row, Offset At, int Length, bool IsReadBehind = false) : Statement;

    public sealed record StoreScalar(Address Address, ScalarExpression Value) : Statement;

    /// <summary>The sums of the lanes of four vectors, one after the other.</summary>
    public sealed record StoreSums(EquatableArray<string> Vectors, Address Address) : Statement;

    /// <summary>
    /// Asks for the line of an element, so that it is in the cache when it is read or written later. It may lie beyond what is lent:
    /// nothing happens there.
    /// </summary>
    public sealed record Prefetch(Address Address) : Statement;

    /// <summary>1 at the first largest of so many elements, else 0; a NaN counts as the largest.</summary>
    public sealed record StoreFirstMaximum(Address Result, Address Values, int Length) : Statement;

    /// <summary>Statements with names of their own.</summary>
    public sealed record Scope(EquatableArray<Statement> Body) : Statement;

    /// <summary>While all conditions hold; the variable grows by Step, which is positive.</summary>
    /// <param name="From">Null where the variable goes on from where it stands.</param>
    /// <param name="Remark">What it goes over, behind its head; may be empty.</param>
    public sealed record Loop(
        string Variable, Offset? From, EquatableArray<Condition> While, Offset Step, EquatableArray<Statement> Body, string Remark = "")
        : Statement;

    public sealed record If(Condition Condition, EquatableArray<Statement> Body, EquatableArray<Statement> Otherwise = default) : Statement;

    public sealed record Call(Kernel Kernel, EquatableArray<Argument> Arguments) : Statement;

    /// <summary>A call of the runtime library.</summary>
    /// <param name="Remark">Why, behind the line; may be empty.</param>
    public sealed record CallRuntime(RuntimeCall Of, string Remark = "") : Statement;
}

/// <param name="Value">Null where it is assigned later.</param>
public sealed record VectorDefinition(string Name, VectorExpression? Value);

/// <summary>Whether something holds. A closed hierarchy.</summary>
public abstract record Condition
{
    private Condition() { }

    /// <summary>The processor has 32 vector registers, not 16; a constant to the JIT.</summary>
    public sealed record ManyRegisters : Condition;

    /// <summary>A parameter says so.</summary>
    public sealed record Flag(string Name) : Condition;

    public sealed record Less(Offset Left, Offset Right) : Condition;

    public sealed record AtMost(Offset Left, Offset Right) : Condition;

    public sealed record Unequal(Offset Left, Offset Right) : Condition;

    public sealed record IsOdd(Offset Number) : Condition;

    /// <summary>At least one of them holds.</summary>
    public sealed record Any(EquatableArray<Condition> Conditions) : Condition;
}
