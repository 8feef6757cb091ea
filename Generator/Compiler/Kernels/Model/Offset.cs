using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Kernels.Model;

/// <summary>
/// A number of elements, worked out from numbers, the lanes of a vector, and the variables of a kernel. A closed hierarchy. What becomes an
/// address is affine in each variable; the verifier holds it to that.
/// </summary>
public abstract record Offset
{
    private Offset() { }

    public static Offset Zero { get; } = new Number(0);

    public static implicit operator Offset(int value) => value == 0 ? Zero : new Number(value);

    /// <summary>A variable or parameter by its name.</summary>
    public static Offset Of(string name) => new Variable(name);

    /// <summary>So many vectors, as elements.</summary>
    public static Offset Vectors(int count) => count == 0 ? Zero : count == 1 ? new Lanes() : new Product(count, new Lanes());

    /// <summary>The sum without its zeros.</summary>
    public static Offset Add(params Offset[] terms)
    {
        int count = 0;
        foreach (Offset term in terms)
            if (!IsZero(term)) terms[count++] = term;
        if (count < 2) return count == 0 ? Zero : terms[0];
        var left = new Offset[count];
        System.Array.Copy(terms, left, count);
        return new Sum(EquatableArray.Of(left));
    }

    public static Offset operator *(Offset left, Offset right) => (left, right) switch
    {
        (Number { Value: 0 }, _) or (_, Number { Value: 1 }) => left,
        (_, Number { Value: 0 }) or (Number { Value: 1 }, _) => right,
        _ => new Product(left, right),
    };

    public static bool IsZero(Offset offset) => offset is Number { Value: 0 };

    public sealed record Number(int Value) : Offset
    {
        /// <summary>What has the names where they are printed; no local of a kernel is called so.</summary>
        public const string Owner = "At";

        /// <summary>What people call it; null for a mere number. Numbers of equal value are equal, whatever they are called.</summary>
        public string? Name { get; init; }

        public bool Equals(Number? other) => other is not null && Value == other.Value;

        public override int GetHashCode() => Value;
    }

    /// <summary>The elements of one vector: <c>V.Count</c>.</summary>
    public sealed record Lanes : Offset;

    public sealed record Variable(string Name) : Offset;

    public sealed record Sum(EquatableArray<Offset> Terms) : Offset;

    public sealed record Difference(Offset Left, Offset Right) : Offset;

    public sealed record Product(Offset Left, Offset Right) : Offset;

    /// <summary>The largest multiple of Unit that is not above Value; neither depends on a variable.</summary>
    public sealed record Multiple(int Value, Offset Unit) : Offset;

    /// <summary>One of two, by a flag.</summary>
    public sealed record Choice(string Flag, Offset IfTrue, Offset IfFalse) : Offset;

    /// <summary>The smaller one.</summary>
    public sealed record Minimum(Offset Left, Offset Right) : Offset;

    /// <summary>1 if the number is odd, else 0.</summary>
    public sealed record Parity(Offset Value) : Offset;
}

/// <summary>A place in memory: so many elements behind what a reference refers to.</summary>
/// <param name="Elements">The name of the reference: a parameter, or one that a statement made.</param>
public sealed record Address(string Elements, Offset Offset)
{
    public Address(string elements) : this(elements, Offset.Zero) { }
}
