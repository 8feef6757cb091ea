using System.Globalization;

namespace RnnGen;

/// <summary>A derivative beside the difference that it should equal.</summary>
/// <param name="Where">The index, such as <c>[2, 0, 5]</c> for step 2, sequence 0, element 5; or all elements at once.</param>
/// <param name="Derived">What Backward computed.</param>
/// <param name="Numeric">What central differences of Forward give.</param>
/// <param name="Allowed">How far they may be apart.</param>
public readonly record struct GradientDifference(string Where, double Derived, double Numeric, double Allowed)
{
    /// <summary>How far they are apart; NaN where one is.</summary>
    public double Error => double.Abs(Derived - Numeric);

    /// <summary>The error as a share of what is allowed; infinite where a number is NaN.</summary>
    public double Share => double.IsNaN(Error) ? double.PositiveInfinity : Error == 0 ? 0 : Error / Allowed;

    /// <summary>Such as <c>[3, 7]: derived 0.25, differences 0.2500001, off by 1E-07 (allowed 3E-07)</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Where}: derived {Derived:G7}, differences {Numeric:G7}, off by {Error:G2} (allowed {Allowed:G2})");
}
