using System;
using System.Numerics;

namespace RnnGen;

/// <summary>Holds the derivatives of one tensor after the other against differences of a <see cref="SeededCell{TCell, T}"/>.</summary>
internal sealed class CentralDifferences<TCell, T>
    where TCell : struct, ICell<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // The key of the random choices.
    private const int ChoiceKey = 2;

    // Rounding of the function in units of the last place of its terms: its own operations, with what they amplify.
    private const double RoundingUnits = 8;

    private readonly SeededCell<TCell, T> _function;
    private readonly int _mostElements;
    private readonly double _tolerance, _middle, _rounding, _kink;
    private readonly double[] _steps;
    private CounterRandom _random;

    /// <summary>At the present point of the function.</summary>
    public CentralDifferences(SeededCell<TCell, T> function, GradientCheckOptions options)
    {
        bool isDouble = typeof(T) == typeof(double);
        _function = function;
        _mostElements = options.ElementsPerTensor;
        _tolerance = options.Tolerance ?? (isDouble ? 1e-6 : 3e-3);
        double step = options.Step ?? (isDouble ? 1e-5 : 1e-2);
        _steps = isDouble ? [step, step / 8, step / 64] : [step, step / 4];

        // The slopes to both sides differ by step · f″ where f is smooth, and by a share of the derivative at a kink.
        _kink = isDouble ? 1e-2 : 0.25;
        _middle = function.Value(out double magnitude);
        _rounding = RoundingUnits * double.CreateTruncating(T.BitIncrement(T.One) - T.One) * magnitude;
        _random = new CounterRandom(options.Seed, 0, ChoiceKey);
    }

    /// <param name="place">The tensor's name and shape.</param>
    /// <param name="points">Where the function reads it; as before afterwards.</param>
    /// <param name="derived">What Backward says.</param>
    public TensorGradient Compare(TensorPlace place, Span<T> points, ReadOnlySpan<T> derived)
    {
        var tally = new GradientTally();
        double largest = Largest(derived);
        foreach (int index in Choose(points.Length))
        {
            var way = ProbeDirection<T>.Of(points, derived, index);
            Judge(ref tally, place.Index(index), way, largest);
        }

        if (points.Length > _mostElements)
        {
            var way = ProbeDirection<T>.OfAll(points, derived, ref _random);
            Judge(ref tally, "all elements at once", way, way.RootMeanSquare());
        }

        int notFinite = FirstNotFinite(derived);
        if (notFinite >= 0)
        {
            Judge(ref tally, place.Index(notFinite), ProbeDirection<T>.Of(points, derived, notFinite), largest);
        }

        return tally.Result(place);
    }

    /// <summary>Whether a second pass added to the gradients what the first had left.</summary>
    public bool AreDoubled(ReadOnlySpan<T> once, ReadOnlySpan<T> twice)
    {
        double allowed = _tolerance * Largest(once);
        for (int i = 0; i < once.Length; i++)
        {
            if (!(Math.Abs(double.CreateTruncating(twice[i]) - 2 * double.CreateTruncating(once[i])) <= allowed))
            {
                return false;
            }
        }

        return true;
    }

    private void Judge(ref GradientTally tally, string where, ProbeDirection<T> way, double scale)
    {
        Slopes first = Measure(way, _steps[0]);
        GradientDifference best = Difference(where, first, scale);
        if (best.Share <= 1 && !(first.Jump > _kink * scale))
        {
            tally.Add(best);
            return;
        }

        Slopes last = first;
        foreach (double step in _steps.AsSpan(1))
        {
            last = Measure(way, step);
            GradientDifference finer = Difference(where, last, scale);
            best = finer.Share < best.Share ? finer : best;
        }

        // Smaller steps make the jump smaller where the function curves, not at a kink.
        bool isKink = last.Jump > first.Jump / 2 && last.Jump > 4 * _rounding / last.Step;
        if (isKink && last.Surround(Allowed(last, scale)))
        {
            tally.AddKink();
        }
        else
        {
            tally.Add(best);
        }
    }

    private GradientDifference Difference(string where, Slopes slopes, double scale) =>
        new(where, slopes.Derived, slopes.Central, Allowed(slopes, scale));

    private double Allowed(Slopes slopes, double scale) => _tolerance * scale + _rounding / slopes.Step;

    private Slopes Measure(ProbeDirection<T> way, double step)
    {
        double up = way.Move(step, out double rise);
        double above = _function.Value(out _);
        double down = -way.Move(-step, out double fall);
        double below = _function.Value(out _);
        way.Return();
        return new Slopes(
            (rise - fall) / (up + down), (_middle - below) / down, (above - _middle) / up, (above - below) / (up + down), (up + down) / 2);
    }

    private int[] Choose(int count)
    {
        int[] all = new int[count];
        for (int i = 0; i < count; i++)
        {
            all[i] = i;
        }

        if (count > _mostElements)
        {
            _random.Shuffle<int>(all);
            Array.Resize(ref all, _mostElements);
            Array.Sort(all);
        }

        return all;
    }

    private static double Largest(ReadOnlySpan<T> values)
    {
        double largest = 0;
        foreach (T value in values)
        {
            largest = T.IsFinite(value) ? Math.Max(largest, Math.Abs(double.CreateTruncating(value))) : largest;
        }

        return largest;
    }

    private static int FirstNotFinite(ReadOnlySpan<T> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Per unit of length: what Backward says, the differences to the left and right and across, and the length.</summary>
    private readonly record struct Slopes(double Derived, double Left, double Right, double Central, double Step)
    {
        public double Jump => Math.Abs(Right - Left);

        /// <summary>Whether the derivative is a slope between those to either side.</summary>
        public bool Surround(double allowed) =>
            Derived >= Math.Min(Left, Right) - allowed && Derived <= Math.Max(Left, Right) + allowed;
    }
}
