using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.InteropServices;

namespace RnnGen.Orleans.Batching;

/// <summary>
/// Computes batches of a cell. Calls of several lengths go together as far as the shortest of them, then the others go on: sorted by
/// length, those that have steps left are always the first ones.
/// </summary>
internal sealed class CellBatchWorker<TCell, T>(CellWeights<T> weights, CellStatePool<T> pool) : BatchWorker
    where TCell : struct, ICell<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // The elements that are put together for a call of the cell, in and out: long batches are cut, so that they stay near.
    private const int MostElements = 1 << 16;

    private StateHandle[] _handles = [];
    private T[] _inputs = [], _outputs = [];

    private static int InputLength => TCell.Info.InputLength;

    private static int OutputLength => TCell.Info.OutputLength;

    public override void Compute(List<StepRequest> batch)
    {
        batch.Sort(static (a, b) => b.Steps.CompareTo(a.Steps));
        if (_handles.Length < batch.Count) _handles = new StateHandle[Math.Max(batch.Count, 2 * _handles.Length)];
        for (int i = 0; i < batch.Count; i++) _handles[i] = batch[i].Handle;
        Span<StepRequest> left = CollectionsMarshal.AsSpan(batch);
        for (int taken = 0; left.Length > 0;)
        {
            int most = Math.Max(1, MostElements / (left.Length * (InputLength + OutputLength)));
            int steps = Math.Min(most, left[^1].Steps - taken);
            Run(left, taken, steps);
            taken += steps;
            while (left.Length > 0 && left[^1].Steps == taken) left = left[..^1];
        }
    }

    private void Run(Span<StepRequest> requests, int first, int steps)
    {
        int count = requests.Length;
        Span<T> inputs = Room(ref _inputs, count * steps * InputLength), outputs = Room(ref _outputs, count * steps * OutputLength);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<T> from = requests[i].Inputs.As<T>().Slice(first * InputLength, steps * InputLength);
            for (int t = 0; t < steps; t++) from.Slice(t * InputLength, InputLength).CopyTo(inputs[((t * count + i) * InputLength)..]);
        }

        TCell.Run(weights, pool, _handles.AsSpan(0, count), steps, inputs, outputs);
        for (int i = 0; i < count; i++)
        {
            Span<T> to = MemoryMarshal.Cast<byte, T>(requests[i].Outputs.AsSpan()).Slice(first * OutputLength, steps * OutputLength);
            for (int t = 0; t < steps; t++) outputs.Slice((t * count + i) * OutputLength, OutputLength).CopyTo(to[(t * OutputLength)..]);
        }
    }

    private static Span<T> Room(ref T[] buffer, int length)
    {
        if (buffer.Length < length) buffer = new T[Math.Max(length, 2 * buffer.Length)];
        return buffer.AsSpan(0, length);
    }
}
