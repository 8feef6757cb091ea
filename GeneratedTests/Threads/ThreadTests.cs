using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using RnnGen.Definitions;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Threads;

/// <summary>A tape for several threads computes what one for one thread computes, and the same bits each time.</summary>
public class ThreadTests
{
    public static TheoryData<string> Cells => DefinedCells.Names;

    [Theory]
    [MemberData(nameof(Cells))]
    public void Several_threads_compute_what_one_computes(string cell) =>
        DefinedCells.Accept(DefinedCells.Named(cell), new CountVisitor<float>(), new CountVisitor<double>());

    [Theory]
    [InlineData(nameof(LstmSoftmaxDouble))]
    [InlineData(nameof(LstmProjectionDouble))]
    [InlineData(nameof(GruDouble))]
    [InlineData(nameof(RnnSoftmaxFixedDouble))]
    public void Whatever_the_tape_holds(string cell) => DefinedCells.Accept(DefinedCells.Named(cell), new FlagVisitor());

    [Fact]
    public void More_threads_than_sequences_are_as_many_as_sequences()
    {
        Assert.Equal(3, new Lstm.Tape(5, 3, threads: 8).Threads);
        Assert.Equal(1, new Lstm.Tape(5, 3).Threads);
        Assert.Equal(2, new RnnSoftmaxFixed.Tape(threads: 2).Threads);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void There_is_at_least_one_thread(int threads) =>
        Assert.Equal("threads", Assert.Throws<ArgumentOutOfRangeException>(() => new Lstm.Tape(5, 3, threads: threads)).ParamName);

    private static double Tolerance<T>() => typeof(T) == typeof(float) ? 2e-5 : 1e-12;

    private static void AssertClose<T>(Dictionary<string, T[]> want, Dictionary<string, T[]> got)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(want.Keys, got.Keys);
        foreach ((string name, T[] elements) in want)
        {
            double scale = Math.Max(1, elements.Max(e => Math.Abs(double.CreateChecked(e))));
            for (int i = 0; i < elements.Length; i++)
            {
                double error = Math.Abs(double.CreateChecked(got[name][i] - elements[i])) / scale;
                Assert.True(error <= Tolerance<T>(), $"{name}[{i}]: {elements[i]} and {got[name][i]}");
            }
        }
    }

    private sealed class CountVisitor<T> : ICellVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<T>
        {
            // Batches that do not divide evenly, fewer sequences than threads, more than one chunk of rows in a shard.
            foreach ((int wantedSteps, int wantedBatch) in new[] { (3, 7), (2, 3), (2, 201) })
            {
                (int timeSteps, int batch) = DefinedCells.Counts<TCell>(wantedSteps, wantedBatch);
                Dictionary<string, T[]> want = Run<TCell>(timeSteps, batch, 1);
                Assert.All(want, entry => Assert.Contains(entry.Value, element => element != T.Zero));
                for (int threads = 2; threads <= 4; threads++) AssertClose(want, Run<TCell>(timeSteps, batch, threads));
            }
        }

        private static Dictionary<string, T[]> Run<TCell>(int timeSteps, int batch, int threads)
            where TCell : struct, ICell<T>
        {
            var pass = new ThreadedPass<TCell, T>(timeSteps, batch, Adjoint.All, threads);
            Assert.Equal(Math.Min(threads, batch), pass.Tape.Threads);
            pass.Run();
            Dictionary<string, T[]> first = pass.Results();
            for (int repetition = 0; repetition < 3; repetition++)
            {
                pass.Run();
                Assert.Equal(first, pass.Results());
            }

            return first;
        }
    }

    private sealed class FlagVisitor : ICellVisitor<double>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            (int timeSteps, int batch) = DefinedCells.Counts<TCell>(3, 5);
            for (Adjoint flags = Adjoint.None; flags <= Adjoint.All; flags++)
            {
                Dictionary<string, double[]> want = Run(1, flags);
                for (int threads = 2; threads <= 3; threads++) AssertClose(want, Run(threads, flags));
            }

            Dictionary<string, double[]> Run(int threads, Adjoint flags)
            {
                var pass = new ThreadedPass<TCell, double>(timeSteps, batch, flags, threads);
                pass.Run();
                return pass.Results();
            }
        }
    }
}
