using System;
using System.ComponentModel;

namespace RnnGen;

/// <content>Where the sequences of a tape begin.</content>
public abstract partial class CellTape<T>
{
    private bool _began;

    /// <summary>
    /// Whether <c>Forward</c> begins with the initial values that the cell's definition gives its states: it writes them to their
    /// initial states, and <c>Backward</c> adds what these get to the parameters that they are. Otherwise every initial state stays as it
    /// is on the tape. States without such a value are never written. True at first; <see cref="Carry"/> makes it false and
    /// <see cref="ClearInitialStates"/> true.
    /// </summary>
    public bool StartsAnew { get; set; } = true;

    /// <summary>Writes the initial values of the definition. Called by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Begin(CellParameters<T> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _began = StartsAnew;
        for (int i = 0; _began && i < Info.StateSlots.Length; i++)
        {
            Slot slot = Info.StateSlots[i];
            Span<T> rows = InitialState(i);
            if (slot.InitialParameter is { } name)
            {
                Span<T> initial = parameters[name];
                for (int b = 0; b < Batch; b++)
                {
                    initial.CopyTo(rows.Slice(b * slot.Length, slot.Length));
                }
            }
            else if (slot.Initial != 0)
            {
                rows.Fill(T.CreateTruncating(slot.Initial));
            }
        }
    }

    /// <summary>Adds the adjoints of learned initial states, summed over the rows, to their gradients. Called by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AddInitialStates(CellParameters<T> gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        for (int i = 0; _began && i < Info.StateSlots.Length; i++)
        {
            Slot slot = Info.StateSlots[i];
            if (slot.InitialParameter is not { } name)
            {
                continue;
            }

            Span<T> rows = InitialStateAdjoint(i), sum = gradients[name];
            for (int b = 0; b < Batch; b++)
            {
                for (int u = 0; u < slot.Length; u++)
                {
                    sum[u] += rows[b * slot.Length + u];
                }
            }
        }
    }
}
