using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;

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
        T[] y = new T[info.OutputLength];
        TCell.Step(weights, new T[info.InputLength], state, y);
        TCell.Run(weights, new T[2 * info.InputLength], state, new T[2 * info.OutputLength]);
        // What is rare has methods of its own: the steps at which states are flushed, and inputs that lie in the state.
        state.FlushNext();
        TCell.Step(weights, new T[info.InputLength], state, y);
        state.FlushNext();
        TCell.Run(weights, new T[2 * info.InputLength], state, new T[2 * info.OutputLength]);
        if (info.InputLength > 0 && info.InputLength <= info.StateLength)
        {
            TCell.Step(weights, MemoryMarshal.CreateReadOnlySpan(ref state.Start, info.InputLength), state, y);
            TCell.Run(weights, MemoryMarshal.CreateReadOnlySpan(ref state.Start, info.InputLength), state, y);
        }

        state.Apart(ref state.Start);
        state.CopyTo(TCell.CreateState());
        for (int i = 0; i < info.States.Count; i++) state[i].CopyTo(state.State(i));
        state.Reset();
    }
}
