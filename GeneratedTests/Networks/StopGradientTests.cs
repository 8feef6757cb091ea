using System;
using System.Linq;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Networks;

/// <summary>A value that no gradient goes through is the value itself forward, and a number backward.</summary>
public sealed class StopGradientTests
{
    private const string Text = """
        sizes: { n: 5 }
        inputs: { x: n }
        states: { s: n }
        parameters: { w: n, v: n }
        equations: |
          s = w * x * stopgradient(w * x) + stopgradient(s') + stopgradient(0.5 * tanh(v))
        outputs:
          y: s
        """;

    [Fact]
    public void Gradients_end_there()
    {
        using CompiledCell cell = CompiledCell.Compile(Text + "\n", [], typeof(double));
        cell.Accept(new Ends());
    }

    private sealed class Ends : ICellVisitor<double>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            const int T = 3, B = 2, N = 5;
            CellParameters<double> parameters = TCell.CreateParameters(), gradients = TCell.CreateParameters();
            parameters.Initialize(3);
            foreach (ref double w in parameters["w"]) w += 0.5;
            CellTape<double> tape = TCell.CreateTape(T, B, RnnGen.Adjoint.All);
            for (int i = 0; i < T * B * N; i++) (tape.Input(0)[i], tape.OutputAdjoint(0)[i]) = (0.1 * (i % 7) - 0.2, 1 + 0.25 * (i % 3));
            TCell.Forward(parameters, tape);
            double[] product = [.. Enumerable.Range(0, T * B * N).Select(i => parameters["w"][i % N] * tape.Input(0)[i])];
            for (int i = 0; i < T * B * N; i++)
            {
                double before = i < B * N ? 0 : tape.Output(0)[i - B * N];
                double expected = product[i] * product[i] + before + 0.5 * Math.Tanh(parameters["v"][i % N]);
                Assert.Equal(expected, tape.Output(0)[i], 1e-12);
            }
            TCell.Backward(parameters, tape, gradients);
            var dw = new double[N];
            for (int i = 0; i < T * B * N; i++)
            {
                // Of a square the half: one of its factors is a number, and nothing comes from the steps after.
                double seed = tape.OutputAdjoint(0)[i] * product[i];
                Assert.Equal(seed * parameters["w"][i % N], tape.InputAdjoint(0)[i], 1e-12);
                dw[i % N] += seed * tape.Input(0)[i];
            }
            for (int u = 0; u < N; u++) Assert.Equal(dw[u], gradients["w"][u], 1e-12);
            Assert.All(gradients["v"].ToArray(), gradient => Assert.Equal(0, gradient));
            Assert.All(tape.InitialStateAdjoint(0).ToArray(), adjoint => Assert.Equal(0, adjoint));
        }
    }
}
