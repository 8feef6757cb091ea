using System;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.OneDnn;

/// <summary>Between the zoo's parameters and the library's stacks of gates.</summary>
internal sealed class OneDnnLayout(Workload workload)
{
    private readonly string[] _gates = workload.Kind switch
    {
        CellKind.Lstm => ["i", "f", "g", "o"],
        CellKind.Gru or CellKind.GruResetAfter => ["z", "r", "n"],
        _ => ["h"],
    };

    public void WriteWeights(NetworkParameters parameters, Memory layer, Memory iteration)
    {
        (int input, int hidden, int gates) = (workload.Input, workload.Hidden, workload.Gates);
        var w = new float[input * gates * hidden];
        var u = new float[hidden * gates * hidden];
        for (int g = 0; g < gates; g++)
        {
            Gate gate = parameters.Gate(_gates[g]);
            Interleave(gate.InputWeights, w, g, input, toGates: false);
            Interleave(gate.RecurrentWeights, u, g, hidden, toGates: false);
        }

        layer.Write(w, Native.Ldigo, 1, 1, input, gates, hidden);
        iteration.Write(u, Native.Ldigo, 1, 1, hidden, gates, hidden);
    }

    public void WriteBias(NetworkParameters parameters, Span<float> bias)
    {
        int hidden = workload.Hidden;
        for (int g = 0; g < workload.Gates; g++)
        {
            Gate gate = parameters.Gate(_gates[g]);
            gate.Bias.CopyTo(bias[(g * hidden)..]);
            gate.RecurrentBias?.CopyTo(bias[(workload.Gates * hidden)..]);
        }
    }

    public NetworkParameters ReadGradients(Memory layer, Memory iteration, ReadOnlySpan<float> biases)
    {
        (int input, int hidden, int gates) = (workload.Input, workload.Hidden, workload.Gates);
        float[] w = layer.Read(Native.Ldigo, 1, 1, input, gates, hidden);
        float[] u = iteration.Read(Native.Ldigo, 1, 1, hidden, gates, hidden);
        float[] bias = biases.ToArray();
        var gradients = new NetworkParameters(workload);
        for (int g = 0; g < gates; g++)
        {
            var gate = new Gate(
                _gates[g], new float[hidden * input], new float[hidden * hidden], bias[(g * hidden)..((g + 1) * hidden)],
                _gates[g] == "n" && workload.Kind == CellKind.GruResetAfter ? bias[(gates * hidden)..] : null);
            Interleave(gate.InputWeights, w, g, input, toGates: true);
            Interleave(gate.RecurrentWeights, u, g, hidden, toGates: true);
            gradients.SetGate(gate);
        }

        return gradients;
    }

    /// <summary>Between a gate's [hidden, columns] and the library's [columns, gates, hidden].</summary>
    private void Interleave(float[] gate, float[] all, int index, int columns, bool toGates)
    {
        (int hidden, int gates) = (workload.Hidden, workload.Gates);
        for (int j = 0; j < hidden; j++)
            for (int k = 0; k < columns; k++)
            {
                ref float one = ref gate[j * columns + k];
                ref float other = ref all[(k * gates + index) * hidden + j];
                if (toGates) one = other;
                else other = one;
            }
    }
}
