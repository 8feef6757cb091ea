using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Autodiff;

/// <summary>
/// Where an adjoint may differ from zero: what a <c>where</c>, or a function that chooses, did not take of a value has the adjoint zero
/// whatever it is multiplied by, infinities and NaN included. Element by element, in the shape of the value that it belongs to.
/// </summary>
internal abstract record Guard
{
    private Guard() { }

    /// <summary>Everywhere.</summary>
    internal static Guard Always { get; } = new Everywhere();

    /// <summary>Nowhere.</summary>
    internal static Guard Never { get; } = new Nowhere();

    /// <summary>Whether a <c>where</c> of the definition has a part in it; otherwise only relu, min, max and their like have.</summary>
    public abstract bool IsWritten { get; }

    /// <summary>How many comparisons there are in it.</summary>
    public abstract int Count { get; }

    internal sealed record Everywhere : Guard
    {
        public override bool IsWritten => false;

        public override int Count => 0;
    }

    internal sealed record Nowhere : Guard
    {
        public override bool IsWritten => false;

        public override int Count => 0;
    }

    /// <summary>One guard where a comparison holds, another where it does not.</summary>
    internal sealed record Choice(Condition Condition, Guard Then, Guard Otherwise) : Guard
    {
        public override bool IsWritten => Condition.IsWritten || Then.IsWritten || Otherwise.IsWritten;

        public override int Count => 1 + Then.Count + Otherwise.Count;
    }

    /// <summary>A choice, without what another choice by the same condition has settled.</summary>
    public static Guard Of(Condition condition, Guard then, Guard otherwise)
    {
        then = then.Given(condition, holds: true);
        otherwise = otherwise.Given(condition, holds: false);
        return then == otherwise ? then : new Choice(condition, then, otherwise);
    }

    /// <summary>Where one of two guards lets through.</summary>
    public static Guard Union(Guard a, Guard b) => (a, b) switch
    {
        (Everywhere, _) or (_, Nowhere) => a,
        (_, Everywhere) or (Nowhere, _) => b,
        (Choice choice, _) => Of(
            choice.Condition,
            Union(choice.Then, b.Given(choice.Condition, holds: true)),
            Union(choice.Otherwise, b.Given(choice.Condition, holds: false))),
        _ => throw new InvalidIrException($"No union of {a} and {b}."),
    };

    private Guard Given(Condition condition, bool holds)
    {
        if (this is not Choice choice) return this;
        if (choice.Condition.IsSameAs(condition)) return (holds ? choice.Then : choice.Otherwise).Given(condition, holds);
        return Of(choice.Condition, choice.Then.Given(condition, holds), choice.Otherwise.Given(condition, holds));
    }
}

/// <summary>A comparison, element by element.</summary>
/// <param name="IsWritten">By a <c>where</c> of the definition.</param>
internal sealed record Condition(Comparison Comparison, Value Left, Value Right, bool IsWritten)
{
    public bool IsSameAs(Condition other) =>
        Comparison == other.Comparison && Left.Id == other.Left.Id && Right.Id == other.Right.Id;
}
