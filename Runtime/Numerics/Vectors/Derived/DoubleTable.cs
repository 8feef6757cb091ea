// Written from ../Double512.Exponentials.cs. Change that file, then run what CONTRIBUTING says.

using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fit = RnnGen.Numerics.DoubleFit;

namespace RnnGen.Numerics;

/// <summary>
/// Constants of functions, read where they are needed: in registers they would take the place of values. Functions of 256-bit
/// vectors, for which most processors have 16 registers, read all from here; those of 512-bit vectors, which have 32, read
/// all too: their polynomials are long.
/// </summary>
internal static class DoubleTable
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
    public const int E5 = 11;
    public const int E4 = 12;
    public const int E7 = 13;
    public const int E6 = 14;
    public const int E9 = 15;
    public const int E8 = 16;
    public const int E10 = 17;
    public const int SmallestNormal = 18;
    public const int NormalScale = 19;
    public const int IntegerBias = 20;
    public const int NormalShift = 21;
    public const int L1 = 22;
    public const int L0 = 23;
    public const int L3 = 24;
    public const int L2 = 25;
    public const int L5 = 26;
    public const int L4 = 27;
    public const int L6 = 28;
    public const int Ln2Low = 29;
    public const int Ln2High = 30;
    public const int TanhIsOne = 31;
    public const int TwiceLog2E = 32;
    public const int MinusSigmoidIsZero = 33;
    public const int SigmoidIsOne = 34;
    public const int MinusLog2E = 35;
    public const int MinusE1 = 36;
    public const int MinusE3 = 37;
    public const int MinusE5 = 38;
    public const int MinusE7 = 39;
    public const int MinusE9 = 40;
    public const int MinusExpIsTiny = 41;
    public const int ExpIsTiny = 42;
    public const int P1 = 43;
    public const int P0 = 44;
    public const int P3 = 45;
    public const int P2 = 46;
    public const int P5 = 47;
    public const int P4 = 48;
    public const int P7 = 49;
    public const int P6 = 50;
    public const int P9 = 51;
    public const int P8 = 52;

    private static ReadOnlySpan<double> Values =>
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
        Fit.E5,
        Fit.E4,
        Fit.E7,
        Fit.E6,
        Fit.E9,
        Fit.E8,
        Fit.E10,
        Fit.SmallestNormal,
        Fit.NormalScale,
        Fit.IntegerBias,
        Fit.NormalShift,
        Fit.L1,
        Fit.L0,
        Fit.L3,
        Fit.L2,
        Fit.L5,
        Fit.L4,
        Fit.L6,
        Fit.Ln2Low,
        Fit.Ln2High,
        Fit.TanhIsOne,
        2 * Fit.Log2E,
        -Fit.SigmoidIsZero,
        Fit.SigmoidIsOne,
        -Fit.Log2E,
        -Fit.E1,
        -Fit.E3,
        -Fit.E5,
        -Fit.E7,
        -Fit.E9,
        -Fit.ExpIsTiny,
        Fit.ExpIsTiny,
        Fit.P1,
        Fit.P0,
        Fit.P3,
        Fit.P2,
        Fit.P5,
        Fit.P4,
        Fit.P7,
        Fit.P6,
        Fit.P9,
        Fit.P8,
    ];

    public static ref double Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref MemoryMarshal.GetReference(Values);
    }
}
