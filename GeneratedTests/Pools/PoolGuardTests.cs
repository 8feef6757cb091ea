using System;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Runtime;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Pools;

/// <summary>
/// Nothing beyond what a user has given is touched: handles, inputs, outputs and saved sessions lie at the end of a page and at the
/// beginning of one, and there is none beside it.
/// </summary>
public class PoolGuardTests
{
    public static TheoryData<string> Cells => DefinedCells.Names;

    [Theory]
    [MemberData(nameof(Cells))]
    public void Spans_are_not_left(string cell) =>
        DefinedCells.Accept(DefinedCells.Named(cell), new Visitor<float>(), new Visitor<double>());

    private sealed class Visitor<T> : ICellVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<T>
        {
            if (TCell.Info.States.Any(s => s.IsReversed)) return;
            CellWeights<T> weights = TCell.Pack(TapeDraw.Parameters<TCell, T>(1));
            foreach ((int sessions, int steps) in new[] { (1, 1), (5, 1), (3, 2) })
                foreach (bool begins in new[] { false, true })
                    Step<TCell>(weights, TCell.CreateStatePool(sessions), steps, begins);
        }

        private static void Step<TCell>(CellWeights<T> weights, CellStatePool<T> pool, int steps, bool begins)
            where TCell : struct, ICell<T>
        {
            int rows = pool.Capacity * steps, size = Unsafe.SizeOf<T>();
            using var named = new GuardedMemory(pool.Capacity * Unsafe.SizeOf<StateHandle>(), begins);
            using var inputs = new GuardedMemory(rows * TCell.Info.InputLength * size, begins);
            using var outputs = new GuardedMemory(rows * TCell.Info.OutputLength * size, begins);
            Span<StateHandle> handles = named.Span<StateHandle>();
            foreach (ref StateHandle handle in handles) handle = pool.Rent();
            Span<T> y = outputs.Span<T>();
            y.Fill(T.NaN);
            if (steps == 1) TCell.Step(weights, pool, handles, inputs.Span<T>(), y);
            else TCell.Run(weights, pool, handles, steps, inputs.Span<T>(), y);
            foreach (T element in y) Assert.False(T.IsNaN(element));

            using var saved = new GuardedMemory(pool.SavedLength, begins);
            pool.Save(handles[0], saved.Span<byte>());
            pool.Load(handles[^1], saved.Span<byte>());
        }
    }
}
