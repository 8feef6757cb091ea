using System;
using System.Linq;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Networks;

/// <summary>Cells inside cells: gradients, streaming, and what the parts compute alone.</summary>
public sealed class NetworkTests
{
    public static TheoryData<string> Names => [.. Networks.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_right_and_streaming_agrees(string name)
    {
        using CompiledCell cell = CompiledCell.Compile(Networks.Named(name) + "\n", [], typeof(double));
        cell.Accept(new Correct());
    }

    private sealed class Correct : ICellVisitor<double>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<double>
        {
            foreach (int batch in (int[])[1, 3])
            {
                GradientReport report = GradientCheck.Run<TCell, double>(new GradientCheckOptions { TimeSteps = 4, Batch = batch });
                Assert.True(report.IsCorrect, report.ToString());
            }
            if (TCell.Info.States.All(state => !state.IsReversed)) StreamsLikeTape<TCell>(5);
        }

        private static void StreamsLikeTape<TCell>(int steps)
            where TCell : struct, ICell<double>
        {
            var random = new Random(7);
            CellParameters<double> parameters = TCell.CreateParameters();
            parameters.Initialize(7);
            CellTape<double> tape = TCell.CreateTape(steps, 1, RnnGen.Adjoint.None);
            CellState<double> state = TCell.CreateState();
            CellWeights<double> weights = TCell.Pack(parameters);
            double[] inputs = new double[TCell.Info.InputLength], outputs = new double[TCell.Info.OutputLength];
            for (int i = 0; i < TCell.Info.Inputs.Count; i++)
                foreach (ref double x in tape.Input(i)) x = random.NextDouble() - 0.5;
            TCell.Forward(parameters, tape);
            for (int t = 0; t < steps; t++)
            {
                for (int i = 0, at = 0; i < TCell.Info.Inputs.Count; at += TCell.Info.Inputs[i].Length, i++)
                    tape.Input(i).Slice(t * TCell.Info.Inputs[i].Length, TCell.Info.Inputs[i].Length).CopyTo(inputs.AsSpan(at));
                TCell.Step(weights, inputs, state, outputs);
                for (int o = 0, at = 0; o < TCell.Info.Outputs.Count; at += TCell.Info.Outputs[o].Length, o++)
                    for (int i = 0; i < TCell.Info.Outputs[o].Length; i++)
                        Assert.Equal(tape.Output(o)[t * TCell.Info.Outputs[o].Length + i], outputs[at + i], 1e-12);
            }
        }
    }
}
