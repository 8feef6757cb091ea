using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Zoo;

/// <summary>Once their workspaces exist, Step, Run, Forward and Backward of every defined cell allocate nothing.</summary>
public class AllocationTests
{
    public static TheoryData<string> Cells => DefinedCells.Names;

    [Theory]
    [MemberData(nameof(Cells))]
    public void Nothing_is_allocated(string cell) =>
        DefinedCells.Accept(DefinedCells.Named(cell), new Visitor<float>(), new Visitor<double>());

    [Fact]
    public void The_measure_sees_an_allocation()
    {
        object? kept = null;
        Assert.True(Allocation.OfThread(() => kept = new byte[100], calls: 10) >= 10 * 100);
        Assert.NotNull(kept);
    }

    private sealed class Visitor<T> : ICellVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<T>
        {
            foreach (int sequences in (int[])[7, 16]) Visit<TCell>(sequences); // in rows; in the lanes of vectors where the cell is small
        }

        private static void Visit<TCell>(int sequences)
            where TCell : struct, ICell<T>
        {
            CellInfo info = TCell.Info;
            (int timeSteps, int batch) = DefinedCells.Counts<TCell>(5, sequences);
            CellParameters<T> parameters = TapeDraw.Parameters<TCell, T>(1), gradients = TCell.CreateParameters();
            CellWeights<T> weights = TCell.Pack(parameters);
            CellState<T> state = TCell.CreateState();
            T[] x = new T[timeSteps * info.InputLength], y = new T[timeSteps * info.OutputLength];
            CellTape<T> training = TCell.CreateTape(timeSteps, batch, RnnGen.Adjoint.All);
            CellTape<T> inference = TCell.CreateTape(timeSteps, batch, RnnGen.Adjoint.None);
            TapeDraw.Arguments(training, 2);
            List<(string, long)> allocated =
            [
                ("Step", Allocation.OfThread(() => TCell.Step(
                    weights, x.AsSpan(0, info.InputLength), state, y.AsSpan(0, info.OutputLength)))),
                ("Run", Allocation.OfThread(() => TCell.Run(weights, x, state, y))),
                ("Forward", Allocation.OfThread(() => TCell.Forward(parameters, training))),
                ("Forward of Adjoint.None", Allocation.OfThread(() => TCell.Forward(parameters, inference))),
                ("Forward and Backward", Allocation.OfThread(() =>
                {
                    TCell.Forward(parameters, training);
                    TCell.Backward(parameters, training, gradients);
                })),
            ];
            if (info.States.All(s => !s.IsReversed)) allocated.AddRange(Pooled<TCell>(weights));
            Assert.All(allocated, entry => Assert.Equal(0, entry.Item2));
        }

        private static IEnumerable<(string, long)> Pooled<TCell>(CellWeights<T> weights)
            where TCell : struct, ICell<T>
        {
            const int Sessions = 130, Steps = 20;
            CellInfo info = TCell.Info;
            CellStatePool<T> pool = TCell.CreateStatePool(Sessions);
            StateHandle[] handles = [.. Enumerable.Range(0, Sessions).Select(_ => pool.Rent())];
            T[] x = new T[Steps * Sessions * info.InputLength], y = new T[Steps * Sessions * info.OutputLength];
            byte[] saved = new byte[pool.SavedLength];
            yield return ("Run of a pool", Allocation.OfThread(() => TCell.Run(weights, pool, handles, Steps, x, y)));
            yield return ("Step of a pool", Allocation.OfThread(() => TCell.Step(
                weights, pool, handles, x.AsSpan(0, Sessions * info.InputLength), y.AsSpan(0, Sessions * info.OutputLength))));
            yield return ("members of a pool", Allocation.OfThread(() =>
            {
                pool.Return(handles[3]);
                handles[3] = pool.Rent();
                pool.Reset(handles[3], weights);
                pool.Save(handles[4], saved);
                pool.Load(handles[3], saved);
            }));
        }
    }
}
