using System;
using System.Linq;

namespace RnnGen.ToolTests.References;

/// <summary>
/// Keras' layers in loops over Keras' own layouts, straight from its documentation: kernels [input, G units], gates i, f, c, o and
/// z, r, h beside each other. Knows nothing of the readers.
/// </summary>
internal static class KerasReference
{
    /// <summary>h of every step, in the order in which the steps were read.</summary>
    /// <param name="kind">LSTM, GRU or SimpleRNN.</param>
    /// <param name="w">Kernel, recurrent kernel, and perhaps the bias: [G units], or [2, G units] of a GRU that resets after.</param>
    /// <param name="act">The activation.</param>
    /// <param name="rec">The recurrent activation.</param>
    public static double[][] Run(
        string kind, double[][,] w, bool resetAfter, Func<double, double> act, Func<double, double> rec, double[][] x)
    {
        int units = w[1].GetLength(0);
        double[] h = new double[units], c = new double[units];
        var outputs = new double[x.Length][];
        for (int t = 0; t < x.Length; t++)
        {
            double[] input = Times(x[t], w[0]), hidden = Times(h, w[1]);
            for (int k = 0; w.Length > 2 && k < input.Length; k++)
            {
                input[k] += w[2][0, k];
                if (w[2].GetLength(0) > 1) hidden[k] += w[2][1, k];
            }

            var next = new double[units];
            if (kind == "GRU" && !resetAfter) hidden = BeforeReset(h, w[1], input, hidden, rec, units);
            for (int u = 0; u < units; u++)
            {
                double Gate(int index) => input[index * units + u] + hidden[index * units + u];
                switch (kind)
                {
                    case "LSTM":
                        c[u] = rec(Gate(1)) * c[u] + rec(Gate(0)) * act(Gate(2));
                        next[u] = rec(Gate(3)) * act(c[u]);
                        break;
                    case "GRU":
                        double z = rec(Gate(0)), r = resetAfter ? rec(Gate(1)) : 1;
                        double candidate = act(input[2 * units + u] + r * hidden[2 * units + u]);
                        next[u] = z * h[u] + (1 - z) * candidate;
                        break;
                    default:
                        next[u] = act(Gate(0));
                        break;
                }
            }

            outputs[t] = h = next;
        }

        return outputs;
    }

    /// <summary>x W + b.</summary>
    public static double[] Dense(double[][,] w, double[] x) =>
        [.. Times(x, w[0]).Select((value, k) => value + (w.Length > 1 ? w[1][0, k] : 0))];

    // The products of z and r stay; that of the candidate is made of r * h.
    private static double[] BeforeReset(
        double[] h, double[,] recurrent, double[] input, double[] hidden, Func<double, double> rec, int units)
    {
        double[] reset = [.. h.Select((value, u) => value * rec(input[units + u] + hidden[units + u]))];
        double[] products = Times(reset, recurrent);
        return [.. hidden.Select((value, k) => k < 2 * units ? value : products[k])];
    }

    private static double[] Times(double[] row, double[,] matrix)
    {
        var product = new double[matrix.GetLength(1)];
        for (int i = 0; i < row.Length; i++)
            for (int k = 0; k < product.Length; k++)
                product[k] += row[i] * matrix[i, k];
        return product;
    }
}
