using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// What an equation of the IR computes from its operands. A closed hierarchy; attributes only, operands stand in the equation.
/// </summary>
public abstract record Operation
{
    private protected Operation() { }

    /// <summary>() -> [] : a number.</summary>
    public sealed record Constant(double Number) : Operation
    {
        /// <summary>For one divided by a number of elements, what has so many; read by people only.</summary>
        public Shape? ReciprocalOf { get; init; }
    }

    /// <summary>(s, …) -> s : a function applied element by element to operands of one shape (any rank).</summary>
    public sealed record Pointwise(PointwiseFunction Function) : Operation;

    /// <summary>(s, s, s, s) -> s : element by element, the third operand where <c>first ? second</c> holds, else the fourth.</summary>
    public sealed record Select(Comparison Comparison) : Operation;

    /// <summary>([]) -> Target : repeats a scalar.</summary>
    public sealed record Broadcast(Shape Target) : Operation;

    /// <summary>[n] -> [Extent, n] for axis 0, where every row is the vector; [n, Extent] for axis 1, where every column is.</summary>
    public sealed record Spread(int Axis, int Extent) : Operation;

    /// <summary>[m, n] @ [n] -> [m]; [m] @ [m, n] -> [n]; [m, k] @ [k, n] -> [m, n]; [n] @ [n] -> [].</summary>
    public sealed record MatMul : Operation;

    /// <summary>[m, n] -> [n, m].</summary>
    public sealed record Transpose : Operation;

    /// <summary>([m], [n]) -> [m, n].</summary>
    public sealed record Outer : Operation;

    /// <summary>([a], [b], …) -> [a + b + …]; matrices are stacked along <see cref="Axis"/>.</summary>
    public sealed record Concat(int Axis) : Operation;

    /// <summary>Elements Start .. Start + Length along an axis; the rank stays.</summary>
    public sealed record Slice(int Axis, int Start, int Length) : Operation;

    /// <summary>Zeros of extent Total along an axis, with the operand at Start: the adjoint of Slice.</summary>
    public sealed record Pad(int Axis, int Start, int Total) : Operation;

    /// <summary>
    /// s -> [] : over all elements. With an axis [m, n] -> [n], over the rows of each column, for axis 0, and [m, n] -> [m] for axis 1.
    /// </summary>
    public sealed record Reduce(Reduction Reduction, int? Axis = null) : Operation;

    /// <summary>
    /// s -> s : 1 at the first largest element, of all or of each row, else 0. Not differentiated (its derivative is zero).
    /// </summary>
    public sealed record FirstMaximum(bool OfEachRow = false) : Operation;

    /// <summary>[n] -> [n, n] : the vector on the diagonal of a matrix of zeros.</summary>
    public sealed record Diagonal : Operation;

    /// <summary>[n, n] -> [n].</summary>
    public sealed record DiagonalOf : Operation;

    /// <summary>[n] -> [n] : the sum of all elements up to each; with <paramref name="FromEnd"/> from each on, its adjoint.</summary>
    public sealed record CumulativeSum(bool FromEnd = false) : Operation;

    /// <summary>[n] -> [n] : exp(z - max z) / sum exp(z - max z).</summary>
    public sealed record Softmax : Operation;
}

public enum Reduction { Sum, Maximum }

public enum Comparison { Less, Greater, LessOrEqual, GreaterOrEqual, Equal, NotEqual }

/// <summary>The functions that act element by element. Each has one row in every table that is keyed by it; a test counts them.</summary>
public enum PointwiseFunction
{
    Add, Subtract, Multiply, Divide, Negate, Minimum, Maximum,
    Tanh, Sigmoid, Relu, LeakyRelu, Elu, Exp, Log, Sqrt, Abs, Sign,
    Softplus, Softsign, HardSigmoid, LogSigmoid, StopGradient,
    Sin, Cos, Erf, Floor,
}
