namespace RnnGen.Compiler.Kernels.Verify;

/// <summary>A polynomial and a number. Most offsets are numbers alone; they then take no memory.</summary>
/// <param name="Variable">Null where there is the number alone.</param>
internal readonly record struct Distance(Polynomial? Variable, long Number)
{
    public Polynomial Value => Variable is null ? Polynomial.Of(Number) : Variable + Polynomial.Of(Number);

    public static Distance Of(Polynomial value) => value.Constant is { } number ? new Distance(null, number) : new Distance(value, 0);

    public static Distance operator +(Distance left, Distance right) => new(
        left.Variable is null ? right.Variable : right.Variable is null ? left.Variable : left.Variable + right.Variable,
        checked(left.Number + right.Number));

    public static Distance operator -(Distance left, Distance right) => right.Variable is null
        ? left with { Number = checked(left.Number - right.Number) }
        : Of(left.Value - right.Value);

    public static Distance operator *(Distance left, Distance right) => left.Variable is null && right.Variable is null
        ? new Distance(null, checked(left.Number * right.Number))
        : Of(left.Value * right.Value);
}
