using System;
using RnnGen.Compiler.Kernels.Verify;
using Xunit;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>Lengths and addresses as the verifier has them.</summary>
public class PolynomialTests
{
    /// <summary>Term by term, or by the difference where that does not tell.</summary>
    [Fact]
    public void One_is_never_below_another_where_their_difference_is_never_negative()
    {
        var random = new Random(7);
        int never = 0, draws = 4000;
        for (int i = 0; i < draws; i++)
        {
            Polynomial other = Random(random), difference = Random(random), one = other + difference;
            Assert.Equal(difference.IsNeverNegative(Floor), one.IsNeverBelow(other, Floor));
            Assert.Equal((Polynomial.Zero - difference).IsNeverNegative(Floor), other.IsNeverBelow(one, Floor));
            if (one.IsNeverBelow(other, Floor)) never++;
        }
        Assert.InRange(never, draws / 10, draws * 9 / 10);
    }

    private static long Floor(int symbol) => symbol - 1;

    /// <summary>Up to four products of up to two of three symbols.</summary>
    private static Polynomial Random(Random random)
    {
        Polynomial sum = Polynomial.Zero;
        for (int terms = random.Next(5); terms > 0; terms--)
        {
            Polynomial product = Polynomial.Of(random.Next(-2, 6));
            for (int factors = random.Next(3); factors > 0; factors--) product *= Polynomial.Symbol(random.Next(1, 4));
            sum += product;
        }
        return sum;
    }
}
