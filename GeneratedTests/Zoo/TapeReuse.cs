using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Zoo;

/// <summary>
/// A tape that went through NaN and then through other numbers gives to the bit what a new one gives: nothing is left in scratch, sums or
/// padding that reaches a result.
/// </summary>
internal sealed class TapeReuse<T>(int wantedTimeSteps, int wantedBatch) : ICellVisitor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public void Visit<TCell>()
        where TCell : struct, ICell<T>
    {
        (int timeSteps, int batch) = DefinedCells.Counts<TCell>(wantedTimeSteps, wantedBatch);
        CellTape<T> used = TCell.CreateTape(timeSteps, batch, RnnGen.Adjoint.All);
        CellTape<T> fresh = TCell.CreateTape(timeSteps, batch, RnnGen.Adjoint.All);
        Assert.Contains(Run<TCell>(used, 1, poisoned: true)[0], T.IsNaN);
        Run<TCell>(used, 2, poisoned: false);
        List<T[]> want = Run<TCell>(fresh, 3, poisoned: false), got = Run<TCell>(used, 3, poisoned: false);
        Assert.Equal(want, got);
        Assert.All(want.SelectMany(array => array), element => Assert.True(T.IsFinite(element)));
        Assert.Contains(want[0], element => element != T.Zero);
    }

    private static List<T[]> Run<TCell>(CellTape<T> tape, int seed, bool poisoned)
        where TCell : struct, ICell<T>
    {
        CellParameters<T> parameters = TapeDraw.Parameters<TCell, T>(seed), gradients = TCell.CreateParameters();
        TapeDraw.Arguments(tape, seed);
        TapeDraw.Seeds(tape, RnnGen.Adjoint.All, seed);
        if (poisoned) tape.Input(0).Fill(T.NaN);
        TCell.Forward(parameters, tape);
        TCell.Backward(parameters, tape, gradients);
        Assert.Throws<InvalidOperationException>(() => TCell.Backward(parameters, tape, gradients)); // what Forward saved is used up
        var arrays = new List<T[]>();
        for (int i = 0; i < TCell.Info.Parameters.Count; i++) arrays.Add(gradients[i].ToArray());
        for (int i = 0; i < TCell.Info.States.Count; i++) arrays.AddRange([tape.State(i).ToArray(), tape.InitialStateAdjoint(i).ToArray()]);
        for (int i = 0; i < TCell.Info.Outputs.Count; i++) arrays.Add(tape.Output(i).ToArray());
        arrays.Add(tape.InputAdjoint(0).ToArray());
        return arrays;
    }
}
