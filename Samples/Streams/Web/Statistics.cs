using System;
using System.Diagnostics;
using System.Threading;

namespace Streams.Web;

/// <summary>What the page shows: of all sensors, since it was asked last.</summary>
internal sealed class Statistics
{
    private readonly Lock _lock = new();
    private readonly double[] _latencies = new double[4096]; // the newest, in milliseconds
    private long _windows, _steps, _lastSteps, _stepsSentAgain, _last = Stopwatch.GetTimestamp();
    private int _sensors;

    public void Join() => Interlocked.Increment(ref _sensors);

    public void Leave() => Interlocked.Decrement(ref _sensors);

    public void Add(TimeSpan latency, int steps, long stepsSentAgain)
    {
        lock (_lock)
        {
            _latencies[_windows++ % _latencies.Length] = latency.TotalMilliseconds;
            _steps += steps;
            _stepsSentAgain += stepsSentAgain;
        }
    }

    public Status Now(bool[] silos)
    {
        lock (_lock)
        {
            double seconds = Stopwatch.GetElapsedTime(_last).TotalSeconds;
            double rate = (_steps - _lastSteps) / Math.Max(seconds, 1e-3);
            (_last, _lastSteps) = (Stopwatch.GetTimestamp(), _steps);
            double[] sorted = _latencies[..(int)Math.Min(_windows, _latencies.Length)];
            Array.Sort(sorted);
            return new Status(
                _sensors, rate, _steps, _stepsSentAgain, Percentile(sorted, 0.5), Percentile(sorted, 0.99), Percentile(sorted, 1), silos);
        }
    }

    private static double Percentile(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
