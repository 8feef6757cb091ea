using System;
using System.Numerics;

namespace RnnGen.Tests.Zoo;

/// <summary>Random contents of tapes and parameters, in -1 .. 1. Every tensor has numbers of its own, whatever else is drawn.</summary>
internal static class TapeDraw
{
    public static void Fill<T>(Span<T> to, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        foreach (ref T element in to) element = T.CreateChecked(2 * random.NextDouble() - 1);
    }

    public static CellParameters<T> Parameters<TCell, T>(int seed)
        where TCell : struct, ICell<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CellParameters<T> parameters = TCell.CreateParameters();
        for (int i = 0; i < TCell.Info.Parameters.Count; i++) Fill(parameters[i], 1000 * seed + i);
        return parameters;
    }

    /// <summary>Inputs and initial states.</summary>
    public static void Arguments<T>(CellTape<T> tape, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < tape.Info.Inputs.Count; i++) Fill(tape.Input(i), 1000 * seed + 100 + i);
        for (int i = 0; i < tape.Info.States.Count; i++) Fill(tape.InitialState(i), 1000 * seed + 200 + i);
    }

    /// <summary>The seeds that the flags name, and zeros in the others that the tape has.</summary>
    public static void Seeds<T>(CellTape<T> tape, Adjoint seeded, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < tape.Info.Outputs.Count; i++)
            if (tape.Has(Adjoint.Outputs)) Seed(tape.OutputAdjoint(i), seeded.HasFlag(Adjoint.Outputs), 1000 * seed + 300 + i);
        for (int i = 0; i < tape.Info.States.Count; i++)
        {
            if (tape.Has(Adjoint.States)) Seed(tape.StateAdjoint(i), seeded.HasFlag(Adjoint.States), 1000 * seed + 400 + i);
            if (tape.Has(Adjoint.FinalStates)) Seed(tape.FinalStateAdjoint(i), seeded.HasFlag(Adjoint.FinalStates), 1000 * seed + 500 + i);
        }
    }

    private static void Seed<T>(Span<T> to, bool isSeeded, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (isSeeded) Fill(to, seed);
        else to.Clear();
    }
}
