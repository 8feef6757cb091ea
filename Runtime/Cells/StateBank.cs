using System;
using System.Numerics;

namespace RnnGen;

/// <summary>All states of one sequence side by side, at the offsets of <see cref="CellInfo.States"/>.</summary>
internal static class StateBank
{
    /// <summary>To the initial values: zero, or what the definition says.</summary>
    /// <returns>Whether all states have their values now; learned ones come from weights.</returns>
    public static bool Reset<T>(CellInfo info, Span<T> bank)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool isComplete = true;
        bank.Clear();
        foreach (Slot slot in info.StateSlots)
        {
            if (slot.Initial != 0)
            {
                bank.Slice(slot.Offset, slot.Length).Fill(T.CreateTruncating(slot.Initial));
            }

            isComplete &= slot.InitialParameter is null;
        }

        return isComplete;
    }
}
