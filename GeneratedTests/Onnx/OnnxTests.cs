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
            var weights = new OnnxWeights(cell, input, hidden);
            OnnxCell onnx = weights.Operator(_random);
            CellParameters<float> parameters = TCell.CreateParameters();
            weights.Translate(onnx, parameters);
            CellTape<float> tape = TCell.CreateTape(TimeSteps, Batch, RnnGen.Adjoint.None);
            Fill(tape.Input(0));
            for (int i = 0; i < TCell.Info.States.Count; i++) Fill(tape.InitialState(i));
            float[][] initial = [.. Enumerable.Range(0, TCell.Info.States.Count).Select(i => tape.InitialState(i).ToArray())];
            (float[] wantHidden, float[]? wantCell) = onnx.Run(tape.Input(0).ToArray(), TimeSteps, Batch, initial);
            TCell.Forward(parameters, tape);
            AssertClose("h", wantHidden, tape.State(0));
            if (wantCell is not null) AssertClose("c", wantCell, tape.FinalState(1));
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
