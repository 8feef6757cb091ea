using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Kernels;
using Xunit;

namespace RnnGen.Tests.Onnx;

/// <summary>Cells of the zoo against the operators of ONNX Runtime, which know nothing of this project, on random weights.</summary>
public class OnnxTests
{
    private const double Tolerance = 1e-5;
    private const int TimeSteps = 6, Batch = 5;

    private static readonly string[] Cells = ["rnn", "lstm", "lstm-peephole", "lstm-coupled", "gru", "gru-reset-after"];

    [Theory]
    [InlineData(3, 5)]
    [InlineData(7, 33)]
    public void Cells_agree_with_the_operators_of_onnx(int input, int hidden)
    {
        using CellBatch cells = CellBatch.Compile(
            [.. Cells.Select(cell => new CellSource(cell, [("input", input), ("hidden", hidden)], ElementType.Float))]);
        for (int i = 0; i < Cells.Length; i++) CompiledCell.Accept(cells[i], new Visitor(Cells[i], input, hidden));
    }

    private sealed class Visitor(string cell, int input, int hidden) : ICellVisitor<float>
    {
        private readonly Random _random = new(7);

        public void Visit<TCell>()
            where TCell : struct, ICell<float>
        {
            OnnxCell onnx = Operator();
            CellParameters<float> parameters = TCell.CreateParameters();
            Translate(onnx, parameters);
            CellTape<float> tape = TCell.CreateTape(TimeSteps, Batch, RnnGen.Adjoint.None);
            Fill(tape.Input(0));
            for (int i = 0; i < TCell.Info.States.Count; i++) Fill(tape.InitialState(i));
            float[][] initial = [.. Enumerable.Range(0, TCell.Info.States.Count).Select(i => tape.InitialState(i).ToArray())];
            (float[] wantHidden, float[]? wantCell) = onnx.Run(tape.Input(0).ToArray(), TimeSteps, Batch, initial);
            TCell.Forward(parameters, tape);
            AssertClose("h", wantHidden, tape.State(0));
            if (wantCell is not null) AssertClose("c", wantCell, tape.FinalState(1));
        }

        private OnnxCell Operator() => cell switch
        {
            "rnn" => new OnnxCell("RNN", "h", "", input, hidden, _random),
            "gru" => new OnnxCell("GRU", "zrh", "", input, hidden, _random, ("linear_before_reset", 0)),
            "gru-reset-after" => new OnnxCell("GRU", "zrh", "", input, hidden, _random, ("linear_before_reset", 1)),
            "lstm-peephole" => new OnnxCell("LSTM", "iofc", "iof", input, hidden, _random),
            "lstm-coupled" => Coupled(new OnnxCell("LSTM", "iofc", "", input, hidden, _random, ("input_forget", 1))),
            _ => new OnnxCell("LSTM", "iofc", "", input, hidden, _random),
        };

        /// <summary>ONNX forgets 1 - i where the zoo writes 1 - f: f = 1 - sigmoid(zi) = sigmoid(-zi).</summary>
        private static OnnxCell Coupled(OnnxCell onnx)
        {
            Negate(onnx.InputWeights('i'), onnx.InputWeights('f'));
            Negate(onnx.RecurrentWeights('i'), onnx.RecurrentWeights('f'));
            Negate(onnx.InputBias('i'), onnx.InputBias('f'));
            Negate(onnx.RecurrentBias('i'), onnx.RecurrentBias('f'));
            return onnx;
        }

        private static void Negate(Span<float> from, Span<float> to)
        {
            for (int i = 0; i < from.Length; i++) to[i] = -from[i];
        }

        private void Translate(OnnxCell onnx, CellParameters<float> parameters)
        {
            if (cell == "rnn")
            {
                onnx.InputWeights('h').CopyTo(parameters["W"]);
                onnx.RecurrentWeights('h').CopyTo(parameters["U"]);
                Sum(onnx.InputBias('h'), onnx.RecurrentBias('h'), parameters["b"]);
                return;
            }
            foreach (string name in parameters.Info.Parameters.Select(slot => slot.Name))
            {
                // The candidate of the LSTM is c to ONNX and g here, that of the GRU h and n.
                char gate = name[1] switch { 'g' => 'c', 'n' => 'h', var letter => letter };
                Span<float> to = parameters[name];
                if (name[0] == 'W') Join(onnx.RecurrentWeights(gate), onnx.InputWeights(gate), to);
                else if (name[0] == 'b') Sum(onnx.InputBias(gate), onnx.RecurrentBias(gate), to);
                else if (name[0] == 'p') onnx.Peephole(gate).CopyTo(to);
            }
            if (cell != "gru-reset-after") return;
            onnx.InputWeights('h').CopyTo(parameters["Wn"]);
            onnx.RecurrentWeights('h').CopyTo(parameters["Un"]);
            onnx.InputBias('h').CopyTo(parameters["bn"]);
            onnx.RecurrentBias('h').CopyTo(parameters["un"]);
        }

        /// <summary>[R W], row by row; what has no room for both is a matrix of one of them and is filled elsewhere.</summary>
        private void Join(Span<float> recurrent, Span<float> fromInput, Span<float> to)
        {
            if (to.Length != hidden * (hidden + input)) return;
            for (int row = 0; row < hidden; row++)
            {
                recurrent.Slice(row * hidden, hidden).CopyTo(to[(row * (hidden + input))..]);
                fromInput.Slice(row * input, input).CopyTo(to[(row * (hidden + input) + hidden)..]);
            }
        }

        private static void Sum(Span<float> a, Span<float> b, Span<float> to)
        {
            for (int i = 0; i < to.Length; i++) to[i] = a[i] + b[i];
        }

        private void Fill(Span<float> to)
        {
            foreach (ref float element in to) element = 2 * _random.NextSingle() - 1;
        }

        private void AssertClose(string name, float[] want, Span<float> got)
        {
            Assert.Equal(want.Length, got.Length);
            for (int i = 0; i < want.Length; i++)
                Assert.True(
                    Math.Abs(want[i] - got[i]) <= Tolerance * Math.Max(1, Math.Abs(want[i])),
                    $"{cell}, {input} -> {hidden}: {name}[{i}] is {got[i]}, ONNX has {want[i]}.");
        }
    }
}
