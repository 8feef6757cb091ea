using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Numerics;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Kernels;
using RnnGen.Tests.Threads;
using Xunit;

namespace RnnGen.Tests.Lanes;

/// <summary>Groups of sequences on several threads: only sums over groups depend on how many threads there are.</summary>
public class LaneThreadTests
{
    [Theory]
    [InlineData("lstm")]
    [InlineData("lstm-peephole")]
    [InlineData("gru-reset-after")]
    public void Several_threads_compute_what_one_computes(string name)
    {
        using CellBatch compiled = CellBatch.Compile([new CellSource(name, [("input", 2), ("hidden", 3)], ElementType.Float)]);
        foreach (int batch in (int[])[17, 40])
        {
            Assert.Equal(VectorWidth.Use512, LaneCell.UsesLanes(compiled[0], batch));
            CompiledCell.Accept(compiled[0], new Visitor(batch));
        }
    }

    private sealed class Visitor(int batch) : ICellVisitor<float>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<float>
        {
            Dictionary<string, float[]> want = Run<TCell>(1);
            Assert.All(want, entry => Assert.Contains(entry.Value, element => element != 0));
            foreach (int threads in (int[])[2, 3, 5]) Compare(want, Run<TCell>(threads));
        }

        /// <summary>The same bits each time.</summary>
        private Dictionary<string, float[]> Run<TCell>(int threads)
            where TCell : struct, ICell<float>
        {
            var pass = new ThreadedPass<TCell, float>(4, batch, Adjoint.All, threads);
            Assert.Equal(threads, pass.Tape.Threads);
            pass.Run();
            Dictionary<string, float[]> first = pass.Results();
            for (int repetition = 0; repetition < 20; repetition++)
            {
                pass.Run();
                Assert.Equal(first, pass.Results());
            }
            return first;
        }

        private static void Compare(Dictionary<string, float[]> want, Dictionary<string, float[]> got)
        {
            Assert.Equal(want.Keys, got.Keys);
            foreach ((string name, float[] elements) in want)
            {
                if (VectorWidth.Use512 && !name.StartsWith("gradient", StringComparison.Ordinal)) Assert.Equal(elements, got[name]);
                double scale = Math.Max(1, elements.Max(Math.Abs));
                for (int i = 0; i < elements.Length; i++)
                    Assert.True(Math.Abs(elements[i] - got[name][i]) <= 2e-5 * scale, $"{name}[{i}]: {elements[i]} and {got[name][i]}");
            }
        }
    }
}
