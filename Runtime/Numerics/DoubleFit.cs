namespace RnnGen.Numerics;

/// <summary>Constants of the double functions, fitted like <see cref="FloatFit"/>.</summary>
internal static class DoubleFit
{
    /// <summary>1.5·2^52: adding it rounds to an integer.</summary>
    public const double Round = 6755399441055744.0;

    /// <summary><see cref="Round"/> + 1023: adding it leaves the exponent bits of 2^n in the low bits.</summary>
    public const double RoundBiased = 6755399441055744.0 + 1023.0;

    public const int MantissaBits = 52;

    public const double Log2E = 1.4426950408889634;

    /// <summary>ln 2 in two parts; 33 significant bits in the first, so that n·High is exact for |n| up to 2^20.</summary>
    public const double Ln2High = 0.693147180369123816490;
    public const double Ln2Low = 1.90821492927058770002e-10;

    // expm1(s) = s + s² (E0 + E1 s + …) for |s| ≤ ln2/2: relative error 2.7e-19.
    public const double E0 = 0.5;
    public const double E1 = 0.16666666666666677;
    public const double E2 = 0.041666666666666505;
    public const double E3 = 0.008333333333321324;
    public const double E4 = 0.0013888888888964706;
    public const double E5 = 0.00019841269887021265;
    public const double E6 = 2.4801587169466428e-05;
    public const double E7 = 2.7557243200132487e-06;
    public const double E8 = 2.755740396956196e-07;
    public const double E9 = 2.510942339398892e-08;
    public const double E10 = 2.0875314053568454e-09;

    // atanh(z) = z + z w (L0 + L1 w + …), w = z² ≤ ((√2 - 1)/(√2 + 1))²: relative error 1.3e-18. Then log m = 2 atanh((m - 1)/(m + 1)).
    public const double L0 = 0.33333333333333676;
    public const double L1 = 0.19999999999704607;
    public const double L2 = 0.14285714371881858;
    public const double L3 = 0.11111099208261102;
    public const double L4 = 0.09091786613387907;
    public const double L5 = 0.07656902186883692;
    public const double L6 = 0.07399294686714493;

    // The same for w ≤ 1/9: relative error 1.3e-18. Then log(1 + u) = 2 atanh(u/(2 + u)) for 0 ≤ u ≤ 1.
    public const double P0 = 0.3333333333333315;
    public const double P1 = 0.20000000000079068;
    public const double P2 = 0.14285714273856334;
    public const double P3 = 0.11111111990094091;
    public const double P4 = 0.09090871750359004;
    public const double P5 = 0.07693285039178265;
    public const double P6 = 0.0665041320946831;
    public const double P7 = 0.06053676899021214;
    public const double P8 = 0.041670675593875446;
    public const double P9 = 0.08515193823955026;

    /// <summary>From here on tanh rounds to 1.</summary>
    public const double TanhIsOne = 19.1;

    /// <summary>exp of it overflows in one factor 2^n and gives infinity, so that the sigmoid of -∞ is 0.</summary>
    public const double SigmoidIsZero = 709.7;

    /// <summary>From here on the sigmoid rounds to 1 and 2^n is still normal.</summary>
    public const double SigmoidIsOne = 708.0;

    /// <summary>exp of its negative is 2^-1023 (as exponent bits: zero) times something: below 2^-1022, taken as 0.</summary>
    public const double ExpIsTiny = 709.0;

    /// <summary>exp lies beyond the range, subnormals included.</summary>
    public const double ExpOverflows = 710.0;
    public const double ExpIsZero = -746.0;

    public const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>2^54 makes every subnormal normal.</summary>
    public const double NormalScale = 18014398509481984.0;
    public const double NormalShift = 54.0;

    /// <summary>The bits of √½, the lower end of the mantissas that log reduces to.</summary>
    public const long SqrtHalfBits = 0x3FE6A09E667F3BCD;
    public const long OneBits = 0x3FF0000000000000;
    public const long MantissaMask = 0x000FFFFFFFFFFFFF;

    /// <summary>2^52 as bits, and 2^52 + 1023: an exponent field becomes its number by an OR and a subtraction.</summary>
    public const long IntegerBits = 0x4330000000000000;
    public const double IntegerBias = 4503599627370496.0 + 1023.0;

    /// <summary>x / (1 + |x|) rounds to ±1 from here on; clamping to it keeps ∞/∞ away.</summary>
    public const double SoftsignIsOne = 18014398509481984.0;

    public const double LeakySlope = 0.01;
    public const double HardSlope = 0.2;

    /// <summary>From here on erf rounds to 1.</summary>
    public const double ErfIsOne = 5.95;

    /// <summary>π/2 in three parts; 33 bits in each of the first two, so that their products with n are exact for |n| up to 2^20.</summary>
    public const double HalfPi1 = 1.57079632673412561417;
    public const double HalfPi2 = 6.07710050630396597660e-11;
    public const double HalfPi3 = 2.02226624879595063154e-21;
    public const double TwoOverPi = 0.63661977236758134308;

    /// <summary>A little more than π/4: where n is rounded the other way, r is too.</summary>
    public const double QuarterPi = 0.7855;

    // sin r = r (1 + w (Sin0 + Sin1 w + …)), w = r², |r| ≤ π/4: error 3.44e-18.
    public const double Sin0 = -0.16666666666666632;
    public const double Sin1 = 0.00833333333332241925;
    public const double Sin2 = -0.000198412698298123769;
    public const double Sin3 = 2.75573136935465205e-6;
    public const double Sin4 = -2.50507583779457931e-8;
    public const double Sin5 = 1.58968113351682081e-10;

    // cos r = 1 - w / 2 + w² (Cos0 + Cos1 w + …): error 4.66e-20.
    public const double Cos0 = 0.0416666666666665995;
    public const double Cos1 = -0.00138888888888741315;
    public const double Cos2 = 0.0000248015872894871045;
    public const double Cos3 = -2.75573143538086445e-7;
    public const double Cos4 = 2.08757234807237592e-9;
    public const double Cos5 = -1.13596588848707456e-11;

    // erf a = a + a (A0 + A1 w + …), w = a², for a ≤ 1: relative error 7.3e-18.
    public const double A0 = 0.12837916709551257;
    public const double A1 = -0.376126389031835195;
    public const double A2 = 0.112837916709441843;
    public const double A3 = -0.0268661706431113741;
    public const double A4 = 0.00522397760611761999;
    public const double A5 = -0.000854832592927157571;
    public const double A6 = 0.00012055293575585292;
    public const double A7 = -0.0000149247122763996603;
    public const double A8 = 1.64471312531593897e-6;
    public const double A9 = -1.62063113176131159e-7;
    public const double A10 = 1.37109698597732553e-8;
    public const double A11 = -7.77944891324781993e-10;

    // erf a = 1 - exp(-(B0 + B1 a + …)) from there to ErfIsOne: error 1.23e-17.
    public const double B0 = 1.59877220162658369e-7;
    public const double B1 = 1.12837751044291928;
    public const double B2 = 0.636627725145732666;
    public const double B3 = 0.102749208584124669;
    public const double B4 = -0.0190815451780785034;
    public const double B5 = -0.000276313281291580105;
    public const double B6 = 0.00176527935256269305;
    public const double B7 = -0.000638808228916177357;
    public const double B8 = 0.0000438376645253868244;
    public const double B9 = 0.0000705322032484619289;
    public const double B10 = -0.0000449366138542298123;
    public const double B11 = 0.0000164153127101297527;
    public const double B12 = -4.28156963126032746e-6;
    public const double B13 = 8.36718053642746086e-7;
    public const double B14 = -1.22742923746682565e-7;
    public const double B15 = 1.31839408967583513e-8;
    public const double B16 = -9.81407476708134213e-10;
    public const double B17 = 4.52893524395235719e-11;
    public const double B18 = -9.7611952439912504e-13;
}
