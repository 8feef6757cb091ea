using System;
using System.Linq;
using RnnGen.Formats;
using RnnGen.ToolTests.Interpreting;
using RnnGen.ToolTests.References;
using Xunit;

namespace RnnGen.ToolTests.Onnx;

/// <summary>Imports a model, writes it, runs that in double precision, and compares with ONNX Runtime on the same bytes.</summary>
internal static class OnnxWitness
{
    public const int Steps = 6, Batch = 3;

    /// <param name="isBatchFirst">Whether the graph's input is [B, T, I], else [T, B, I].</param>
    /// <param name="output">How the output lies: T, B, F for steps, sequences and features, and 1 for an axis of one element.</param>
    public static ImportedModel Check(byte[] bytes, int input, string output = "TBF", bool isBatchFirst = false, double tolerance = 2e-6)
    {
        float[] x = Array.ConvertAll(new RandomWeights(9).Numbers(Steps * Batch * input), value => (float)value);
        float[] want = OnnxBuilder.RunOnnx(bytes, x, isBatchFirst ? [Batch, Steps, input] : [Steps, Batch, input]);
        ImportedModel model = ModelFile.Read(bytes, "model.onnx");
        WrittenModel written = ModelWriter.Write(model, new WriteOptions { IsDouble = true });
        var cell = new InterpretedCell(written.Definition, written.Tensors);
        int size = model.OutputSize;
        Assert.Equal(output.Contains('T', StringComparison.Ordinal), !model.IsFinalOnly);
        Assert.Equal((model.IsFinalOnly ? 1 : Steps) * Batch * size, want.Length);
        for (int b = 0; b < Batch; b++)
        {
            double[] sequence = [.. Enumerable.Range(0, Steps).SelectMany(t => Enumerable.Range(0, input)
                .Select(i => (double)x[(isBatchFirst ? b * Steps + t : t * Batch + b) * input + i]))];
            double[] got = cell.Run(Steps, sequence);
            for (int t = model.IsFinalOnly ? Steps - 1 : 0; t < Steps; t++)
            {
                for (int f = 0; f < size; f++)
                {
                    int row = model.IsFinalOnly ? b : output.IndexOf('B') < output.IndexOf('T') ? b * Steps + t : t * Batch + b;
                    (double wanted, double found) = (want[row * size + f], got[t * size + f]);
                    Assert.True(
                        Math.Abs(wanted - found) <= tolerance * Math.Max(1, Math.Abs(wanted)),
                        $"Sequence {b}, step {t}, feature {f}: ONNX Runtime {wanted}, here {found}.\n{written.Definition}");
                }
            }
        }
        return model;
    }
}
