using System.Collections.Generic;
using System.Numerics;
using RnnGen.Tests.Zoo;

namespace RnnGen.Tests.Threads;

/// <summary>A training step of a cell on a tape for so many threads, and everything that it computes.</summary>
internal sealed class ThreadedPass<TCell, T>
    where TCell : struct, ICell<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly CellParameters<T> _parameters = TapeDraw.Parameters<TCell, T>(1), _gradients = TCell.CreateParameters();

    public ThreadedPass(int timeSteps, int batch, Adjoint adjoints, int threads)
    {
        Tape = TCell.CreateTape(timeSteps, batch, adjoints, threads);
        TapeDraw.Arguments(Tape, 2);
        TapeDraw.Seeds(Tape, adjoints, 3);
    }

    public CellTape<T> Tape { get; }

    public void Run()
    {
        _gradients.Clear();
        TCell.Forward(_parameters, Tape);
        if (Tape.Adjoints != Adjoint.None) TCell.Backward(_parameters, Tape, _gradients);
    }

    public Dictionary<string, T[]> Results()
    {
        var arrays = new Dictionary<string, T[]>();
        CellInfo info = TCell.Info;
        for (int i = 0; i < info.Parameters.Count; i++) arrays.Add("gradient of " + info.Parameters[i].Name, _gradients[i].ToArray());
        for (int i = 0; i < info.Outputs.Count; i++) arrays.Add("output " + info.Outputs[i].Name, Tape.Output(i).ToArray());
        for (int i = 0; i < info.States.Count; i++)
        {
            arrays.Add(info.States[i].Name, Tape.State(i).ToArray());
            if (Tape.Has(Adjoint.InitialStates)) arrays.Add($"d{info.States[i].Name}0", Tape.InitialStateAdjoint(i).ToArray());
        }

        for (int i = 0; i < info.Inputs.Count; i++)
            if (Tape.Has(Adjoint.Inputs)) arrays.Add("d" + info.Inputs[i].Name, Tape.InputAdjoint(i).ToArray());
        return arrays;
    }
}
