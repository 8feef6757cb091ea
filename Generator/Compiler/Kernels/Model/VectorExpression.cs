using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Kernels.Model;

/// <summary>A vector's value. A closed hierarchy; what reads memory says how much of it.</summary>
public abstract record VectorExpression
{
    private VectorExpression() { }

    public static VectorExpression Zero { get; } = new Constant(0);

    public sealed record Variable(string Name) : VectorExpression;

    /// <summary>The same number in all lanes.</summary>
    public sealed record Constant(double Number) : VectorExpression;

    /// <summary>Whole vectors from memory; <paramref name="Direct"/>: without a call, for kernels that have very many.</summary>
    public sealed record Load(Address Address, bool Direct = false) : VectorExpression;

    /// <summary>The elements At .. Length of a row that begins at the address; zero in the lanes beyond.</summary>
    public sealed record LoadPartial(Address Row, Offset At, int Length) : VectorExpression;

    /// <summary>One element in all lanes.</summary>
    public sealed record Broadcast(Address Address) : VectorExpression;

    /// <summary>A number in all lanes.</summary>
    public sealed record Repeat(ScalarExpression Number) : VectorExpression;

    /// <param name="Form">A quicker and less exact form, where there is one.</param>
    public sealed record Apply(PointwiseFunction Function, FunctionForm Form, EquatableArray<VectorExpression> Operands) : VectorExpression;

    /// <summary>Left * Right + Addend, rounded once.</summary>
    /// <param name="Negated">-Left * Right + Addend.</param>
    public sealed record MultiplyAdd(VectorExpression Left, VectorExpression Right, VectorExpression Addend, bool Negated = false)
        : VectorExpression;

    /// <summary>Lane by lane, the third operand where the comparison holds of the first two, else the fourth.</summary>
    public sealed record Select(Comparison Comparison, EquatableArray<VectorExpression> Operands) : VectorExpression;

    /// <summary>The value in the lanes of the units At .. Units, Fill in those beyond.</summary>
    public sealed record KeepTail(VectorExpression Value, Offset At, int Units, double Fill) : VectorExpression;

    /// <summary>The value in so many first lanes, zero in the others.</summary>
    public sealed record KeepFirst(VectorExpression Value, Offset Count) : VectorExpression;

    /// <summary>The first of two numbers of bfloat16 that each lane holds; the second is the lane itself.</summary>
    public sealed record FirstOfPair(VectorExpression Pair) : VectorExpression;
}

/// <summary>A single number. A closed hierarchy.</summary>
public abstract record ScalarExpression
{
    private ScalarExpression() { }

    public sealed record Variable(string Name) : ScalarExpression;

    public sealed record Constant(double Number) : ScalarExpression;

    public sealed record Load(Address Address) : ScalarExpression;

    public sealed record Multiply(ScalarExpression Left, ScalarExpression Right) : ScalarExpression;

    /// <summary>The sum of a vector's lanes.</summary>
    public sealed record SumAcross(string Vector) : ScalarExpression;

    /// <summary>The largest of a vector's lanes.</summary>
    public sealed record MaximumAcross(string Vector) : ScalarExpression;
}

/// <summary>How exact a function is, and how quick. The values are those of the option for activations.</summary>
public enum FunctionForm { Accurate, Fast, Approximate }
