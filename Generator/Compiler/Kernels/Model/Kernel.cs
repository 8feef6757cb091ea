using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Kernels.Model;

/// <summary>
/// A method over a vector type V: a loop program that reads and writes memory which its caller lends. It returns nothing and allocates
/// nothing.
/// </summary>
/// <param name="Name">What it is called where it is printed.</param>
/// <param name="Notes">The equations that it computes, a line each; read by people only.</param>
public sealed record Kernel(
    string Name, EquatableArray<string> Notes, EquatableArray<Parameter> Parameters, EquatableArray<Statement> Body)
{
    /// <summary>It stands in the runtime, where all cells share it.</summary>
    public bool IsOfRuntime { get; init; }
}

/// <summary>What a kernel receives. A closed hierarchy.</summary>
public abstract record Parameter(string Name)
{
    /// <summary>A number of elements or rows.</summary>
    /// <param name="AtLeast">What callers keep to; never below 0.</param>
    public sealed record Count(string Name, int AtLeast = 0) : Parameter(Name);

    /// <summary>Whether something is so.</summary>
    public sealed record Flag(string Name) : Parameter(Name);

    /// <summary>A reference to the first of some elements.</summary>
    public sealed record Elements(string Name) : Parameter(Name);

    /// <summary>A vector of the caller's, which the kernel changes.</summary>
    public sealed record Sum(string Name) : Parameter(Name);
}

/// <summary>What a call hands over, in the order of the parameters. A closed hierarchy.</summary>
public abstract record Argument
{
    private Argument() { }

    public sealed record Count(Offset Value) : Argument;

    /// <summary>Whether something is so.</summary>
    public sealed record Flag(Condition Condition) : Argument;

    public sealed record Elements(Address Address) : Argument;

    public sealed record Sum(string Name) : Argument;
}
