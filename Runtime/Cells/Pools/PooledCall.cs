using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace RnnGen;

/// <summary>
/// One call of the pooled <c>Step</c> or <c>Run</c>: takes some sessions after the other through their steps, in the memory of
/// <see cref="PooledRows{T}"/>. Emitted code brings in the inputs of what is at hand, calls its kernels and takes out the outputs.
/// </summary>
/// <remarks>
/// Its loops are optimised from the first call on, like kernels: a loop that the JIT compiles anew while it runs allocates on its thread.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct PooledCall<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly CellStatePool<T> _pool;
    private readonly CellWeights<T> _weights;
    private readonly ReadOnlySpan<StateHandle> _handles;
    private readonly int _timeSteps;
    private int _firstRow;
    private int _firstStep;

    internal PooledCall(
        CellStatePool<T> pool, CellWeights<T> weights, ReadOnlySpan<StateHandle> handles, int timeSteps, PooledRows<T> memory)
    {
        (_pool, _weights, _timeSteps, Memory) = (pool, weights, timeSteps, memory);
        _handles = handles;
    }

    /// <summary>What the kernels compute in.</summary>
    public PooledRows<T> Memory { get; }

    /// <summary>The sessions at hand.</summary>
    public int Rows { get; private set; }

    /// <summary>Their time steps at hand.</summary>
    public int Steps { get; private set; }

    private readonly CellInfo Info => _pool.Info;

    /// <summary>Goes on to the next steps of the sessions at hand, or puts their states back and takes the next ones.</summary>
    /// <returns>Whether there is anything left.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public bool Next()
    {
        if (Rows > 0)
        {
            _firstStep += Steps;
            if (_firstStep < _timeSteps)
            {
                Carry();
                Steps = Math.Min(Memory.TimeSteps, _timeSteps - _firstStep);
                return true;
            }

            PutBack();
            _firstRow += Rows;
        }

        int left = _handles.Length - _firstRow;
        if (left == 0 || _timeSteps == 0)
        {
            return false;
        }

        // As many each time, rather than all at first and a few at the end.
        int times = (left + Memory.Rows - 1) / Memory.Rows;
        Rows = (left + times - 1) / times;
        Steps = Math.Min(Memory.TimeSteps, _timeSteps);
        _firstStep = 0;
        Take();
        return true;
    }

    /// <summary>Brings in an input of what is at hand.</summary>
    /// <param name="index">Which input.</param>
    /// <param name="source">Of all steps of all sessions: [T, sessions, features].</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Read(int index, ReadOnlySpan<T> source)
    {
        int features = Info.InputSlots[index].Length;
        for (int step = 0; step < Steps; step++)
        {
            source.Slice(RowOf(step) * features, Rows * features).CopyTo(Memory.Input(index, step * Rows, Rows));
        }
    }

    /// <summary>Takes out an output of what is at hand.</summary>
    /// <param name="index">Which output.</param>
    /// <param name="destination">Of all steps of all sessions: [T, sessions, features].</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Write(int index, Span<T> destination)
    {
        int features = Info.OutputSlots[index].Length;
        for (int step = 0; step < Steps; step++)
        {
            Memory.Output(index, step * Rows, Rows).CopyTo(destination[(RowOf(step) * features)..]);
        }
    }

    /// <summary>Brings in all inputs of what is at hand.</summary>
    /// <param name="source">
    /// Of all steps of all sessions, all inputs side by side: [T, sessions, <see cref="CellInfo.InputLength"/>].
    /// </param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void ReadAll(ReadOnlySpan<T> source)
    {
        if (Info.InputSlots.Length == 1)
        {
            Read(0, source);
            return;
        }

        int all = Info.InputLength;
        for (int i = 0; i < Info.InputSlots.Length; i++)
        {
            Slot slot = Info.InputSlots[i];
            for (int row = 0; row < Steps * Rows; row++)
            {
                source.Slice((RowOf(row / Rows) + row % Rows) * all + slot.Offset, slot.Length).CopyTo(Memory.Input(i, row, 1));
            }
        }
    }

    /// <summary>Takes out all outputs of what is at hand.</summary>
    /// <param name="destination">
    /// Of all steps of all sessions, all outputs side by side: [T, sessions, <see cref="CellInfo.OutputLength"/>].
    /// </param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void WriteAll(Span<T> destination)
    {
        if (Info.OutputSlots.Length == 1)
        {
            Write(0, destination);
            return;
        }

        int all = Info.OutputLength;
        for (int i = 0; i < Info.OutputSlots.Length; i++)
        {
            Slot slot = Info.OutputSlots[i];
            for (int row = 0; row < Steps * Rows; row++)
            {
                Memory.Output(i, row, 1).CopyTo(destination[((RowOf(row / Rows) + row % Rows) * all + slot.Offset)..]);
            }
        }
    }

    /// <summary>Gives the memory back.</summary>
    public readonly void Dispose() => _pool.GiveBack(Memory);

    /// <summary>The first row at hand of a step at hand, among the rows of the call.</summary>
    private readonly int RowOf(int step) => (_firstStep + step) * _handles.Length + _firstRow;

    /// <summary>The states of the next sessions into rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly void Take()
    {
        nint[] banks = Memory.Banks;
        for (int row = 0; row < Rows; row++)
        {
            PoolSlot<T> slot = _pool.SlotOf(_handles[_firstRow + row]);
            if (!slot.HasBegun)
            {
                slot.Begin(_weights);
            }

            banks[row] = slot.Address;
        }

        for (int i = 0; i < Info.StateSlots.Length; i++)
        {
            (int start, int length) = (Info.StateSlots[i].Offset, Info.StateSlots[i].Length);
            Span<T> rows = Memory.Initial(i, Rows);
            for (int row = 0; row < Rows; row++)
            {
                Bank(banks[row], start, length).CopyTo(rows.Slice(row * length, length));
            }
        }
    }

    /// <summary>What the last step has left, back to the sessions.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly void PutBack()
    {
        nint[] banks = Memory.Banks;
        for (int i = 0; i < Info.StateSlots.Length; i++)
        {
            (int start, int length) = (Info.StateSlots[i].Offset, Info.StateSlots[i].Length);
            Span<T> rows = Memory.Final(i, Steps, Rows);
            for (int row = 0; row < Rows; row++)
            {
                rows.Slice(row * length, length).CopyTo(Bank(banks[row], start, length));
            }
        }
    }

    /// <summary>A state of a session; slots that the pool holds do not move.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Span<T> Bank(nint bank, int start, int length) => new((T*)bank + start, length);

    /// <summary>What the last step has left, to where the next one begins.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly void Carry()
    {
        for (int i = 0; i < Info.StateSlots.Length; i++)
        {
            Memory.Final(i, Steps, Rows).CopyTo(Memory.Initial(i, Rows));
        }
    }
}
