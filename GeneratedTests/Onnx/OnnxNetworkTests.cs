using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Onnx;

/// <summary>
/// Two layers in both directions, with initial states and unequal lengths, against the operators of ONNX Runtime, one for each layer.
/// </summary>
public class OnnxNetworkTests
{
    private const int TimeSteps = 6, Input = 3, Hidden = 5, Layers = 2;

    private static readonly int[] s_lengths = [6, 2, 5, 1];

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("gru-reset-after")]
    [InlineData("rnn")]
    public void Layers_in_both_directions_agree(string cell)
    {
        using CompiledCell network = CompiledCell.Load(
            GeneratorHarness.Run(
                $"using RnnGen;\n[Cell(\"{cell}\", Input = {Input}, Hidden = {Hidden}, Layers = {Layers}, Bidirectional = true)]\n"
                + "public partial struct Net;\n"),
            "Net");
        network.Accept(new Visitor(cell));
    }

    private sealed class Visitor(string cell) : ICellVisitor<float>
    {
        private readonly Random _random = new(7);

        public void Visit<TCell>()
            where TCell : struct, ICell<float>
        {
            int batch = s_lengths.Length;
            CellParameters<float> parameters = TCell.CreateParameters();
            CellTape<float> tape = TCell.CreateTape(TimeSteps, batch, RnnGen.Adjoint.None);
            Fill(tape.Input(0));
            for (int i = 0; i < TCell.Info.States.Count; i++) Fill(tape.InitialState(i));
            tape.Lengths = s_lengths;
            float[] x = tape.Input(0).ToArray();
            int width = Input, states = TCell.Info.States.Count / Layers / 2;
            var final = new List<float[]>();
            for (int layer = 0; layer < Layers; layer++)
            {
                OnnxWeights ahead = new(cell, width, Hidden, $"layer{layer + 1}.forward."), back = new(cell, width, Hidden,
                    $"layer{layer + 1}.backward.");
                OnnxCell first = ahead.Operator(_random), second = back.Operator(_random);
                ahead.Translate(first, parameters);
                back.Translate(second, parameters);
                // States in the order of the definition: those forward, then those backward.
                float[][] initial = [.. Enumerable.Range(0, states).Select(s => Both(tape, 2 * layer * states + s, states))];
                (float[] hidden, float[][] last) = first.RunBoth(second, x, TimeSteps, batch, s_lengths, initial);
                x = Joined(hidden, batch);
                width = 2 * Hidden;
                final.AddRange(last);
            }
            TCell.Forward(parameters, tape);
            AssertClose("h", x, tape.Output(0));
            for (int i = 0; i < final.Count; i++)
            {
                int layer = i / states, state = i % states, at = 2 * layer * states + state;
                AssertClose($"final state {i}", final[i], [.. tape.FinalState(at), .. tape.FinalState(at + states)]);
            }
        }

        private static float[] Both(CellTape<float> tape, int state, int states) =>
            [.. tape.InitialState(state), .. tape.InitialState(state + states)];

        /// <summary>[T, 2, B, H] of ONNX to [T, B, 2 H].</summary>
        private static float[] Joined(float[] hidden, int batch)
        {
            var joined = new float[hidden.Length];
            for (int t = 0; t < TimeSteps; t++)
                for (int d = 0; d < 2; d++)
                    for (int b = 0; b < batch; b++)
                        hidden.AsSpan(((t * 2 + d) * batch + b) * Hidden, Hidden)
                            .CopyTo(joined.AsSpan(((t * batch + b) * 2 + d) * Hidden));
            return joined;
        }

        private void Fill(Span<float> to)
        {
            foreach (ref float element in to) element = 2 * _random.NextSingle() - 1;
        }

        private void AssertClose(string name, float[] want, ReadOnlySpan<float> got)
        {
            Assert.Equal(want.Length, got.Length);
            for (int i = 0; i < want.Length; i++)
                Assert.True(Math.Abs(want[i] - got[i]) <= 1e-5, $"{cell}: {name}[{i}] is {got[i]}, ONNX has {want[i]}.");
        }
    }
}
