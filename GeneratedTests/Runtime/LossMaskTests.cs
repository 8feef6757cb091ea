using System;
using System.Linq;
using System.Numerics;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Runtime;

/// <summary>Rows that a mask leaves out are as if they were not there, whatever they hold; so are rows with the target to ignore.</summary>
public class LossMaskTests
{
    private const int F = 5, Rows = 7, Ignored = -100;

    private delegate double Loss<T>(ReadOnlySpan<T> outputs, T[] targets, int[] classes, bool[] mask, Span<T> adjoint);

    private delegate double PlainLoss<T>(ReadOnlySpan<T> outputs, T[] targets, int[] classes, Span<T> adjoint);

    [Theory]
    [InlineData(0b1111111)]
    [InlineData(0b0000001)]
    [InlineData(0b1000000)]
    [InlineData(0b0101101)]
    [InlineData(0b0000000)]
    public void MaskedRowsAreAsIfTheyWereNotThere(int rows)
    {
        bool[] mask = [.. Enumerable.Range(0, Rows).Select(row => (rows >> row & 1) != 0)];
        CheckAll<float>(mask);
        CheckAll<double>(mask);
    }

    private static void CheckAll<T>(bool[] mask)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var square = new MeanSquaredError<T>();
        var cross = new SoftmaxCrossEntropy<T>(F, Ignored);
        Check<T>(
            mask,
            (y, t, _, m, d) => d.IsEmpty ? square.Value(y, t, m) : square.Adjoint(y, t, m, d),
            (y, t, _, d) => square.Adjoint(y, t, d));
        Check<T>(
            mask,
            (y, t, _, m, d) => d.IsEmpty ? cross.Value(y, t, m) : cross.Adjoint(y, t, m, d),
            (y, t, _, d) => cross.Adjoint(y, t, d));
        Check<T>(
            mask,
            (y, _, c, m, d) => d.IsEmpty ? cross.Value(y, c, m) : cross.Adjoint(y, c, m, d),
            (y, _, c, d) => cross.Adjoint(y, c, d));
        Check<T>(
            mask,
            (y, _, c, m, d) => d.IsEmpty ? cross.Value(y, Marked(c, m)) : cross.Adjoint(y, Marked(c, m), d),
            (y, _, c, d) => cross.Adjoint(y, c, d));
    }

    private static int[] Marked(int[] classes, bool[] mask) => [.. classes.Zip(mask, (target, counts) => counts ? target : Ignored)];

    /// <summary>Against the loss without a mask, of the rows that count alone.</summary>
    private static void Check<T>(bool[] mask, Loss<T> masked, PlainLoss<T> plain)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new CounterRandom(5);
        T[] outputs = new T[Rows * F], targets = new T[Rows * F];
        foreach (ref T y in outputs.AsSpan()) y = T.CreateTruncating(random.NextNormal());
        foreach (ref T t in targets.AsSpan()) t = T.CreateTruncating(random.NextDouble());
        int[] classes = [.. Enumerable.Range(0, Rows).Select(row => row % F)];
        int[] kept = [.. Enumerable.Range(0, Rows).Where(row => mask[row])];
        T[] Kept(T[] all) => [.. kept.SelectMany(row => all[(row * F)..((row + 1) * F)])];

        var want = new T[kept.Length * F];
        double loss = plain(Kept(outputs), Kept(targets), [.. kept.Select(row => classes[row])], want);
        for (int row = 0; row < Rows; row++)
        {
            if (mask[row]) continue;
            outputs.AsSpan(row * F, F).Fill(T.NaN);
            targets.AsSpan(row * F, F).Fill(T.PositiveInfinity);
            classes[row] = 12345;
        }

        var adjoint = new T[Rows * F];
        adjoint.AsSpan().Fill(T.NaN);
        Assert.Equal(loss, masked(outputs, targets, classes, mask, adjoint));
        Assert.Equal(loss, masked(outputs, targets, classes, mask, default));
        Assert.Equal(want, Kept(adjoint));
        for (int row = 0; row < Rows; row++)
        {
            if (mask[row]) continue;
            foreach (T d in adjoint.AsSpan(row * F, F)) Assert.True(T.IsZero(d) && T.IsPositive(d), $"{d}");
        }

        Assert.Equal(loss, masked(outputs, targets, classes, mask, outputs)); // in place
        Assert.Equal(adjoint, outputs);
    }

    /// <summary>The steps that the rows of a tape have are a mask.</summary>
    [Fact]
    public void LengthsCountAsTheirMaskDoes()
    {
        const int T = 4, B = 3;
        CellTape<float> tape = ElmanCell<float>.CreateTape(T, B, RnnGen.Adjoint.None);
        tape.Rows = 2;
        tape.Lengths = [1, 3];
        bool[] mask = [true, true, false, false, true, false, false, true, false, false, false, false];
        float[] y = Drawn(1), t = Drawn(2);
        int[] classes = [.. Enumerable.Range(0, T * B).Select(row => mask[row] ? row % F : 12345)];
        var square = new MeanSquaredError<float>();
        var cross = new SoftmaxCrossEntropy<float>(F, Ignored);
        Same(d => square.Adjoint(y, t, mask, d), d => square.Adjoint(y, t, tape, d), square.Value(y, t, tape));
        Same(d => cross.Adjoint(y, t, mask, d), d => cross.Adjoint(y, t, tape, d), cross.Value(y, t, tape));
        Same(d => cross.Adjoint(y, classes, mask, d), d => cross.Adjoint(y, classes, tape, d), cross.Value(y, classes, tape));
        tape.Lengths = [T, T];
        tape.Rows = B;
        Assert.Equal(square.Value(y, y), square.Value(y, y, tape));
        tape = ElmanCell<float>.CreateTape(T, B + 1, RnnGen.Adjoint.None);
        Assert.StartsWith(
            "There are 60 outputs; a multiple of 16 needed, the 4 time steps of the tape's batch of 4.",
            Assert.Throws<ArgumentException>(() => square.Value(y, t, tape)).Message);
        Assert.StartsWith(
            "logits has 60 elements; 80 needed, shape [T = 4, B = 4, 5].",
            Assert.Throws<ArgumentException>(() => cross.Value(y, t, tape)).Message);

        float[] Drawn(int seed)
        {
            var elements = new float[T * B * F];
            TapeDraw.Fill<float>(elements, seed);
            for (int row = 0; row < mask.Length; row++)
                if (!mask[row]) elements.AsSpan(row * F, F).Fill(float.NaN);
            return elements;
        }

        static void Same(Func<float[], double> masked, Func<float[], double> counted, double value)
        {
            float[] want = new float[T * B * F], got = new float[T * B * F];
            Assert.Equal(masked(want), counted(got));
            Assert.Equal(masked(want), value);
            Assert.Equal(want, got);
            Assert.All(want, d => Assert.True(float.IsFinite(d)));
        }
    }

    [Fact]
    public void WrongLengthsOfMasksAreNamed()
    {
        var square = new MeanSquaredError<float>();
        var cross = new SoftmaxCrossEntropy<float>(3);
        float[] y = new float[12];
        var error = Assert.Throws<ArgumentException>(() => square.Value(y, y, new bool[5]));
        Assert.Equal("mask", error.ParamName);
        Assert.StartsWith("mask has 5 elements, one for each row; the 12 outputs are not that many rows", error.Message);
        Assert.Equal("mask", Assert.Throws<ArgumentException>(() => square.Adjoint(y, y, [], y)).ParamName);
        Assert.Equal("mask", Assert.Throws<ArgumentException>(() => cross.Value(y, y, new bool[3])).ParamName);
        Assert.Equal("mask", Assert.Throws<ArgumentException>(() => cross.Value(y, new int[4], [])).ParamName);
        Assert.Equal("mask", Assert.Throws<ArgumentException>(() => cross.Adjoint(y, new int[4], new bool[5], y)).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => square.Value(y, new float[11], new bool[4])).ParamName);
        Assert.Equal("adjoint", Assert.Throws<ArgumentException>(() => square.Adjoint(y, y, new bool[4], new float[11])).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => cross.Value(y, [0, 1, 3, 0], [true, true, true, false]));
        Assert.Equal(0, square.Value([], [], []));
        Assert.Equal(0, square.Value([], [], [true, false]));
        Assert.Equal(0, cross.Value([], Array.Empty<int>(), []));
    }

    [Fact]
    public void MasksAllocateNothing()
    {
        var square = new MeanSquaredError<float>();
        var cross = new SoftmaxCrossEntropy<float>(F);
        float[] y = new float[Rows * F], t = new float[Rows * F], d = new float[Rows * F];
        bool[] mask = [true, false, true, true, false, false, true];
        int[] classes = new int[Rows];
        Assert.Equal(0, Allocation.OfThread(Run, calls: 50));

        void Run()
        {
            square.Value(y, t, mask);
            square.Adjoint(y, t, mask, d);
            cross.Adjoint(y, t, mask, d);
            cross.Adjoint(y, classes, mask, d);
        }
    }

    /// <summary>What docs/training.md says of padding.</summary>
    [Fact]
    public void APaddedBatchHasTheGradientsOfItsSequences() =>
        CompiledCell.Accept(DefinedCells.OfZoo("lstm", typeof(double)), new PaddedBatch());

    private sealed class PaddedBatch : ICellVisitor<double>
    {
        private const int T = 6;

        private static readonly int[] s_lengths = [6, 2, 4];

        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            CellParameters<double> parameters = TCell.CreateParameters();
            parameters.Initialize(1);
            double[][] inputs = [.. s_lengths.Select((length, b) => Draw(length * TCell.Info.InputLength, b))];
            double[] want = Sequences<TCell>(parameters, inputs), got = Batch<TCell>(parameters, inputs, padding: 0);
            for (int i = 0; i < want.Length; i++) Assert.Equal(want[i], got[i], 1e-13);
            Assert.Contains(double.NaN, Batch<TCell>(parameters, inputs, double.NaN)); // 0 * NaN: why padding has to be zero
        }

        /// <summary>Each sequence on a tape of its own, with its share of the mean.</summary>
        private static double[] Sequences<TCell>(CellParameters<double> parameters, double[][] inputs)
            where TCell : struct, ICell<double>
        {
            CellParameters<double> gradients = TCell.CreateParameters();
            for (int b = 0; b < inputs.Length; b++)
            {
                CellTape<double> tape = TCell.CreateTape(s_lengths[b], 1, RnnGen.Adjoint.States);
                inputs[b].CopyTo(tape.Input(0));
                TCell.Forward(parameters, tape);
                new MeanSquaredError<double>().Adjoint(tape.State(0), new double[tape.State(0).Length], tape.StateAdjoint(0));
                foreach (ref double seed in tape.StateAdjoint(0)) seed *= s_lengths[b] / (double)s_lengths.Sum();
                TCell.Backward(parameters, tape, gradients);
            }

            return gradients.Values.ToArray();
        }

        private static double[] Batch<TCell>(CellParameters<double> parameters, double[][] inputs, double padding)
            where TCell : struct, ICell<double>
        {
            int batch = inputs.Length, features = TCell.Info.InputLength;
            CellTape<double> tape = TCell.CreateTape(T, batch, RnnGen.Adjoint.States);
            var mask = new bool[T * batch];
            tape.Input(0).Fill(padding);
            for (int row = 0; row < mask.Length; row++)
            {
                (int t, int b) = (row / batch, row % batch);
                mask[row] = t < s_lengths[b];
                if (mask[row]) inputs[b].AsSpan(t * features, features).CopyTo(tape.Input(0)[(row * features)..]);
            }

            TCell.Forward(parameters, tape);
            new MeanSquaredError<double>().Adjoint(tape.State(0), new double[tape.State(0).Length], mask, tape.StateAdjoint(0));
            CellParameters<double> gradients = TCell.CreateParameters();
            TCell.Backward(parameters, tape, gradients);
            return gradients.Values.ToArray();
        }

        private static double[] Draw(int count, int key)
        {
            var random = new CounterRandom(9, 0, key);
            var values = new double[count];
            foreach (ref double value in values.AsSpan()) value = random.NextNormal();
            return values;
        }
    }
}
