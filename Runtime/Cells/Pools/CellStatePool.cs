using System;
using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Threading;

namespace RnnGen;

/// <summary>
/// States of many sessions that are stepped together, at the speed of a batch: slots for states, and handles that name the sessions in
/// them. Sessions come and go; <c>Step</c> and <c>Run</c> of the cell move any number of them on by one call.
/// </summary>
/// <remarks>
/// Threads: a pool for each thread, or one pool whose sessions are divided among threads: calls that name different sessions may run at the
/// same time, and so may <see cref="Rent"/>, <see cref="Return"/> and <see cref="Grow"/>. Two calls at the same time on one session are a
/// mistake that nothing reports. Nothing is allocated after construction, except by <see cref="Grow"/>, and for a second call at the same
/// time when there is one for the first time.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public abstract partial class CellStatePool<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Lock _lock = new();
    private readonly int _id = PoolNumbers.Next();
    private PoolSlot<T>[] _slots = [];

    // The free slots: a stack.
    private int[] _free = [];
    private int _freeCount;

    /// <summary>Allocates a pool. Called by emitted code.</summary>
    /// <param name="info">The cell.</param>
    /// <param name="capacity">How many sessions there may be, at least 1.</param>
    /// <param name="rows">The sessions that the kernels take at a time.</param>
    /// <param name="timeSteps">The time steps that they take at a time.</param>
    /// <param name="privateLength">The elements of private memory that they ask for.</param>
    protected CellStatePool(CellInfo info, int capacity, int rows, int timeSteps, int privateLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(timeSteps);
        ArgumentOutOfRangeException.ThrowIfNegative(privateLength);
        Info = CellTensors.Checked<T>(info);
        (_rows, _timeSteps, _privateLength) = (rows, timeSteps, privateLength);
        AddSlots(capacity);
        _spare = CreateRows();
    }

    /// <summary>The cell.</summary>
    public CellInfo Info { get; }

    /// <summary>How many sessions there may be.</summary>
    public int Capacity => Volatile.Read(ref _slots).Length;

    /// <summary>How many sessions there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _slots.Length - _freeCount;
            }
        }
    }

    /// <summary>
    /// Begins a session, in the initial state: zero, or what the definition says. Learned values are there with the first step.
    /// </summary>
    /// <returns>What names the session until it is returned.</returns>
    /// <exception cref="InvalidOperationException">All slots have sessions.</exception>
    public StateHandle Rent() => TryRent(out StateHandle handle)
        ? handle
        : throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture,
            $"The pool of {Info.Name} is full: there are {Capacity} sessions. Return one of them, or call Grow."));

    /// <summary>Begins a session if there is a free slot.</summary>
    /// <param name="handle">What names the session until it is returned.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryRent(out StateHandle handle)
    {
        lock (_lock)
        {
            if (_freeCount == 0)
            {
                handle = default;
                return false;
            }

            PoolSlot<T> slot = _slots[_free[--_freeCount]];
            slot.Rent(Info);
            handle = new StateHandle(_id, slot.Index, slot.Generation);
            return true;
        }
    }

    /// <summary>Ends a session: its handle is refused from now on, and its slot is free for another one.</summary>
    /// <exception cref="StateHandleException">The handle names no session of this pool.</exception>
    public void Return(StateHandle handle)
    {
        lock (_lock)
        {
            PoolSlot<T> slot = Find(handle);
            slot.Return();
            _free[_freeCount++] = slot.Index;
        }
    }

    /// <summary>Whether the handle names a session of this pool, which has not been returned.</summary>
    public bool Contains(StateHandle handle) => FaultOf(handle, out _) is null;

    /// <summary>Back to the initial values: zero, or what the definition says. Learned ones are there with the next step.</summary>
    /// <exception cref="StateHandleException">The handle names no session of this pool.</exception>
    public void Reset(StateHandle handle) => Find(handle).Reset(Info);

    /// <summary>Back to the initial values, learned ones as these weights have them.</summary>
    /// <exception cref="StateHandleException">The handle names no session of this pool.</exception>
    /// <exception cref="ArgumentException">The weights belong to another cell.</exception>
    public void Reset(StateHandle handle, CellWeights<T> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        CellTensors.RequireSameCell(Info, weights.Info, nameof(weights));
        PoolSlot<T> slot = Find(handle);
        slot.Reset(Info);
        slot.Begin(weights);
    }

    /// <summary>Makes room for more sessions. Those that there are stay where they are, also while calls step them.</summary>
    /// <param name="capacity">How many there may be from now on, not fewer than before.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than it is.</exception>
    public void Grow(int capacity)
    {
        lock (_lock)
        {
            if (capacity < _slots.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(capacity), capacity, string.Create(
                    CultureInfo.InvariantCulture, $"capacity is {capacity}; a pool of {_slots.Length} sessions does not shrink."));
            }

            AddSlots(capacity);
        }
    }

    /// <summary>The slot of a session.</summary>
    /// <exception cref="StateHandleException">The handle names no session of this pool.</exception>
    private PoolSlot<T> Find(StateHandle handle, int index = 0, string argument = "handle") =>
        FaultOf(handle, out PoolSlot<T>? slot) is { } fault ? throw Refused(fault, handle, index, argument) : slot!;

    private StateHandleFault? FaultOf(StateHandle handle, out PoolSlot<T>? slot)
    {
        slot = null;
        if (handle.Pool != _id)
        {
            return handle.Pool == 0 ? StateHandleFault.None : StateHandleFault.Foreign;
        }

        slot = Volatile.Read(ref _slots)[handle.Slot];
        return slot.IsRented && slot.Generation == handle.Generation ? null
            : slot.IsRented ? StateHandleFault.Stale : StateHandleFault.Returned;
    }

    private StateHandleException Refused(StateHandleFault fault, StateHandle handle, int index, string argument)
    {
        string what = argument == "handles" ? string.Create(CultureInfo.InvariantCulture, $"handles[{index}]") : argument;
        return new StateHandleException(fault, index, $"{what} ({handle}) " + fault switch
        {
            StateHandleFault.None => $"was given by no pool: call Rent of a pool of {Info.Name}.",
            StateHandleFault.Foreign => $"is of another pool than this one of {Info.Name}.",
            StateHandleFault.Returned => "has been returned: its session has ended.",
            StateHandleFault.Stale => "has been returned, and its slot has another session since.",
            _ => "is there twice: a call moves each session once.",
        }, argument);
    }

    /// <summary>Adds slots in blocks of some megabytes; those that there are stay where they are.</summary>
    private void AddSlots(int capacity)
    {
        int length = Info.StateLength, perBlock = Math.Max(1, (1 << 20) / Math.Max(1, length));
        PoolSlot<T>[] slots = new PoolSlot<T>[capacity];
        _slots.CopyTo(slots, 0);
        AlignedBuffer<T>? block = null;
        for (int i = _slots.Length, inBlock = 0; i < capacity; i++, inBlock = (inBlock + 1) % perBlock)
        {
            if (inBlock == 0)
            {
                block = new AlignedBuffer<T>((long)length * Math.Min(perBlock, capacity - i));
            }

            slots[i] = new PoolSlot<T>(block!, inBlock * length, length, i);
        }

        // The lowest of the new slots comes first.
        int[] free = new int[capacity];
        int added = 0;
        for (int i = capacity - 1; i >= _slots.Length; i--)
        {
            free[added++] = i;
        }

        _free.AsSpan(0, _freeCount).CopyTo(free.AsSpan(added));
        _freeCount += added;
        _free = free;
        Volatile.Write(ref _slots, slots);
    }
}
