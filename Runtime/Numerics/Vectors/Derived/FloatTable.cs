// Written from ../Float512.Exponentials.cs. Change that file, then run what CONTRIBUTING says.

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fit = RnnGen.Numerics.FloatFit;

namespace RnnGen.Numerics;

/// <summary>
/// Constants of functions, read where they are needed: in registers they would take the place of values. Functions of 256-bit
/// vectors, for which most processors have 16 registers, read all from here; those of 512-bit vectors, which have 32, read
/// limits and leading coefficients: the others leave registers for the values of two blocks of units side by side.
/// </summary>
internal static class FloatTable
{
    public const int ExpOverflows = 0;
    public const int ExpIsZero = 1;
    public const int Log2E = 2;
    public const int Round = 3;
    public const int MinusLn2Low = 4;
    public const int MinusLn2High = 5;
    public const int RoundBiased = 6;
    public const int E1 = 7;
    public const int E0 = 8;
    public const int E3 = 9;
    public const int E2 = 10;
    public const int E4 = 11;
    public const int SmallestNormal = 12;
    public const int NormalScale = 13;
    public const int NormalShift = 14;
    public const int L2 = 15;
    public const int L1 = 16;
    public const int L0 = 17;
    public const int Ln2Low = 18;
    public const int Ln2High = 19;
    public const int TanhIsOne = 20;
    public const int TwiceLog2E = 21;
    public const int MinusLn2 = 22;
    public const int MinusLog2E = 23;
    public const int MinusS1 = 24;
    public const int S0 = 25;
    public const int MinusS3 = 26;
    public const int S2 = 27;
    public const int MinusS5 = 28;
    public const int S4 = 29;
    public const int SigmoidEnd = 30;
    public const int FastTanhEnd = 31;
    public const int MinusFastTanhEnd = 32;
    public const int N4 = 33;
    public const int N3 = 34;
    public const int N2 = 35;
    public const int N1 = 36;
    public const int D4 = 37;
    public const int D3 = 38;
    public const int D2 = 39;
    public const int D1 = 40;
    public const int TwiceFastTanhEnd = 41;
    public const int MinusTwiceFastTanhEnd = 42;
    public const int N4Over1024 = 43;
    public const int N3Over256 = 44;
    public const int N2Over64 = 45;
    public const int N1Over16 = 46;
    public const int Quarter = 47;
    public const int D4Over256 = 48;
    public const int D3Over64 = 49;
    public const int D2Over16 = 50;
    public const int D1Over4 = 51;
    public const int Half = 52;
    public const int MinusExpIsTiny = 53;
    public const int ExpIsTiny = 54;
    public const int MinusE1 = 55;
    public const int MinusE3 = 56;
    public const int P1 = 57;
    public const int P0 = 58;
    public const int P3 = 59;
    public const int P2 = 60;
    public const int ShortTanhEnd = 61;
    public const int MinusShortTanhEnd = 62;
    public const int T2 = 63;
    public const int T1 = 64;
    public const int U2 = 65;
    public const int U1 = 66;
    public const int TwiceShortTanhEnd = 67;
    public const int MinusTwiceShortTanhEnd = 68;
    public const int T2Over64 = 69;
    public const int T1Over16 = 70;
    public const int U2Over16 = 71;
    public const int U1Over4 = 72;
    public const int ShortExpIsZero = 73;
    public const int X1 = 74;
    public const int X0 = 75;
    public const int X3 = 76;
    public const int X2 = 77;
    public const int Y2 = 78;
    public const int Y1 = 79;
    public const int Y4 = 80;
    public const int Y3 = 81;
    public const int Y5 = 82;

    private static ReadOnlySpan<float> Values =>
    [
        Fit.ExpOverflows,
        Fit.ExpIsZero,
        Fit.Log2E,
        Fit.Round,
        -Fit.Ln2Low,
        -Fit.Ln2High,
        Fit.RoundBiased,
        Fit.E1,
        Fit.E0,
        Fit.E3,
        Fit.E2,
        Fit.E4,
        Fit.SmallestNormal,
        Fit.NormalScale,
        Fit.NormalShift,
        Fit.L2,
        Fit.L1,
        Fit.L0,
        Fit.Ln2Low,
        Fit.Ln2High,
        Fit.TanhIsOne,
        2 * Fit.Log2E,
        -Fit.Ln2,
        -Fit.Log2E,
        -Fit.S1,
        Fit.S0,
        -Fit.S3,
        Fit.S2,
        -Fit.S5,
        Fit.S4,
        Fit.SigmoidEnd,
        Fit.FastTanhEnd,
        -Fit.FastTanhEnd,
        Fit.N4,
        Fit.N3,
        Fit.N2,
        Fit.N1,
        Fit.D4,
        Fit.D3,
        Fit.D2,
        Fit.D1,
        2 * Fit.FastTanhEnd,
        -2 * Fit.FastTanhEnd,
        Fit.N4 / 1024,
        Fit.N3 / 256,
        Fit.N2 / 64,
        Fit.N1 / 16,
        Fit.Quarter,
        Fit.D4 / 256,
        Fit.D3 / 64,
        Fit.D2 / 16,
        Fit.D1 / 4,
        Fit.Half,
        -Fit.ExpIsTiny,
        Fit.ExpIsTiny,
        -Fit.E1,
        -Fit.E3,
        Fit.P1,
        Fit.P0,
        Fit.P3,
        Fit.P2,
        Fit.ShortTanhEnd,
        -Fit.ShortTanhEnd,
        Fit.T2,
        Fit.T1,
        Fit.U2,
        Fit.U1,
        2 * Fit.ShortTanhEnd,
        -2 * Fit.ShortTanhEnd,
        Fit.T2 / 64,
        Fit.T1 / 16,
        Fit.U2 / 16,
        Fit.U1 / 4,
        Fit.ShortExpIsZero,
        Fit.X1,
        Fit.X0,
        Fit.X3,
        Fit.X2,
        Fit.Y2,
        Fit.Y1,
        Fit.Y4,
        Fit.Y3,
        Fit.Y5,
    ];

    public static ref float Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref MemoryMarshal.GetReference(Values);
    }
}
