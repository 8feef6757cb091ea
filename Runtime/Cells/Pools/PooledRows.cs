using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace RnnGen;

/// <summary>
/// What a call to a pool computes with: some time steps of some sessions as a batch, row-major [steps, rows, features] as on a tape. A call
/// that has fewer rows or steps than there is room for uses the beginning.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PooledRows<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly CellInfo _info;
    private readonly AlignedBuffer<T> _buffer;
    private readonly int[] _inputs, _states, _outputs;
    private readonly int _private;

    internal PooledRows(CellInfo info, int rows, int timeSteps, int privateLength)
    {
        (_info, Rows, TimeSteps) = (info, rows, timeSteps);
        Banks = new nint[rows];
        int given = info.InputSlots.Length;
        _inputs = new int[given + info.NoiseSlots.Length];
        _states = new int[info.StateSlots.Length];
        _outputs = new int[info.OutputSlots.Length];
        long end = 0;
        for (int i = 0; i < _inputs.Length; i++)
        {
            _inputs[i] = Reserve(timeSteps, i < given ? info.InputSlots[i].Length : info.NoiseSlots[i - given].Length, ref end);
        }

        for (int i = 0; i < _states.Length; i++)
        {
            _states[i] = Reserve(info.StateSlots[i].IsOverwritten ? 2 : timeSteps + 1, info.StateSlots[i].Length, ref end);
        }

        for (int i = 0; i < _outputs.Length; i++)
        {
            _outputs[i] = Reserve(timeSteps, info.OutputSlots[i].Length, ref end);
        }

        _private = checked((int)end);
        _buffer = new AlignedBuffer<T>(end + privateLength);
        for (int i = 0; i < info.NoiseSlots.Length; i++)
        {
            // Nothing is drawn: what stands for noise is there once and for all.
            NoiseSlot noise = info.NoiseSlots[i];
            _buffer.Span.Slice(_inputs[given + i], timeSteps * rows * noise.Length).Fill(T.CreateTruncating(noise.Expected));
        }
    }

    /// <summary>The first element of the kernels' private memory, on 64 bytes.</summary>
    public ref T PrivateStart => ref At(_private);

    /// <summary>The most rows.</summary>
    internal int Rows { get; }

    /// <summary>The most time steps.</summary>
    internal int TimeSteps { get; }

    /// <summary>Where the states of the sessions at hand lie: addresses of slots, which their pool holds.</summary>
    internal nint[] Banks { get; }

    /// <summary>The first element of an input; what stands for noise follows the inputs that users give.</summary>
    public ref T InputStart(int index) => ref At(_inputs[index]);

    /// <summary>
    /// The first element of a state: before the first step, and after each step behind that, or after the last where it is overwritten.
    /// </summary>
    public ref T StateStart(int index) => ref At(_states[index]);

    /// <summary>The first element of an output.</summary>
    public ref T OutputStart(int index) => ref At(_outputs[index]);

    internal Span<T> Input(int index, int row, int rows) => Of(_inputs[index], row, rows, _info.InputSlots[index].Length);

    /// <summary>States before the first step.</summary>
    internal Span<T> Initial(int index, int rows) => Of(_states[index], 0, rows, _info.StateSlots[index].Length);

    /// <summary>States after the last of some steps; those that are overwritten lie behind the initial ones.</summary>
    internal Span<T> Final(int index, int steps, int rows)
    {
        Slot slot = _info.StateSlots[index];
        return Of(_states[index], (slot.IsOverwritten ? 1 : steps) * rows, rows, slot.Length);
    }

    internal Span<T> Output(int index, int row, int rows) => Of(_outputs[index], row, rows, _info.OutputSlots[index].Length);

    private Span<T> Of(int start, int row, int rows, int features) => _buffer.Span.Slice(start + row * features, rows * features);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref T At(int offset) => ref Unsafe.Add(ref _buffer.Start, (nint)(uint)offset);

    // A line of slack behind each tensor, as on a tape.
    private int Reserve(int steps, int features, ref long end)
    {
        long start = end;
        end = _info.Pad(start + (long)steps * Rows * features + AlignedBuffer.Alignment / _info.ElementSize);
        return checked((int)start);
    }
}
