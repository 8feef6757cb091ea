using System;
using Xunit;

namespace RnnGen.Tests.Runtime;

public class TrainingTests
{
    [Fact]
    public void StepsLowerTheLoss()
    {
        CellParameters<double> parameters = ElmanCell<double>.CreateParameters(), gradients = ElmanCell<double>.CreateParameters();
        parameters.Initialize(1);
        CellTape<double> tape = ElmanCell<double>.CreateTape(6, 8, Adjoint.Outputs);
        var random = new CounterRandom(2);
        foreach (ref double x in tape.Input(0)) x = random.NextNormal();
        double[] target = new double[tape.Output(0).Length];
        foreach (ref double t in target.AsSpan()) t = Math.Tanh(random.NextNormal());
        var square = new MeanSquaredError<double>();
        var optimizer = new Adam<double>(parameters, 0.02);
        double first = Step(), last = 0;
        for (int i = 0; i < 300; i++) last = Step();
        Assert.True(last < 0.5 * first, $"{first} -> {last}");

        double Step() => Training.Step<ElmanCell<double>, double>(
            parameters, tape, gradients, optimizer, t => square.Adjoint(t.Output(0), target, t.OutputAdjoint(0)));
    }

    [Fact]
    public void GradientsThatAreNotFiniteMakeNoUpdate()
    {
        CellParameters<float> parameters = ElmanCell<float>.CreateParameters(), gradients = ElmanCell<float>.CreateParameters();
        parameters.Initialize(1);
        float[] before = parameters.Values.ToArray();
        var optimizer = new Adam<float>(parameters);
        CellTape<float> tape = ElmanCell<float>.CreateTape(2, 1, Adjoint.Outputs);
        Training.Step<ElmanCell<float>, float>(parameters, tape, gradients, optimizer, t =>
        {
            t.OutputAdjoint(0).Fill(float.PositiveInfinity);
            return 0;
        });
        Assert.Equal(before, parameters.Values.ToArray());
        Assert.Equal(0, optimizer.Steps);
    }
}
