using System;

namespace RnnGen;

/// <content>Initial values.</content>
public abstract partial class CellParameters<T>
{
    /// <summary>
    /// Gives every parameter its first values by the scheme that the definition declares for it. The values depend on the seed and
    /// on the parameter's place in the definition only.
    /// </summary>
    /// <param name="seed">Any number.</param>
    [CLSCompliant(false)]
    public void Initialize(ulong seed)
    {
        ReadOnlySpan<Slot> slots = Info.ParameterSlots;
        for (int i = 0; i < slots.Length; i++)
        {
            ParameterInitialization.Fill(this[i], slots[i], Info.Initializers[i], CounterRandom.ForParameter(seed, i));
        }
    }
}
