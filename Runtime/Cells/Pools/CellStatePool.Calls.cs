using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Threading;

namespace RnnGen;

/// <content>What the pooled <c>Step</c> and <c>Run</c> of emitted code are made of.</content>
public abstract partial class CellStatePool<T>
{
    private readonly int _rows;
    private readonly int _timeSteps;
    private readonly int _privateLength;

    // What calls compute with: one is at hand at once, others where several calls run at the same time.
    private readonly Stack<PooledRows<T>> _others = new();
    private PooledRows<T>? _spare;
    private long _calls;

    /// <summary>
    /// Begins a call: checks all handles, and takes memory to compute with. Nothing has moved where it throws. Called by emitted code.
    /// </summary>
    /// <param name="weights">The packed parameters.</param>
    /// <param name="handles">The sessions.</param>
    /// <param name="timeSteps">The steps of each, at least 0.</param>
    /// <exception cref="StateHandleException">A handle names no session of this pool, or one that another handle names.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public PooledCall<T> Begin(CellWeights<T> weights, ReadOnlySpan<StateHandle> handles, int timeSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(timeSteps);
        long call = Interlocked.Increment(ref _calls);
        for (int i = 0; i < handles.Length; i++)
        {
            PoolSlot<T> slot = Find(handles[i], i, nameof(handles));
            if (slot.Call == call)
            {
                throw Refused(StateHandleFault.Duplicate, handles[i], i, nameof(handles));
            }

            slot.Call = call;
        }

        PooledRows<T> rows = Interlocked.Exchange(ref _spare, null) ?? TakeOther();
        return new PooledCall<T>(this, weights, handles, timeSteps, rows);
    }

    /// <summary>Checks the spans of a call whose inputs are all side by side, and its outputs. Called by emitted code.</summary>
    /// <exception cref="ArgumentException">A length is wrong, or the spans overlap so that results would overwrite inputs.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RequireJoined(int sessions, int timeSteps, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputs)
    {
        CellErrors.CheckRows(nameof(inputs), inputs.Length, sessions, timeSteps, Info.InputLength);
        CellErrors.CheckRows(nameof(outputs), outputs.Length, sessions, timeSteps, Info.OutputLength);
        CellErrors.CheckOverlap(inputs, Info.InputLength, outputs, Info.OutputLength, nameof(inputs), nameof(outputs));
    }

    internal PoolSlot<T> SlotOf(StateHandle handle) => Volatile.Read(ref _slots)[handle.Slot];

    internal void GiveBack(PooledRows<T> rows)
    {
        if (Interlocked.CompareExchange(ref _spare, rows, null) is not null)
        {
            lock (_lock)
            {
                _others.Push(rows);
            }
        }
    }

    private PooledRows<T> TakeOther()
    {
        lock (_lock)
        {
            if (_others.TryPop(out PooledRows<T>? rows))
            {
                return rows;
            }
        }

        return CreateRows();
    }

    private PooledRows<T> CreateRows() => new(Info, _rows, _timeSteps, _privateLength);
}
