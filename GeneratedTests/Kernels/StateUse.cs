using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>
/// What users do with the memory of a state: keep a span of it, feed it to the cell as an input, let it be written as an output. Each is
/// compared to the bit with steps whose spans have memory of their own.
/// </summary>
internal sealed class StateUse<T> : ICellVisitor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Steps = 5;

    /// <summary>How often an input or an output lay in a state.</summary>
    public int Overlaps { get; private set; }

    public void Visit<TCell>()
        where TCell : struct, ICell<T>
    {
        // States that begin with something else than zero are not at hand before the weights are.
        if (TCell.Info.States.Count == 0 || TCell.Info.States.Any(s => s.InitialParameter is not null || s.Initial != 0)) return;
        CellWeights<T> weights = TCell.Pack(TapeDraw.Parameters<TCell, T>(1));
        KeptSpans<TCell>(weights);
        foreach (int from in Enumerable.Range(0, TCell.Info.States.Count))
        {
            if (TCell.Info.InputLength > 0) Inputs<TCell>(weights, from);
            if (TCell.Info.OutputLength > 0) Outputs<TCell>(weights, from);
        }
    }

    /// <summary>Spans taken before the first step show what states show that begin each step in a new object.</summary>
    private static void KeptSpans<TCell>(CellWeights<T> weights)
        where TCell : struct, ICell<T>
    {
        CellInfo info = TCell.Info;
        CellState<T> state = Drawn<TCell>();
        Span<T> kept = state.State(0), last = state.State(info.States.Count - 1);
        CellState<T> want = Drawn<TCell>();
        T[] x = new T[Steps * info.InputLength], y = new T[Steps * info.OutputLength];
        TapeDraw.Fill(x.AsSpan(), 3);
        for (int t = 0; t < Steps; t++)
        {
            CellState<T> fresh = TCell.CreateState();
            want.CopyTo(fresh);
            TCell.Step(weights, Row(x, t, info.InputLength), fresh, Row(y, t, info.OutputLength));
            TCell.Step(weights, Row(x, t, info.InputLength), state, Row(y, t, info.OutputLength));
            want = fresh;
            Same(want.State(0), kept);
            Same(want.State(info.States.Count - 1), last);
        }
        if (info.InputLength + info.OutputLength == 0) return; // no length would say how many steps
        CellState<T> ran = Drawn<TCell>(), stepped = Drawn<TCell>();
        kept = ran.State(0);
        for (int steps = 1; steps <= Steps; steps += 2)
        {
            Span<T> xs = x.AsSpan(0, steps * info.InputLength), ys = y.AsSpan(0, steps * info.OutputLength);
            TCell.Run(weights, xs, ran, ys);
            TCell.Run(weights, xs, stepped, ys);
            CellState<T> copy = TCell.CreateState();
            stepped.CopyTo(copy);
            Same(copy.State(0), kept);
        }
        ran.Reset();
        Same(new T[kept.Length], kept);
    }

    /// <summary>Inputs at every place of a state, for a step and for as many steps as it has elements for.</summary>
    private void Inputs<TCell>(CellWeights<T> weights, int from)
        where TCell : struct, ICell<T>
    {
        CellInfo info = TCell.Info;
        int n = info.InputLength, length = info.States[from].Length;
        for (int at = 0; at + n <= length; at += Math.Max(1, length / 5))
        {
            foreach (int steps in new[] { 1, (length - at) / n }.Distinct())
            {
                CellState<T> state = Drawn<TCell>(), want = Drawn<TCell>();
                T[] y = new T[steps * info.OutputLength], wantY = new T[steps * info.OutputLength];
                for (int repeat = 0; repeat < 3; repeat++)
                {
                    T[] copy = want.State(from).Slice(at, steps * n).ToArray();
                    Span<T> shared = state.State(from).Slice(at, steps * n);
                    if (steps == 1)
                    {
                        TCell.Step(weights, copy, want, wantY);
                        TCell.Step(weights, shared, state, y);
                    }
                    else
                    {
                        TCell.Run(weights, copy, want, wantY);
                        TCell.Run(weights, shared, state, y);
                    }
                    Same(wantY, y);
                    for (int i = 0; i < info.States.Count; i++) Same(want.State(i), state.State(i));
                    Overlaps++;
                }
            }
        }
    }

    /// <summary>Outputs at any place of a state are refused, and nothing has happened then; in another state they are welcome.</summary>
    private void Outputs<TCell>(CellWeights<T> weights, int from)
        where TCell : struct, ICell<T>
    {
        CellInfo info = TCell.Info;
        CellState<T> state = Drawn<TCell>(), before = Drawn<TCell>(), other = TCell.CreateState();
        T[] x = new T[info.InputLength], y = new T[info.OutputLength];
        for (int at = 0; at + info.OutputLength <= info.States[from].Length; at++)
        {
            int start = at;
            foreach (Action use in (Action[])[
                () => TCell.Step(weights, x, state, state.State(from).Slice(start, info.OutputLength)),
                () => TCell.Run(weights, x, state, state.State(from).Slice(start, info.OutputLength))])
            {
                Assert.Equal("outputs", Assert.Throws<ArgumentException>(use).ParamName);
                for (int i = 0; i < info.States.Count; i++) Same(before.State(i), state.State(i));
                Overlaps++;
            }
            CellState<T> here = Drawn<TCell>(), there = Drawn<TCell>();
            TCell.Step(weights, x, here, y);
            TCell.Step(weights, x, there, other.State(from).Slice(start, info.OutputLength));
            Same(y, other.State(from).Slice(start, info.OutputLength));
            Same(here.State(from), there.State(from));
        }
    }

    private static CellState<T> Drawn<TCell>()
        where TCell : struct, ICell<T>
    {
        CellState<T> state = TCell.CreateState();
        for (int i = 0; i < TCell.Info.States.Count; i++) TapeDraw.Fill(state.State(i), 200 + i);
        return state;
    }

    private static Span<T> Row(T[] rows, int t, int length) => rows.AsSpan(t * length, length);

    private static void Same(ReadOnlySpan<T> want, ReadOnlySpan<T> got) => Assert.Equal(want.ToArray(), got.ToArray());
}
