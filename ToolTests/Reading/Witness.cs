using System;
using RnnGen.Formats;
using RnnGen.ToolTests.Interpreting;
using Xunit;

namespace RnnGen.ToolTests.Reading;

/// <summary>Holds a model that was read, written as a definition and interpreted, to what its source computes.</summary>
internal static class Witness
{
    public static void AssertComputes(ImportedModel model, double[] input, double[] want, double tolerance)
    {
        WrittenModel written = ModelWriter.Write(model, new WriteOptions { IsDouble = true });
        double[] got = new InterpretedCell(written.Definition, written.Tensors).Run(input.Length / model.InputSize, input);
        got = model.IsFinalOnly ? got[^want.Length..] : got;
        Assert.Equal(want.Length, got.Length);
        for (int i = 0; i < want.Length; i++)
            Assert.True(Math.Abs(want[i] - got[i]) <= tolerance * Math.Max(1, Math.Abs(want[i])),
                $"{i}: {want[i]}, {got[i]}\n{written.Definition}");
    }
}
