using System;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Runtime;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Pools;

/// <summary>Nothing beyond what a user has given is touched: inputs and outputs end with a page, and there is none behind it.</summary>
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
            {
                CellStatePool<T> pool = TCell.CreateStatePool(sessions);
                StateHandle[] handles = [.. Enumerable.Range(0, sessions).Select(_ => pool.Rent())];
                int rows = sessions * steps, size = Unsafe.SizeOf<T>();
                using var inputs = new GuardedMemory(rows * TCell.Info.InputLength * size);
                using var outputs = new GuardedMemory(rows * TCell.Info.OutputLength * size);
                Span<T> y = outputs.Span<T>();
                y.Fill(T.NaN);
                if (steps == 1) TCell.Step(weights, pool, handles, inputs.Span<T>(), y);
                else TCell.Run(weights, pool, handles, steps, inputs.Span<T>(), y);
                foreach (T element in y) Assert.False(T.IsNaN(element));
            }
        }
    }
}
