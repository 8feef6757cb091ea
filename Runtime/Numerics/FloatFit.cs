namespace RnnGen.Numerics;

/// <summary>
/// Constants of the float functions. The polynomials are own minimax fits (Remez exchange in 50-digit arithmetic); the error beside
/// each is that of the exact polynomial, before rounding.
/// </summary>
internal static class FloatFit
{
    /// <summary>1.5·2^23: adding it rounds to an integer.</summary>
    public const float Round = 12582912f;

    /// <summary><see cref="Round"/> + 127: adding it leaves the exponent bits of 2^n in the low byte.</summary>
    public const float RoundBiased = 12582912f + 127f;

    public const int MantissaBits = 23;

    public const float Log2E = 1.44269504f;

    public const float Ln2 = 0.693147181f;

    /// <summary>ln 2 in two parts; 15 significant bits in the first, so that n·High is exact for |n| up to 2^9.</summary>
    public const float Ln2High = 0.693145751953125f;
    public const float Ln2Low = 1.42860677e-6f;

    // expm1(s) = s + s² (E0 + E1 s + …) for |s| ≤ ln2/2: relative error 1.4e-8.
    public const float E0 = 0.4999999811f;
    public const float E1 = 0.1666654169f;
    public const float E2 = 0.04166720815f;
    public const float E3 = 0.008366779977f;
    public const float E4 = 0.001388247577f;

    // exp(s) = S0 + S1 s + … for |s| ≤ ln2/2: relative error 7.7e-8. One term shorter, for the sigmoid.
    public const float S0 = 1.000000073f;
    public const float S1 = 0.9999996845f;
    public const float S2 = 0.4999887722f;
    public const float S3 = 0.1666758927f;
    public const float S4 = 0.04191736521f;
    public const float S5 = 0.00829737425f;

    // atanh(z) = z + z w (L0 + L1 w + …), w = z² ≤ ((√2 - 1)/(√2 + 1))²: relative error 8.1e-10. Then log m = 2 atanh((m - 1)/(m + 1)).
    public const float L0 = 0.3333338838f;
    public const float L1 = 0.1998874109f;
    public const float L2 = 0.1493681242f;

    // The same for w ≤ 1/9: relative error 4.5e-9. Then log(1 + u) = 2 atanh(u/(2 + u)) for 0 ≤ u ≤ 1.
    public const float P0 = 0.3333320707f;
    public const float P1 = 0.2001083378f;
    public const float P2 = 0.1399963336f;
    public const float P3 = 0.140127812f;

    /// <summary>From here on tanh rounds to 1.</summary>
    public const float TanhIsOne = 9.1f;

    /// <summary>126 ln2, rounded down: below its negative the sigmoid is smaller than any normal number and taken as 0.</summary>
    public const float SigmoidEnd = 87.33654f;

    /// <summary>exp of its negative is 2^-127 (as exponent bits: zero) times something: below 2^-126, taken as 0.</summary>
    public const float ExpIsTiny = 88f;

    /// <summary>exp lies beyond the range, subnormals included.</summary>
    public const float ExpOverflows = 89f;
    public const float ExpIsZero = -104f;

    public const float SmallestNormal = 1.17549435e-38f;

    /// <summary>2^25 makes every subnormal normal.</summary>
    public const float NormalScale = 33554432f;
    public const float NormalShift = 25f;

    /// <summary>The bits of √½, the lower end of the mantissas that log reduces to.</summary>
    public const int SqrtHalfBits = 0x3F3504F3;
    public const int OneBits = 0x3F800000;
    public const int MantissaMask = 0x007FFFFF;

    /// <summary>x / (1 + |x|) rounds to ±1 from here on; clamping to it keeps ∞/∞ away.</summary>
    public const float SoftsignIsOne = 33554432f;

    public const float LeakySlope = 0.01f;
    public const float HardSlope = 0.2f;

    public const float Half = 0.5f;
    public const float Quarter = 0.25f;

    // tanh x = x (1 + N1 w + …) / (1 + D1 w + …), w = x², |x| ≤ FastTanhEnd: relative error 6.7e-9.
    public const float FastTanhEnd = 8.0f;
    public const float N1 = 0.1344679474f;
    public const float N2 = 0.003574312639f;
    public const float N3 = 2.19391129e-05f;
    public const float N4 = 1.5292445e-08f;
    public const float D1 = 0.4678012405f;
    public const float D2 = 0.02617480121f;
    public const float D3 = 0.0003415717484f;
    public const float D4 = 8.54768791e-07f;

    // The same, shorter: tanh x = x (1 + T1 w + T2 w²) / (1 + U1 w + U2 w²), |x| ≤ ShortTanhEnd: absolute error 5e-5, never beyond 1; at
    // the end, and so behind it, 5.1e-5.
    public const float ShortTanhEnd = 4.95f;
    public const float T1 = 0.1026421542f;
    public const float T2 = 0.0006765897835f;
    public const float U1 = 0.4357218131f;
    public const float U2 = 0.01288305890f;

    // 2 · 2^f = X0 + X1 f + … for |f| ≤ ½: relative error 1.02e-4, and exact at 0.
    public const float X0 = 2f;
    public const float X1 = 2 * 0.6932829272f;
    public const float X2 = 2 * 0.2422109595f;
    public const float X3 = 2 * 0.05500893056f;

    /// <summary>-126 ln2, from where on the exponent's bits of 2^(n - 1) are zero.</summary>
    public const float ShortExpIsZero = -87.33654f;

    // log(1 + u) = Y1 u + … for 0 ≤ u ≤ 1: absolute error 1e-5.
    public const float Y1 = 0.9994943643f;
    public const float Y2 = -0.4919004254f;
    public const float Y3 = 0.2894542593f;
    public const float Y4 = -0.1360424578f;
    public const float Y5 = 0.03215135234f;

    /// <summary>From here on erf rounds to 1.</summary>
    public const float ErfIsOne = 3.95f;

    /// <summary>π/2 in three parts; few bits in the first two, so that their products with n are exact for |n| up to 2^13.</summary>
    public const float HalfPi1 = 1.5703125f;
    public const float HalfPi2 = 4.837512969970703125e-4f;
    public const float HalfPi3 = 7.54978995489188216e-8f;
    public const float TwoOverPi = 0.636619772f;

    /// <summary>A little more than π/4: where n is rounded the other way, r is too.</summary>
    public const float QuarterPi = 0.79f;

    // sin r = r (1 + w (Sin0 + Sin1 w + …)), w = r², |r| ≤ π/4: error 3.59e-9.
    public const float Sin0 = -0.1666665494f;
    public const float Sin1 = 0.008332177913f;
    public const float Sin2 = -0.0001951726648f;

    // cos r = 1 - w / 2 + w² (Cos0 + Cos1 w + …): error 9.54e-11.
    public const float Cos0 = 0.04166664686f;
    public const float Cos1 = -0.001388736731f;
    public const float Cos2 = 2.443842563e-5f;

    // erf a = a + a (A0 + A1 w + …), w = a², for a ≤ 1: relative error 1.21e-9.
    public const float A0 = 0.1283791668f;
    public const float A1 = -0.3761262583f;
    public const float A2 = 0.1128358515f;
    public const float A3 = -0.02685381185f;
    public const float A4 = 0.00518832732f;
    public const float A5 = -0.0008010189247f;
    public const float A6 = 7.853844046e-5f;

    // erf a = 1 - exp(-(B0 + B1 a + …)) from there to ErfIsOne: error 1.03e-9.
    public const float B0 = 0.0003537452126f;
    public const float B1 = 1.127039918f;
    public const float B2 = 0.638225898f;
    public const float B3 = 0.1030371543f;
    public const float B4 = -0.02180520394f;
    public const float B5 = 0.002939575548f;
    public const float B6 = -0.0001855704254f;
}
