using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Orleans.Runtime;

namespace RnnGen.Orleans.Batching;

/// <summary>The calls that wait, in the order they came, and how long the first of them waits for others.</summary>
/// <param name="options">Limit, batch and window.</param>
/// <param name="sessions">How many sessions there are: when so many calls wait, no other one can come.</param>
internal sealed class StepQueue(StreamOptions options, Func<int> sessions)
{
    private readonly object _lock = new(); // a monitor: threads wait on it
    private readonly Queue<StepRequest> _waiting = new();
    private int _live; // those that are not withdrawn
    private bool _isClosed;

    /// <summary>False where as many wait as may, or where the silo ends.</summary>
    public bool TryAdd(StepRequest request)
    {
        lock (_lock)
        {
            if (_isClosed || _live >= options.QueueLimit) return false;
            request.Arrival = Stopwatch.GetTimestamp();
            _waiting.Enqueue(request);
            _live++;
            if (_waiting.Count == 1 || IsWhole()) Monitor.PulseAll(_lock);
            return true;
        }
    }

    /// <summary>Waits for a batch and begins its calls; false where there will be none.</summary>
    public bool Take(List<StepRequest> batch)
    {
        lock (_lock)
        {
            while (!IsReady(out int wait))
            {
                if (_isClosed) return false;
                Monitor.Wait(_lock, wait);
            }

            while (batch.Count < options.MaximumBatch && _waiting.TryDequeue(out StepRequest? request))
                if (request.TryBegin()) batch.Add(request);
            _live -= batch.Count;
            return true;
        }
    }

    /// <summary>Takes a call back, unless it has begun.</summary>
    public void Withdraw(StepRequest request)
    {
        lock (_lock)
            if (request.TryWithdraw()) _live--;
    }

    /// <summary>Takes in no more calls, and refuses those that wait: their clients call another silo.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            while (_waiting.TryDequeue(out StepRequest? request))
                if (request.TryBegin()) request.Fail(new SiloUnavailableException("The silo ends."));
            Monitor.PulseAll(_lock);
        }
    }

    private bool IsReady(out int wait)
    {
        wait = Timeout.Infinite;
        if (_waiting.Count == 0) return false;
        TimeSpan rest = options.Window - Stopwatch.GetElapsedTime(_waiting.Peek().Arrival);
        wait = (int)Math.Round(Math.Max(0, rest.TotalMilliseconds)); // the monitor's unit
        return wait == 0 || IsWhole();
    }

    private bool IsWhole() => _live >= Math.Min(options.MaximumBatch, sessions());
}
