using System;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace RnnGen;

/// <summary>Look-up and comparison of tensors, with the messages that go with them.</summary>
internal static class CellTensors
{
    /// <summary>The cell, if its element type is T: alignment is computed from the size it states.</summary>
    public static CellInfo Checked<T>(CellInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        return info.ElementSize == Unsafe.SizeOf<T>()
            ? info
            : throw new ArgumentException(
                $"{info.Name} states elements of {info.ElementSize} bytes; {typeof(T).Name} is another type.", nameof(info));
    }

    public static Slot At(ReadOnlySpan<Slot> slots, int index, string kind, CellInfo info) => (uint)index < (uint)slots.Length
        ? slots[index]
        : throw new ArgumentOutOfRangeException(
            nameof(index),
            index,
            string.Create(CultureInfo.InvariantCulture, $"{info.Name} has {slots.Length} {kind}{(slots.Length == 1 ? "" : "s")}."));

    public static int IndexOf(ReadOnlySpan<Slot> slots, string name)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            if (string.Equals(slots[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    public static string Names(ReadOnlySpan<Slot> slots)
    {
        var names = new string[slots.Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = slots[i].Name;
        }

        return string.Join(", ", names);
    }

    public static void RequireSameCell(CellInfo mine, CellInfo other, string argument)
    {
        if (!ReferenceEquals(mine, other) && !string.Equals(mine.Fingerprint, other.Fingerprint, StringComparison.Ordinal))
        {
            throw new ArgumentException($"{argument} belongs to {other.Name}, not to {mine.Name}.", argument);
        }
    }
}
