using System;

namespace RnnGen;

/// <summary>
/// The adjoint tensors that a <see cref="CellTape{T}"/> holds beside the values. What is left out is not allocated, and asking for
/// it throws. The gradients of the parameters need no flag: <c>Backward</c> adds them to the parameters object that it is given.
/// </summary>
[Flags]
public enum Adjoint
{
    /// <summary>Nothing: <c>Forward</c> saves nothing and <c>Backward</c> cannot run. For inference on batches.</summary>
    None = 0,

    /// <summary>Seeds at every output of every step, read by <c>Backward</c>: [T, B, F].</summary>
    Outputs = 1,

    /// <summary>Seeds at every state after every step, read by <c>Backward</c>: [T, B, F].</summary>
    States = 2,

    /// <summary>Seeds at every state after the last step, read by <c>Backward</c>: [B, F].</summary>
    FinalStates = 4,

    /// <summary>The adjoint of every input of every step, overwritten by <c>Backward</c>: [T, B, F].</summary>
    Inputs = 8,

    /// <summary>The adjoint of every initial state, overwritten by <c>Backward</c>: [B, F].</summary>
    InitialStates = 16,

    /// <summary>Seeds at the outputs, adjoints of the inputs.</summary>
    Training = Outputs | Inputs,

    /// <summary>Everything.</summary>
    All = Outputs | States | FinalStates | Inputs | InitialStates,
}
