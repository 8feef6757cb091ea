using System;
using System.Linq;
using System.Numerics;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Zoo;

/// <summary>How tapes and states are used over a training run: carried from window to window, used again, in the wrong order.</summary>
public class TapeUseTests
{
    public static TheoryData<string> Cells => DefinedCells.Names;

    [Theory]
    [MemberData(nameof(Cells))]
    public void Windows_with_carried_states_equal_one_long_sequence(string cell) =>
        DefinedCells.Accept(DefinedCells.Named(cell), new CarryVisitor<float>(), new CarryVisitor<double>());

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_tape_that_is_used_again_gives_what_a_new_one_gives(string cell) =>
        DefinedCells.Accept(DefinedCells.Named(cell), new TapeReuse<float>(4, 3), new TapeReuse<double>(4, 3));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Backward_wants_a_forward(string cell) =>
        DefinedCells.Accept(DefinedCells.Named(cell), new OrderVisitor<float>(), new OrderVisitor<double>());

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_state_can_be_reset_and_copied(string cell) =>
        DefinedCells.Accept(DefinedCells.Named(cell), new StateVisitor<float>(), new StateVisitor<double>());

    private sealed class CarryVisitor<T> : ICellVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private const int Windows = 3;

        public void Visit<TCell>()
            where TCell : struct, ICell<T>
        {
            CellInfo info = TCell.Info;
            (int timeSteps, int batch) = DefinedCells.Counts<TCell>(3, 2);
            CellParameters<T> parameters = TapeDraw.Parameters<TCell, T>(1);
            CellWeights<T> weights = TCell.Pack(parameters);
            CellTape<T> tape = TCell.CreateTape(timeSteps, batch, RnnGen.Adjoint.All);
            CellState<T>[] states = [.. Enumerable.Range(0, batch).Select(_ => TCell.CreateState())];
            for (int window = 0; window < Windows; window++)
            {
                TapeDraw.Fill(tape.Input(0), window);
                TCell.Forward(parameters, tape);
                TCell.Backward(parameters, tape, TCell.CreateParameters());
                for (int b = 0; b < batch; b++)
                {
                    // The long sequence, by streaming, which knows no windows.
                    for (int t = 0; t < timeSteps; t++)
                    {
                        int row = t * batch + b;
                        var y = new T[info.OutputLength];
                        TCell.Step(weights, tape.Input(0).Slice(row * info.InputLength, info.InputLength), states[b], y);
                        for (int i = 0; i < info.States.Count; i++)
                            AssertClose(states[b].State(i), Row(tape.State(i), row, info.States[i]));
                        foreach ((Slot slot, int i) in info.Outputs.Select((slot, i) => (slot, i)))
                            AssertClose(y.AsSpan(slot.Offset, slot.Length), Row(tape.Output(i), row, slot));
                    }
                }
                tape.Carry();
            }
        }

        private static Span<T> Row(Span<T> rows, int row, Slot slot) => rows.Slice(row * slot.Length, slot.Length);

        private static void AssertClose(Span<T> want, Span<T> got)
        {
            T bound = typeof(T) == typeof(float) ? T.CreateChecked(1e-5) : T.CreateChecked(1e-13);
            for (int i = 0; i < want.Length; i++) Assert.True(T.Abs(want[i] - got[i]) <= bound, $"{want[i]} and {got[i]}");
        }
    }

    private sealed class OrderVisitor<T> : ICellVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<T>
        {
            (int timeSteps, int batch) = DefinedCells.Counts<TCell>(2, 2);
            CellParameters<T> parameters = TCell.CreateParameters(), gradients = TCell.CreateParameters();
            CellTape<T> tape = TCell.CreateTape(timeSteps, batch, RnnGen.Adjoint.Training);
            Throws("Backward needs the values of a Forward on this tape: run Forward first.");
            TCell.Forward(parameters, tape);
            TCell.Backward(parameters, tape, gradients);
            tape.Carry();
            Throws("Carry has replaced the initial states that Backward reads: call it after Backward.");
            tape = TCell.CreateTape(timeSteps, batch, RnnGen.Adjoint.None);
            TCell.Forward(parameters, tape);
            Throws("This tape was made with Adjoint.None and saves nothing for Backward.");

            void Throws(string message) =>
                Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => TCell.Backward(parameters, tape, gradients)).Message);
        }
    }

    private sealed class StateVisitor<T> : ICellVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<T>
        {
            CellInfo info = TCell.Info;
            CellWeights<T> weights = TCell.Pack(TapeDraw.Parameters<TCell, T>(1));
            T[] xs = new T[5 * info.InputLength], ys = new T[5 * info.OutputLength];
            TapeDraw.Fill(xs.AsSpan(), 2);
            CellState<T> state = TCell.CreateState(), copy = TCell.CreateState();
            TCell.Run(weights, xs, state, ys);
            T[][] first = Values(state);
            // An odd number of steps later the banks have changed places.
            state.CopyTo(copy);
            Assert.Equal(first, Values(copy));
            TCell.Run(weights, xs, copy, ys);
            Assert.NotEqual(first, Values(copy));
            Assert.Equal(first, Values(state));
            // What went wrong once is over with a reset.
            TCell.Step(weights, Poison(info.InputLength), state, ys.AsSpan(0, info.OutputLength));
            Assert.Contains(Values(state).SelectMany(elements => elements), T.IsNaN);
            state.Reset();
            Assert.All(Values(state).SelectMany(elements => elements), element => Assert.Equal(T.Zero, element));
            TCell.Run(weights, xs, state, ys);
            Assert.Equal(first, Values(state));

            static T[] Poison(int length) => [.. Enumerable.Repeat(T.NaN, length)];

            T[][] Values(CellState<T> of) => [.. Enumerable.Range(0, info.States.Count).Select(i => of.State(i).ToArray())];
        }
    }
}
