using System.Numerics;
using RnnGen.Compiler.Binding;
using Xunit;

namespace RnnGen.Tests.Binding;

public class SizePolynomialTests
{
    private static readonly SizePolynomial A = SizePolynomial.Symbol("a");
    private static readonly SizePolynomial B = SizePolynomial.Symbol("b");
    private static readonly SizePolynomial One = SizePolynomial.Constant(1);

    [Fact]
    public void NormalFormsAreEqualWhateverTheOrder()
    {
        Assert.Equal(A * B + A, A * (One + B));
        Assert.Equal((A + B) * (A - B), A * A - B * B);
        Assert.Equal(SizePolynomial.Zero, A - A);
        Assert.NotEqual(A, B);
        Assert.NotEqual(A, A + One);
        Assert.NotEqual(2 * A, A);
        Assert.Equal((A + B).GetHashCode(), (B + A).GetHashCode());
    }

    [Fact]
    public void WritesTermsInTheOrderOfWriting()
    {
        Assert.Equal("b + a", (B + A).ToString());
        Assert.Equal("2*a*b - 3", (2 * A * B - SizePolynomial.Constant(3)).ToString());
        Assert.Equal("-a + 1", (-A + One).ToString());
        Assert.Equal("0", SizePolynomial.Zero.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-7)]
    public void EvaluatesAsItsExpression(int a)
    {
        SizePolynomial size = (A + B) * (A + One) - 4 * B;
        Assert.Equal(new BigInteger((a + 5) * (a + 1) - 20), size.Evaluate(name => name == "a" ? a : 5));
    }

    [Fact]
    public void DividesExactlyOrNotAtAll()
    {
        Assert.Equal(A + B, ((A + B) * (A - B + One)).DivideExactly(A - B + One));
        Assert.Equal(A * A - A * B + B * B, (A * A * A + B * B * B).DivideExactly(A + B));
        Assert.Equal(2 * A, (6 * A).DivideExactly(SizePolynomial.Constant(3)));
        Assert.Equal(SizePolynomial.Zero, SizePolynomial.Zero.DivideExactly(A));
        Assert.Null(A.DivideExactly(SizePolynomial.Constant(2)));
        Assert.Null(A.DivideExactly(B));
        Assert.Null((A * B + One).DivideExactly(B));
        Assert.Null(A.DivideExactly(SizePolynomial.Zero));
    }

    [Fact]
    public void SolvesForWhatAppearsOnceAndAlone()
    {
        Assert.Equal(B + One, (A - B - One).SolveFor("a"));
        Assert.Equal(2 * B, (3 * A - 6 * B).SolveFor("a"));
        Assert.Null((3 * A - B).SolveFor("a"));
        Assert.Null((A * B - One).SolveFor("a"));
        Assert.Null((A * A - B).SolveFor("a"));
        Assert.Null((A * B + A - B).SolveFor("a"));
        Assert.Null(B.SolveFor("a"));
    }

    [Fact]
    public void SubstitutesEveryPower() =>
        Assert.Equal((B + One) * (B + One) + 3 * (B + One) + B, (A * A + 3 * A + B).Substitute("a", B + One));
}
