using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Binding;

/// <summary>A shape while a definition is checked: its sizes are symbols, and it may not be known yet.</summary>
internal abstract record SymbolicShape
{
    private SymbolicShape() { }

    public static SymbolicShape Scalar { get; } = new Known(EquatableArray<SizePolynomial>.Empty);

    public static SymbolicShape Error { get; } = new Erroneous();

    public static SymbolicShape Vector(SizePolynomial length) => new Known(EquatableArray.Of(length));

    public static SymbolicShape Matrix(SizePolynomial rows, SizePolynomial columns) => new Known(EquatableArray.Of(rows, columns));

    public bool IsScalar => this is Known { Extents.Count: 0 };

    public bool IsVector => this is Known { Extents.Count: 1 };

    public bool IsMatrix => this is Known { Extents.Count: 2 };

    /// <summary>Rank known; extents may have unknowns in them, which are symbols that start with '?'.</summary>
    public sealed record Known(EquatableArray<SizePolynomial> Extents) : SymbolicShape;

    /// <summary>The shape of a parameter of which nothing is known yet but that it is no scalar.</summary>
    public sealed record Unknown(string Parameter) : SymbolicShape;

    /// <summary>The shape of what is in error: every use of it is silent.</summary>
    public sealed record Erroneous : SymbolicShape;
}
