using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using RnnGen.Formats;
using RnnGen.Formats.Onnx;
using RnnGen.ToolTests.Hostile;
using RnnGen.ToolTests.References;
using Xunit;

namespace RnnGen.ToolTests.Onnx;

/// <summary>
/// Graphs whose operators, operands and attributes were exchanged: whatever is still taken, and runs in ONNX Runtime, computes the same.
/// This is how a reader is found that is silently wrong.
/// </summary>
public class OnnxDifferentialTests
{
    private const int Input = 3, Both = 4; // as many steps as sequences: either axis of the input may be time

    private static readonly int s_count = Environment.GetEnvironmentVariable("RNNGEN_LONG") == "1" ? 50_000 : 1_000;

    [Fact]
    public void Damaged_graphs_that_both_take_agree()
    {
        var graphs = new GraphMutator(OnnxGraphTests.Names.Select(OnnxGraphTests.BytesOf));
        float[] x = Array.ConvertAll(new RandomWeights(9).Numbers(Both * Both * Input), value => (float)value);
        int compared = 0;
        for (int i = 0; i < s_count; i++)
        {
            byte[] file = graphs.Mutate(i, count: 1);
            if (Read(file) is not { } model || model.InputSize != Input || Run(file, x) is not { } want) continue;
            compared++;
            double[][] possible = [.. Possible(model, x)];
            Assert.True(
                possible.Any(got => IsSame(want, got)),
                string.Create(CultureInfo.InvariantCulture, $"Mutation {i}: {model}, {want.Length} elements.\n{TextOf(file)}"));
        }
        Assert.InRange(compared, s_count / 15, s_count);
    }

    private static string TextOf(byte[] file) => string.Join('\n', OnnxModel.Parser.ParseFrom(file).Graph.Nodes);

    private static ImportedModel? Read(byte[] file)
    {
        try
        {
            return ModelFile.Read(file, "x.onnx");
        }
        catch (ModelFormatException)
        {
            return null;
        }
    }

    private static float[]? Run(byte[] file, float[] x)
    {
        try
        {
            return OnnxBuilder.RunOnnx(file, x, Both, Both, Input);
        }
        catch (OnnxRuntimeException)
        {
            return null;
        }
    }

    /// <summary>The output with either axis of the input as time, and with its own axes in any order.</summary>
    private static IEnumerable<double[]> Possible(ImportedModel model, float[] x)
    {
        foreach (bool isTimeFirst in (bool[])[true, false])
        {
            double[][] rows = [.. Enumerable.Range(0, Both).Select(b => NaiveModel.Run(model, Both, Sequence(x, b, isTimeFirst)))];
            int size = model.OutputSize, steps = rows[0].Length / size;
            int[] extents = [Both, steps, size];
            foreach (int[] order in (int[][])[[0, 1, 2], [1, 0, 2], [0, 2, 1], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
            {
                yield return [.. from i in Enumerable.Range(0, extents[order[0]])
                                 from j in Enumerable.Range(0, extents[order[1]])
                                 from k in Enumerable.Range(0, extents[order[2]])
                                 let at = (int[])[.. Enumerable.Range(0, 3).Select(axis => ((int[])[i, j, k])[Array.IndexOf(order, axis)])]
                                 select rows[at[0]][at[1] * size + at[2]]];
            }
        }
    }

    private static double[] Sequence(float[] x, int b, bool isTimeFirst) =>
    [
        .. Enumerable.Range(0, Both).SelectMany(t => Enumerable.Range(0, Input).Select(
            i => (double)x[((isTimeFirst ? t * Both + b : b * Both + t) * Input) + i])),
    ];

    private static bool IsSame(float[] want, double[] got) => want.Length == got.Length && want.Zip(got).All(
        pair => Math.Abs(pair.First - pair.Second) <= 1e-4 * Math.Max(1, Math.Abs(pair.Second))
            || (float.IsNaN(pair.First) && double.IsNaN(pair.Second)));
}
