using System;
using System.Linq;
using RnnGen;

namespace Streams.Model;

/// <summary>A network that listens to a machine: three axes of a sensor in, how unusual they are out.</summary>
[Cell("""
    inputs:     { x: input }
    states:     { h: hidden }
    parameters: { Wz: , bz: , Wr: , br: , Wn: , bn: , v: hidden }
    equations: |
      z = sigmoid(Wz @ [h'; x] + bz)
      r = sigmoid(Wr @ [h'; x] + br)
      n = tanh(Wn @ [r * h'; x] + bn)
      h = (1 - z) * n + z * h'
    outputs:
      alarm: sigmoid(dot(v, h))
    """, Input = 3, Hidden = 32)]
internal readonly partial struct Vibration
{
    /// <summary>The frames of a window, which is a message.</summary>
    public const int Window = 8;

    /// <summary>Weights as they begin, the same everywhere: what is shown here is how sequences live, not what a network learns.</summary>
    public static Weights LoadWeights()
    {
        var parameters = new Parameters();
        parameters.Initialize(seed: 1);
        return parameters.Pack();
    }

    /// <summary>What a sensor measures in a window: [<see cref="Window"/>, 3].</summary>
    public static float[] Measure(int sensor, long window) =>
        [.. Enumerable.Range(0, Window * 3).Select(i => (float)Math.Sin(0.1 * (1 + sensor % 7) * (window * Window + i / 3) + i % 3))];
}
