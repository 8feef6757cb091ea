using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace RnnGen.Tests.Runtime;

/// <summary>Numbers of other element types than a cell's.</summary>
public class TensorConversionTests
{
    /// <summary>All 65,536 values of both short types, against their definition: sign, exponent, fraction.</summary>
    [Theory]
    [InlineData("F16", 5, 10)]
    [InlineData("BF16", 8, 7)]
    public void ShortFloatsConvertExactly(string dtype, int exponentBits, int fractionBits)
    {
        ushort[] all = [.. Enumerable.Range(0, 65536).Select(bits => (ushort)bits)];
        SafetensorsTensor tensor = Read(new TensorBytes("t", dtype, [256, 256], [.. all.SelectMany(BitConverter.GetBytes)]));
        float[] floats = tensor.ToArray<float>(convert: true);
        double[] doubles = tensor.ToArray<double>(convert: true);
        foreach (ushort bits in all)
        {
            double want = Value(bits, exponentBits, fractionBits);
            Assert.True(Same(want, doubles[bits]) && Same(want, floats[bits]), $"{bits:x4}: {want}, {doubles[bits]}, {floats[bits]}");
        }
    }

    private static double Value(int bits, int exponentBits, int fractionBits)
    {
        int bias = (1 << (exponentBits - 1)) - 1, largest = (1 << exponentBits) - 1;
        int exponent = bits >> fractionBits & largest, fraction = bits & ((1 << fractionBits) - 1);
        double sign = (bits & 0x8000) != 0 ? -1 : 1;
        if (exponent == largest) return fraction == 0 ? sign * double.PositiveInfinity : double.NaN;
        return exponent == 0
            ? sign * Math.ScaleB(fraction, 1 - bias - fractionBits)
            : sign * Math.ScaleB((1 << fractionBits) + fraction, exponent - bias - fractionBits);
    }

    private static bool Same(double a, double b) =>
        double.IsNaN(a) ? double.IsNaN(b) : a == b && double.IsNegative(a) == double.IsNegative(b);

    [Fact]
    public void LongFloatsAreRoundedToTheNearest()
    {
        double[] values =
            [Math.PI, -0.0, 1 + Math.ScaleB(1, -24), 1 + Math.ScaleB(3, -24), 1e-46, double.NaN, double.NegativeInfinity, 3.4e38];
        SafetensorsTensor tensor = Read(TensorBytes.Of("t", "F64", [values.Length], values));
        Assert.Equal([.. values.Select(value => (float)value)], tensor.ToArray<float>(convert: true));
        Assert.Equal(values, tensor.ToArray<double>());
        Assert.Equal(values, tensor.ToArray<double>(convert: true));

        float[] floats = [1.1f, float.Epsilon, float.MaxValue];
        tensor = Read(TensorBytes.Of("t", "F32", [3], floats.Select(value => (double)value)));
        Assert.Equal([.. floats.Select(value => (double)value)], tensor.ToArray<double>(convert: true));
    }

    [Fact]
    public void WhatDoesNotConvertIsRefusedWhole()
    {
        SafetensorsTensor tensor = Read(TensorBytes.Of("t", "F64", [2, 2], [1, 2, -3.5e38, 1e300]));
        float[] target = [7, 7, 7, 7];
        AssertRefused(
            "Tensor 't' has a number beyond the range of F32 at index 2.", () => tensor.CopyTo<float>(target, convert: true));
        AssertRefused("Tensor 't' is F64, not F32; convert: true would convert it.", () => tensor.CopyTo<float>(target));
        Assert.Equal([7, 7, 7, 7], target);
        Assert.Throws<ArgumentException>(() => tensor.CopyTo<double>(new double[3]));
        Assert.Throws<ArgumentException>(() => Read(TensorBytes.Of("t", "F16", [2], [1, 2])).CopyTo<double>(new double[3], convert: true));
        Assert.Throws<NotSupportedException>(() => tensor.ToArray<Half>(convert: true));

        string[] others = ["BOOL", "U8", "I8", "I16", "U16", "I32", "U32", "I64", "U64", "F8_E5M2", "F8_E4M3", "F8_E8M0", "C64"];
        foreach (string dtype in others)
        {
            SafetensorsTensor other = Read(new TensorBytes("t", dtype, [0, 3], []));
            string message = $"Tensor 't' is {dtype}, which does not convert to F64; F16, BF16, F32 and F64 do.";
            AssertRefused(message, () => other.ToArray<double>(convert: true));
        }
    }

    [Fact]
    public void TensorsSayWhatTheyAre()
    {
        using MemoryStream stream = TensorBytes.Stream(
            TensorBytes.Of("lstm.bias", "BF16", [2, 2], [1, 2, 3, 4]),
            TensorBytes.Of("s", "F64", [], [5]),
            new TensorBytes("none", "I64", [0], []));
        SafetensorsFile file = SafetensorsFile.Read(stream);
        Assert.Equal(["lstm.bias: BF16 [2, 2]", "none: I64 [0]", "s: F64 []"], file.Tensors.Select(t => t.ToString()).Order());
        Assert.Equal([4, 0, 1], ((string[])["lstm.bias", "none", "s"]).Select(name => file[name].Length));
        Assert.Contains("no tensor 'lstm_bias'; did you mean 'lstm.bias'?", Message("lstm_bias"), StringComparison.Ordinal);
        Assert.Contains("no tensor 'V'; it has 'lstm.bias', ", Message("V"), StringComparison.Ordinal);

        string Message(string name) => Assert.Throws<KeyNotFoundException>(() => file[name]).Message;
    }

    private static SafetensorsTensor Read(TensorBytes tensor) => SafetensorsFile.Read(TensorBytes.Stream(tensor)).Tensors[0];

    private static void AssertRefused(string message, Action action) =>
        Assert.Equal(message, Assert.Throws<SafetensorsException>(action).Message);
}
