using System;
using System.Linq;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Zoo;
using Xunit;

namespace RnnGen.Tests.Lengths;

/// <summary>
/// Learned starts, sequences that begin anew on the way and recurrences in both directions, on one tape of unequal lengths, against tapes
/// of a single row each.
/// </summary>
public class LearnedStartTests
{
    private const string Definition = """
        sizes: { n: 3 }
        inputs: { x: n }
        states: { h: { shape: n, initial: h0 }, k: { shape: n, initial: 0.25 }, p: n }
        resets: restart
        cells:
          back: { cell: gru, hidden: n, reversed: true }
        parameters: { h0: n, W: [n, n], U: [n, n] }
        equations: |
          h = tanh(W @ x + U @ h' + k')
          k = 0.5 * k' + h
          p = h + 0.5 * p'
          back(p)
        outputs:
          y: back.h * k

        """;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Rows_begin_and_end_as_if_they_were_alone(int threads)
    {
        using CompiledCell cell = CompiledCell.Compile(Definition, [], typeof(double));
        cell.Accept(new Alone(threads));
    }

    private sealed class Alone(int threads) : ICellVisitor<double>
    {
        private const int T = 5, B = 4;

        private static readonly int[] s_lengths = [4, 2, 5];

        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            CellParameters<double> parameters = TapeDraw.Parameters<TCell, double>(1);
            CellParameters<double> gradients = TCell.CreateParameters(), sums = TCell.CreateParameters();
            CellTape<double> tape = TCell.CreateTape(T, B, RnnGen.Adjoint.All, threads);
            TapeDraw.Arguments(tape, 2);
            TapeDraw.Seeds(tape, RnnGen.Adjoint.All, 3);
            tape.Rows = s_lengths.Length;
            tape.Lengths = s_lengths;
            CellTape<double>[] alone = [.. s_lengths.Select((length, row) => Row<TCell>(tape, row, length))];
            for (int i = 0; i < TCell.Info.Inputs.Count; i++) Spoil(tape.Input(i), tape);
            for (int i = 0; i < TCell.Info.Outputs.Count; i++) Spoil(tape.OutputAdjoint(i), tape);
            for (int i = 0; i < TCell.Info.States.Count; i++) Spoil(tape.StateAdjoint(i), tape);
            TCell.Forward(parameters, tape);
            TCell.Backward(parameters, tape, gradients);
            for (int row = 0; row < alone.Length; row++)
            {
                TCell.Forward(parameters, alone[row]);
                TCell.Backward(parameters, alone[row], sums);
                for (int i = 0; i < TCell.Info.Outputs.Count; i++) Same(tape.Output(i), alone[row].Output(i), row);
                for (int i = 0; i < TCell.Info.Inputs.Count; i++) Same(tape.InputAdjoint(i), alone[row].InputAdjoint(i), row);
                for (int i = 0; i < TCell.Info.States.Count; i++)
                {
                    int n = TCell.Info.States[i].Length;
                    Close(tape.FinalState(i).Slice(row * n, n), alone[row].FinalState(i));
                    Close(tape.InitialStateAdjoint(i).Slice(row * n, n), alone[row].InitialStateAdjoint(i));
                }
            }

            Close(gradients.Values, sums.Values);
            Assert.Contains(gradients["h0"].ToArray(), element => element != 0);
        }

        /// <summary>A tape of one row with what a row of the other has.</summary>
        private static CellTape<double> Row<TCell>(CellTape<double> from, int row, int length)
            where TCell : struct, ICell<double>
        {
            CellTape<double> tape = TCell.CreateTape(length, 1, RnnGen.Adjoint.All);
            for (int i = 0; i < TCell.Info.Inputs.Count; i++) Take(from.Input(i), tape.Input(i), row, T, length);
            for (int i = 0; i < TCell.Info.Outputs.Count; i++) Take(from.OutputAdjoint(i), tape.OutputAdjoint(i), row, T, length);
            for (int i = 0; i < TCell.Info.States.Count; i++)
            {
                Take(from.StateAdjoint(i), tape.StateAdjoint(i), row, T, length);
                Take(from.InitialState(i), tape.InitialState(i), row, 1, 1);
                Take(from.FinalStateAdjoint(i), tape.FinalStateAdjoint(i), row, 1, 1);
            }
            return tape;
        }

        private static void Take(Span<double> from, Span<double> to, int row, int all, int steps)
        {
            int n = from.Length / (all * B);
            for (int step = 0; step < steps; step++) from.Slice((step * B + row) * n, n).CopyTo(to[(step * n)..]);
        }

        private static void Spoil(Span<double> tensor, CellTape<double> tape)
        {
            int n = tensor.Length / (T * B);
            for (int at = 0; at < T * B; at++)
                if (at / B >= tape.Lengths[at % B]) tensor.Slice(at * n, n).Fill(double.NaN);
        }

        private static void Same(Span<double> got, Span<double> want, int row)
        {
            double[] taken = new double[want.Length];
            Take(got, taken, row, T, s_lengths[row]);
            Close(taken, want);
        }

        private static void Close(ReadOnlySpan<double> got, ReadOnlySpan<double> want)
        {
            Assert.Equal(want.Length, got.Length);
            for (int i = 0; i < got.Length; i++) Assert.Equal(want[i], got[i], 1e-12);
        }
    }
}
