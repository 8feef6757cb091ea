using System.Collections.Generic;
using System.Numerics;
using RnnGen.Definitions;
using Xunit;

namespace RnnGen.Tests.Zoo;

/// <summary>A cell that fixes its time steps and batch computes to the bit what the one computes that learns them at run time.</summary>
public class FixedCountTests
{
    [Fact]
    public void The_rnn_computes_the_same()
    {
        Assert.Equal(Results<RnnSoftmax, float>(), Results<RnnSoftmaxFixed, float>());
        Assert.Equal(Results<RnnSoftmaxDouble, double>(), Results<RnnSoftmaxFixedDouble, double>());
    }

    [Fact]
    public void The_lstm_computes_the_same()
    {
        Assert.Equal(Results<LstmSoftmax, float>(), Results<LstmSoftmaxFixed, float>());
        Assert.Equal(Results<LstmSoftmaxDouble, double>(), Results<LstmSoftmaxFixedDouble, double>());
    }

    private static T[] Results<TCell, T>()
        where TCell : struct, ICell<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CellParameters<T> parameters = TapeDraw.Parameters<TCell, T>(1), gradients = TCell.CreateParameters();
        CellTape<T> tape = TCell.CreateTape(4, 10, Adjoint.All);
        TapeDraw.Arguments(tape, 2);
        TapeDraw.Seeds(tape, Adjoint.All, 3);
        TCell.Forward(parameters, tape);
        TCell.Backward(parameters, tape, gradients);
        var all = new List<T>();
        for (int i = 0; i < TCell.Info.States.Count; i++) all.AddRange([.. tape.State(i), .. tape.InitialStateAdjoint(i)]);
        all.AddRange([.. tape.Output(0), .. tape.InputAdjoint(0), .. gradients.Values]);
        return [.. all];
    }
}
