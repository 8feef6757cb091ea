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
            Initializer scheme = Info.Initializers[i];
            CounterRandom random = CounterRandom.ForParameter(scheme.Seed is { } own ? (ulong)own : seed, i);
            ParameterInitialization.Fill(this[i], slots[i], scheme, random);
        }
    }

    /// <summary>
    /// Puts the values of parameters for which the definition gives a range back into it. Optimisers do it themselves after each update;
    /// whoever changes parameters in another way calls it then. NaN stays.
    /// </summary>
    public void Constrain()
    {
        for (int i = 0; i < Info.Training.Count; i++)
        {
            ParameterTraining training = Info.Training[i];
            if (!training.IsClipped) continue;
            Span<T> values = this[i];
            T lowest = T.CreateTruncating(training.Lowest), highest = T.CreateTruncating(training.Highest);
            foreach (ref T value in values) value = T.Clamp(value, lowest, highest);
        }
    }
}
