using System;
using System.IO;
using System.Linq;
using System.Numerics;
using RnnGen.Definitions;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Runtime;

/// <summary>States as bytes, and between streams and the rows of tapes.</summary>
public class SavedStateTests
{
    public static TheoryData<string> Cells => DefinedCells.Names;

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_loaded_state_goes_on_where_the_saved_one_was(string cell) =>
        DefinedCells.Accept(DefinedCells.Named(cell), new Saved<float>(), new Saved<double>());

    private sealed class Saved<T> : ICellVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<T>
        {
            CellWeights<T> weights = TCell.Pack(TapeDraw.Parameters<TCell, T>(1));
            T[] inputs = new T[TCell.Info.InputLength], outputs = new T[TCell.Info.OutputLength], again = new T[outputs.Length];
            TapeDraw.Fill<T>(inputs, 2);
            CellState<T> state = TCell.CreateState(), loaded = TCell.CreateState(), streamed = TCell.CreateState();
            for (int step = 0; step < 3; step++) TCell.Step(weights, inputs, state, outputs);

            var bytes = new byte[state.SavedLength + 5];
            Assert.Equal(state.SavedLength, state.Save(bytes));
            Assert.All(bytes[state.SavedLength..], b => Assert.Equal(0, b));
            loaded.Load(bytes.AsSpan(0, state.SavedLength));
            using var stream = new MemoryStream();
            TCell.CreateState().Save(stream);
            state.Save(stream);
            stream.Position = 0;
            streamed.Load(stream);
            Assert.All(Enumerable.Range(0, TCell.Info.States.Count), i => Assert.DoesNotContain(streamed[i].ToArray(), e => e != T.Zero));
            streamed.Load(stream);
            Assert.Equal(stream.Length, stream.Position);

            TCell.Step(weights, inputs, state, outputs);
            foreach (CellState<T> other in (CellState<T>[])[loaded, streamed])
            {
                TCell.Step(weights, inputs, other, again);
                Assert.Equal(outputs, again);
                for (int i = 0; i < TCell.Info.States.Count; i++) Assert.Equal(state[i], other[i]);
            }
        }
    }

    /// <summary>Whatever the mistake is, the state stays as it was.</summary>
    [Fact]
    public void Bytes_that_are_not_those_of_the_cell_are_refused()
    {
        Lstm.State state = Drawn(1), saved = Drawn(2);
        var bytes = new byte[saved.SavedLength];
        saved.Save(bytes);
        // Each bit of each byte: in the mark, version, sizes, fingerprint, elements, checksum.
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            byte[] broken = [.. bytes];
            broken[bit / 8] ^= (byte)(1 << bit % 8);
            Refused(broken, "");
        }

        Refused([], "These 0 bytes are no saved state.");
        Refused(bytes[..30], "These 30 bytes are no saved state.");
        Refused(bytes[..^1], $"There are {bytes.Length - 1} bytes; {bytes.Length} needed for a state of Lstm.");
        Refused([.. bytes, 0], $"There are {bytes.Length + 1} bytes; {bytes.Length} needed for a state of Lstm.");
        Refused([.. bytes[..8], 2, .. bytes[9..]], "The state is saved in version 2 of the format; 1 is known.");
        Refused([.. bytes[..50], (byte)(bytes[50] + 1), .. bytes[51..]], "The bytes have changed since the state of Lstm was saved");
        Refused(Of(new LstmDouble.State()), "The state has elements of 8 bytes; Lstm has elements of 4.");
        Refused(Of(new Gru.State()), $"The state is of another cell, or Lstm has changed since: its fingerprint is {Gru.Info.Fingerprint}");
        state.Load(bytes);
        Assert.Equal(saved.h, state.h);

        var error = Assert.Throws<ArgumentException>(() => saved.Save(new byte[bytes.Length - 1]));
        string needed = $"destination has {bytes.Length - 1} bytes; {bytes.Length} needed for a state of Lstm.";
        Assert.StartsWith(needed, error.Message, StringComparison.Ordinal);

        void Refused(byte[] wrong, string message)
        {
            float[] h = state.h.ToArray(), c = state.c.ToArray();
            Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => state.Load(wrong)).Message, StringComparison.Ordinal);
            // A stream may go on behind a state.
            if (wrong.Length != bytes.Length + 1)
                Assert.Throws<InvalidDataException>(() => state.Load(new MemoryStream(wrong[..Math.Min(wrong.Length, bytes.Length)])));
            Assert.Equal(h, state.h);
            Assert.Equal(c, state.c);
        }

        static byte[] Of<T>(CellState<T> other)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var all = new byte[other.SavedLength];
            other.Save(all);
            return all;
        }
    }

    [Fact]
    public void Streams_and_rows_of_tapes_go_on_from_each_other()
    {
        var parameters = (LstmDouble.Parameters)TapeDraw.Parameters<LstmDouble, double>(1);
        var weights = parameters.Pack();
        var tape = new LstmDouble.Tape(5, 3, Adjoint.None);
        TapeDraw.Arguments(tape, 2);
        tape.Lengths = [2, 5, 3];
        LstmDouble.State state = new(), row = new();
        TapeDraw.Fill(state.h, 4);
        TapeDraw.Fill(state.c, 5);
        state.CopyTo(tape, 2);
        LstmDouble.Forward(parameters, tape);
        int inputs = tape.x.Length / 15;
        for (int step = 0; step < 3; step++) LstmDouble.Step(weights, tape.x.Slice((step * 3 + 2) * inputs, inputs), state);
        row.CopyFrom(tape, 2);
        for (int i = 0; i < state.h.Length; i++)
        {
            Assert.Equal(state.h[i], row.h[i], 1e-14);
            Assert.Equal(state.c[i], row.c[i], 1e-14);
        }

        row.CopyFromInitial(tape, 1);
        Assert.Equal(tape.h0.Slice(row.h.Length, row.h.Length), row.h);
        Assert.Equal(tape.c0.Slice(row.c.Length, row.c.Length), row.c);
        foreach (int wrong in (int[])[-1, 3])
        {
            Action[] all = [() => row.CopyTo(tape, wrong), () => row.CopyFrom(tape, wrong), () => row.CopyFromInitial(tape, wrong)];
            Assert.All(all, copy => Assert.StartsWith(
                $"There is no row {wrong}: the tape has a batch of 3, from 0 to 2.",
                Assert.Throws<ArgumentOutOfRangeException>(copy).Message, StringComparison.Ordinal));
        }

        var error = Assert.Throws<ArgumentException>(() => new GruDouble.State().CopyFrom(tape, 0));
        Assert.StartsWith("tape belongs to LstmDouble, not to GruDouble.", error.Message, StringComparison.Ordinal);
    }

    private static Lstm.State Drawn(int seed)
    {
        var state = new Lstm.State();
        TapeDraw.Fill(state.h, 10 * seed);
        TapeDraw.Fill(state.c, 10 * seed + 1);
        return state;
    }
}
