using System;
using System.ComponentModel;
using System.Numerics;

namespace RnnGen;

/// <summary>What <c>Prepare</c> of a cell does through the generic interface. Emitted code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellPreparation
{
    /// <summary>
    /// Calls once what streaming calls, on weights and states that are dropped afterwards. Running is the one way that reaches every
    /// kernel at this machine's width, whoever compiles them.
    /// </summary>
    /// <typeparam name="TCell">The cell.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    public static void Run<TCell, T>()
        where TCell : struct, ICell<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CellInfo info = TCell.Info;
        CellWeights<T> weights = TCell.Pack(TCell.CreateParameters());
        CellState<T> state = TCell.CreateState();
        TCell.Step(weights, new T[info.InputLength], state, new T[info.OutputLength]);
        TCell.Run(weights, new T[2 * info.InputLength], state, new T[2 * info.OutputLength]);
        state.Apart(ref state.Start); // an input that lies in the state
        state.CopyTo(TCell.CreateState());
        for (int i = 0; i < info.States.Count; i++) state[i].CopyTo(state.State(i));
        state.Reset();
    }
}
