using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace RnnGen;

/// <summary>
/// Work in a fixed number of parts, done by the calling thread and whatever threads of the pool come to help. The caller never waits for a
/// part that nobody has begun: a busy pool makes it slower, not stuck. Nothing is allocated after construction.
/// </summary>
/// <typeparam name="TArgument">What the work is done on.</typeparam>
internal sealed class ForkJoin<TArgument>
    where TArgument : class
{
    private readonly TArgument _argument;
    private readonly int _parts;
    private readonly Helper[] _helpers;
    private readonly SemaphoreSlim _done = new(0);
    private Action<TArgument, int>? _work;
    private Exception? _error;

    // Above 32 bits the number of the call, below the next part to claim: a helper that comes too late cannot claim by an old number.
    private long _next;
    private int _pending;

    /// <param name="argument">Passed on to the work.</param>
    /// <param name="parts">The number of parts, at least 1.</param>
    public ForkJoin(TArgument argument, int parts)
    {
        _argument = argument;
        _parts = parts;
        _next = parts;
        _helpers = new Helper[Math.Min(parts, Environment.ProcessorCount) - 1];
        for (int i = 0; i < _helpers.Length; i++)
        {
            _helpers[i] = new Helper(this);
        }
    }

    /// <summary>Does all parts and returns when the last has ended. One call at a time.</summary>
    /// <exception cref="Exception">What a part threw; all others have been done nevertheless.</exception>
    public void Run(Action<TArgument, int> work)
    {
        _work = work;
        _pending = _parts;
        Volatile.Write(ref _next, ((_next >> 32) + 1) << 32); // from here on parts can be claimed
        foreach (Helper helper in _helpers)
        {
            helper.Call();
        }

        if (!DoParts())
        {
            _done.Wait(); // spins a while first
        }

        if (Interlocked.Exchange(ref _error, null) is { } error)
        {
            ExceptionDispatchInfo.Throw(error);
        }
    }

    /// <summary>Claims and does parts as long as there are any; returns whether the last to end was among them.</summary>
    private bool DoParts()
    {
        bool endedLast = false;
        while (true)
        {
            long next = Volatile.Read(ref _next);
            int part = (int)next;
            if (part >= _parts)
            {
                return endedLast;
            }

            if (Interlocked.CompareExchange(ref _next, next + 1, next) != next)
            {
                continue;
            }

            try
            {
                _work!(_argument, part);
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref _error, error, null);
            }

            endedLast = Interlocked.Decrement(ref _pending) == 0;
            if (endedLast)
            {
                return true; // the caller may begin anew at once: its next parts are no business of this round
            }
        }
    }

    /// <summary>A call for help that waits in the pool's queue at most once.</summary>
    private sealed class Helper(ForkJoin<TArgument> owner) : IThreadPoolWorkItem
    {
        private int _queued;

        public void Call()
        {
            if (Interlocked.Exchange(ref _queued, 1) == 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }

        void IThreadPoolWorkItem.Execute()
        {
            // First, so that a call that comes while this one works is not lost.
            Interlocked.Exchange(ref _queued, 0);
            if (owner.DoParts())
            {
                owner._done.Release();
            }
        }
    }
}
