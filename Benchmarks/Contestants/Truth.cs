using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Benchmarks.Networks;
using RnnGen.Benchmarks.Textbook;

namespace RnnGen.Benchmarks.Contestants;

/// <summary>What every contestant has to compute, in double precision by the textbook.</summary>
internal sealed class Truth
{
    /// <summary>Streams are compared after this many steps.</summary>
    public const int StreamedSteps = 20;

    /// <summary>The largest |got - want| allowed, in units of max(1, max |want|) of the array.</summary>
    public const double Tolerance = 1e-4;

    public const string H = "h", Dx = "dx";

    private readonly Dictionary<string, double[]> _values = [];

    public Truth(Problem problem, Mode mode)
    {
        Workload w = problem.Workload;
        var network = new TextbookNetwork<double, VectorLoops>(problem, mode == Mode.Training);
        if (mode == Mode.Step)
        {
            for (int step = 0; step < StreamedSteps; step++) network.Stream(step);
            _values[H] = network.States[..w.Hidden];
            return;
        }

        network.Forward();
        _values[H] = problem.WithoutPadding<double>(Column(network.States.AsSpan(w.Batch * w.States * w.Hidden), w, 0));
        if (mode != Mode.Training) return;
        network.Backward();
        _values[Dx] = network.InputAdjoints;
        for (int s = 0; s < w.States; s++) _values[InitialAdjoint(s)] = Column(network.InitialStateAdjoints, w, s);
        foreach ((string name, double[] gradient) in network.Cell.Gradients) _values[Gradient(name)] = gradient;
    }

    public static string InitialAdjoint(int state) => string.Create(CultureInfo.InvariantCulture, $"adjoint of initial state {state}");

    public static string Gradient(string parameter) => "d" + parameter;

    /// <summary>One state of rows that hold all states side by side.</summary>
    public static T[] Column<T>(ReadOnlySpan<T> rows, Workload workload, int state)
    {
        int width = workload.States * workload.Hidden;
        var column = new T[rows.Length / workload.States];
        for (int row = 0; row * width < rows.Length; row++)
            rows.Slice(row * width + state * workload.Hidden, workload.Hidden).CopyTo(column.AsSpan(row * workload.Hidden));
        return column;
    }

    /// <summary>The worst error of all results; NaN, lengths and names that do not belong count as infinite.</summary>
    public (double Error, string Name) Worst(IReadOnlyList<Result> results) =>
        results.Count == 0 ? (double.PositiveInfinity, "nothing") : results.Select(r => (Error(r), r.Name)).MaxBy(e => e.Item1);

    private double Error(Result result)
    {
        if (!_values.TryGetValue(result.Name, out double[]? want) || want.Length != result.Values.Length) return double.PositiveInfinity;
        double scale = Math.Max(1, want.Max(Math.Abs));
        double worst = 0;
        for (int i = 0; i < want.Length; i++)
        {
            double error = Math.Abs(result.Values[i] - want[i]) / scale;
            worst = double.IsNaN(error) ? double.PositiveInfinity : Math.Max(worst, error);
        }

        return worst;
    }
}
