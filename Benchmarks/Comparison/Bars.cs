using System.Collections.Generic;
using RnnGen.Benchmarks.Contestants;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Comparison;

/// <summary>The bars by scenario.</summary>
internal static class Bars
{
    /// <summary>Against our own kernels without an option or threads.</summary>
    public static IReadOnlyList<Bar> For(string variant, Mode mode, Workload w) => variant switch
    {
        Variants.TwoThreads when w.Batch >= 32 && w.Hidden >= 128 => [new Bar(Peers.OneThread, 1.7)],
        Variants.Lengths => [new Bar(Peers.Padding, 1.5)],
        Variants.BFloat16 when mode == Mode.Step && w.Hidden >= 256 => [new Bar(Peers.Floats, 2)],
        _ => [],
    };

    public static IReadOnlyList<Bar> For(Mode mode, Workload w)
    {
        if (w.Kind == CellKind.Invented) return [new Bar(Peers.OurLstm, 0.95), new Bar(Peers.Naive, 3)];
        List<Bar> bars = [new Bar(Peers.Naive, 3)];
        bool lstm = w.Kind == CellKind.Lstm;
        switch (mode)
        {
            case Mode.Step:
                bars.Add(new Bar(Peers.Tensors, w.Hidden <= 64 ? 3 : 1.15));
                if (lstm) bars.Add(new Bar(Peers.Onnx, w.Hidden switch { <= 32 => 80, <= 64 => 10, <= 128 => 3.5, _ => 1.7 }));
                break;
            case Mode.Run:
                bars.Add(new Bar(Peers.Onnx, w.Hidden switch { <= 32 => 4, <= 128 => 1.5, _ => 1.4 }));
                break;
            case Mode.Forward:
                bars.Add(new Bar(Peers.OneDnn, lstm ? 1.15 : 1.25));
                bars.Add(new Bar(Peers.Onnx, 1.3));
                if (w.Hidden >= 128 && w.Batch >= 32) bars.Add(new Bar(Bar.Peak, 0.6));
                break;
            case Mode.Training:
                bars.Add(new Bar(Peers.OneDnn, w.Hidden < 8 ? 12 : w.Batch == 1 ? 1.5 : lstm ? 1.2 : 1.35));
                if (w.Hidden >= 128 && w.Batch >= 32) bars.Add(new Bar(Bar.Peak, 0.65));
                break;
        }

        return bars;
    }
}
