using System;
using System.Linq;
using System.Numerics;
using RnnGen.Compiler;
using RnnGen.Numerics;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>States that decay in a stream reach zero, unless a cell keeps what they decay to.</summary>
public class DenormalTests
{
    /// <summary>Two states that decay, alone and through a product of matrices; one that is only late, and one that counts.</summary>
    private const string Definition = """
        sizes: [n]
        inputs: { x: n }
        states: { late: n, slow: n, count: n, mixed: n }
        parameters: { W: { shape: [n, n], init: identity } }
        equations: |
          late = x
          slow = 0.88 * slow' + x
          count = count' + x
          mixed = 0.5 * tanh(W @ mixed') + x
        outputs:
          y: slow + mixed

        """;

    private static readonly CellOptions s_keep = new(Denormals: DenormalsOption.Keep);

    private static readonly (ElementType Element, int Size)[] s_cells =
        [(ElementType.Float, 5), (ElementType.Float, 70), (ElementType.Double, 16)];

    [Fact]
    public void A_silent_stream_reaches_zero_and_stays_there()
    {
        using CellBatch compiled = CellBatch.Compile(
        [
            .. from options in (CellOptions[])[new(), s_keep]
               from cell in s_cells
               select new CellSource(Definition, [("n", cell.Size)], cell.Element) { Options = options },
        ]);
        for (int i = 0; i < 2 * s_cells.Length; i++)
        {
            bool isFlushed = i < s_cells.Length;
            if (s_cells[i % s_cells.Length].Element == ElementType.Float) CompiledCell.Accept(compiled[i], new Silence<float>(isFlushed));
            else CompiledCell.Accept(compiled[i], new Silence<double>(isFlushed));
        }
    }

    /// <summary>A stream that was saved and the one that was loaded flush at the same steps.</summary>
    [Fact]
    public void A_loaded_stream_goes_on_bit_for_bit()
    {
        using CellBatch compiled = CellBatch.Compile([new CellSource(Definition, [("n", 5)], ElementType.Float)]);
        CompiledCell.Accept(compiled[0], new Resumed());
    }

    /// <summary>However steps are divided into calls, they flush at the same ones.</summary>
    [Fact]
    public void Calls_of_any_length_have_the_same_bits()
    {
        using CellBatch compiled = CellBatch.Compile([new CellSource(Definition, [("n", 5)], ElementType.Float)]);
        CompiledCell.Accept(compiled[0], new Divided());
    }

    private sealed class Silence<T>(bool isFlushed) : ICellVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>0.88 to this power is below every bound and, of floats, stands still at 4 in the last place.</summary>
        private const int Steps = 6400;

        public void Visit<TCell>()
            where TCell : struct, ICell<T>
        {
            CellParameters<T> parameters = TCell.CreateParameters();
            parameters.Initialize(1);
            CellWeights<T> weights = TCell.Pack(parameters);
            int n = TCell.Info.InputLength;
            T[] signal = [.. Enumerable.Repeat(T.One, n)], silence = new T[n * Steps], outputs = new T[TCell.Info.OutputLength * Steps];
            CellState<T> stepped = TCell.CreateState(), run = TCell.CreateState();
            TCell.Step(weights, signal, stepped, outputs.AsSpan(0, n));
            TCell.Step(weights, signal, run, outputs.AsSpan(0, n));
            for (int t = 0; t < Steps; t++) TCell.Step(weights, silence.AsSpan(0, n), stepped, outputs.AsSpan(0, n));
            TCell.Run(weights, silence, run, outputs);
            CellStatePool<T> pool = TCell.CreateStatePool(3);
            StateHandle[] handles = [pool.Rent(), pool.Rent(), pool.Rent()];
            T[] inputs = [.. Enumerable.Repeat(T.One, 3 * n)], results = new T[3 * n];
            TCell.Step(weights, pool, handles, inputs, results);
            Array.Clear(inputs);
            for (int t = 0; t < Steps; t++) TCell.Step(weights, pool, handles, inputs, results);
            CellState<T> pooled = TCell.CreateState();
            pool.CopyTo(handles[1], pooled);
            foreach (CellState<T> state in (CellState<T>[])[stepped, run, pooled])
            {
                Assert.All(state[0].ToArray(), value => Assert.Equal(T.Zero, value));
                Assert.All(state[2].ToArray(), value => Assert.Equal(T.One, value));
                Assert.All(state[1].ToArray(), value => Assert.Equal(!isFlushed, value > T.Zero));
                if (isFlushed) Assert.All(state[3].ToArray(), value => Assert.Equal(T.Zero, value));
            }
        }
    }

    /// <summary>A state that is at the bound, and the steps from there on.</summary>
    private static T[] Decay<TCell, T>(CellState<T> state, CellWeights<T> weights, int steps, int atOnce)
        where TCell : struct, ICell<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int n = TCell.Info.InputLength;
        var outputs = new T[n * steps];
        for (int t = 0; t < steps; t += atOnce)
        {
            int count = Math.Min(atOnce, steps - t);
            TCell.Run(weights, new T[n * count], state, outputs.AsSpan(t * n, count * n));
        }
        return outputs;
    }

    private sealed class Resumed : ICellVisitor<float>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<float>
        {
            CellWeights<float> weights = TCell.Pack(TCell.CreateParameters());
            CellState<float> state = TCell.CreateState(), loaded = TCell.CreateState(), copy = TCell.CreateState();
            Decay<TCell, float>(state, weights, 30, 30);
            state[1].Fill(1e-29f);
            Decay<TCell, float>(state, weights, 20, 20);
            state.CopyTo(copy);
            Assert.Equal(Decay<TCell, float>(state, weights, 30, 30), Decay<TCell, float>(copy, weights, 30, 30));
            state[1].Fill(1e-29f);
            Decay<TCell, float>(state, weights, 25, 25);
            Assert.InRange(state[1][0], float.Epsilon, StateFlush.FloatBound);
            var bytes = new byte[state.SavedLength];
            state.Save(bytes);
            loaded.Load(bytes);
            float[] expected = Decay<TCell, float>(state, weights, 100, 100);
            Assert.Equal(expected, Decay<TCell, float>(loaded, weights, 100, 100));
            Assert.NotEqual(0, expected[0]);
            Assert.Equal(0, expected[^1]);
        }
    }

    private sealed class Divided : ICellVisitor<float>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<float>
        {
            CellWeights<float> weights = TCell.Pack(TCell.CreateParameters());
            float[]? expected = null;
            foreach (int atOnce in (int[])[200, 1, 7, 64, 65, 130])
            {
                CellState<float> state = TCell.CreateState();
                state[1].Fill(1e-29f);
                float[] found = Decay<TCell, float>(state, weights, 200, atOnce);
                Assert.Equal(expected ??= found, found);
            }
            Assert.NotEqual(0, expected![63 * 5]);
            Assert.Equal(0, expected[64 * 5]);
        }
    }
}
