using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using RnnGen.Tests.Onnx;
using RnnGen.Tests.Runtime;

namespace RnnGen.Tests.Documentation;

/// <summary>
/// The files that docs/coming-from-pytorch.md loads, in PyTorch's names and layout
/// (https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html), each with an input and what ONNX Runtime, which knows nothing of
/// this project, makes of it.
/// </summary>
internal static class TorchModels
{
    private const int Input = 8, Hidden = 32, Output = 3, TimeSteps = 20;

    public static void Write(string folder)
    {
        // The gates in PyTorch's order, by the letters of ONNX: its candidates are c (LSTM) and h (GRU).
        Write(folder, "lstm", "F16", "ifco", new OnnxCell("LSTM", "iofc", "", Input, Hidden, new Random(1)));
        Write(folder, "gru", "F32", "rzh", new OnnxCell("GRU", "zrh", "", Input, Hidden, new Random(2), ("linear_before_reset", 1)));
        Write(folder, "rnn", "F64", "h", new OnnxCell("RNN", "h", "", Input, Hidden, new Random(3)));
    }

    private static void Write(string folder, string name, string dtype, string gates, OnnxCell onnx)
    {
        Round(onnx, gates);
        var random = new Random(4);
        float[] x = Draw(random, TimeSteps * Input), weight = Draw(random, Output * Hidden), bias = Draw(random, Output);
        float[][] initial = [.. Enumerable.Repeat(new float[Hidden], name == "lstm" ? 2 : 1)];
        (float[] h, _) = onnx.Run(x, TimeSteps, 1, initial);
        TensorBytes Stacked(string tensor, Func<char, float[]> part, params int[] row) =>
            Tensor($"layer.{tensor}", dtype, [gates.Length * Hidden, .. row], gates.SelectMany(part));

        File.WriteAllBytes(Path.Combine(folder, $"{name}.safetensors"), TensorBytes.File(
            Stacked("weight_ih_l0", gate => onnx.InputWeights(gate).ToArray(), Input),
            Stacked("weight_hh_l0", gate => onnx.RecurrentWeights(gate).ToArray(), Hidden),
            Stacked("bias_ih_l0", gate => onnx.InputBias(gate).ToArray()),
            Stacked("bias_hh_l0", gate => onnx.RecurrentBias(gate).ToArray()),
            Tensor("fc.weight", dtype, [Output, Hidden], weight),
            Tensor("fc.bias", dtype, [Output], bias),
            Tensor("example.x", "F32", [TimeSteps, 1, Input], x),
            Tensor("example.y", "F32", [TimeSteps, 1, Output], Linear(h, weight, bias))));
    }

    private static TensorBytes Tensor(string name, string dtype, int[] shape, IEnumerable<float> values) =>
        TensorBytes.Of(name, dtype, shape, values.Select(value => (double)value));

    private static float[] Linear(float[] h, float[] weight, float[] bias)
    {
        var y = new float[TimeSteps * Output];
        for (int i = 0; i < y.Length; i++)
        {
            (int t, int o) = (i / Output, i % Output);
            y[i] = bias[o];
            for (int j = 0; j < Hidden; j++) y[i] += weight[o * Hidden + j] * h[t * Hidden + j];
        }

        return y;
    }

    /// <summary>Weights that every element type holds exactly.</summary>
    private static void Round(OnnxCell onnx, string gates)
    {
        foreach (char gate in gates)
        {
            Round(onnx.InputWeights(gate));
            Round(onnx.RecurrentWeights(gate));
            Round(onnx.InputBias(gate));
            Round(onnx.RecurrentBias(gate));
        }
    }

    private static void Round(Span<float> values)
    {
        foreach (ref float value in values) value = MathF.Round(value * 128) / 128;
    }

    private static float[] Draw(Random random, int count)
    {
        float[] values = [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        Round(values);
        return values;
    }
}
