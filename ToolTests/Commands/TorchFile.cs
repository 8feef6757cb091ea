using System;
using System.Linq;
using RnnGen.ToolTests.References;

namespace RnnGen.ToolTests.Commands;

/// <summary>Files of random tensors: nn.LSTM(2, 3) and nn.Linear(3, 1), as PyTorch saves them, or others.</summary>
internal static class TorchFile
{
    public static void Write(string path) => Write(
        path, ("lstm.weight_ih_l0", [12, 2]), ("lstm.weight_hh_l0", [12, 3]), ("lstm.bias_ih_l0", [12]), ("lstm.bias_hh_l0", [12]),
        ("fc.weight", [1, 3]), ("fc.bias", [1]));

    public static void Write(string path, params (string Name, int[] Shape)[] all)
    {
        var random = new RandomWeights(3);
        var tensors = new SafetensorsFile();
        foreach ((string name, int[] shape) in all)
        {
            double[] values = random.Numbers(shape.Aggregate(1, (a, b) => a * b));
            tensors.Add<float>(name, shape, Array.ConvertAll(values, value => (float)value));
        }

        tensors.Write(path);
    }
}
