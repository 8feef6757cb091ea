using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// Flat buffers with one tensor per slot, as they stand in files: checked first (every problem is reported), copied afterwards.
/// </summary>
internal static class ParameterTensors
{
    public static void Add<T>(SafetensorsFile file, string prefix, ReadOnlySpan<Slot> slots, ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (Slot slot in slots)
        {
            file.Add<T>(prefix + slot.Name, Shape(slot), values.Slice(slot.Offset, slot.Length));
        }
    }

    public static void Check<T>(SafetensorsFile file, string prefix, ReadOnlySpan<Slot> slots, List<string> problems)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (Slot slot in slots)
        {
            Check<T>(file, prefix + slot.Name, Shape(slot), problems);
        }
    }

    public static void Check<T>(SafetensorsFile file, string name, ReadOnlySpan<int> shape, List<string> problems)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SafetensorsTensor? tensor = file.Find(name);
        if (tensor is null)
        {
            problems.Add($"'{name}' is missing");
            return;
        }

        string dtype = SafetensorsDtypes.Of<T>();
        if (!string.Equals(tensor.Dtype, dtype, StringComparison.Ordinal))
        {
            problems.Add($"'{name}' is {tensor.Dtype}, not {dtype} (values are never converted)");
        }

        var extents = new long[shape.Length];
        for (int i = 0; i < extents.Length; i++)
        {
            extents[i] = shape[i];
        }

        if (!tensor.Extents.SequenceEqual(extents))
        {
            problems.Add(
                $"'{name}' has the shape {SafetensorsTensor.ShapeText(tensor.Extents)}, not {SafetensorsTensor.ShapeText(extents)}");
        }
    }

    /// <summary>Reports tensors that none of the names accounts for, those of the given prefixes apart.</summary>
    public static void CheckForeign(
        SafetensorsFile file, ReadOnlySpan<Slot> slots, List<string> problems, params ReadOnlySpan<string> prefixes)
    {
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            bool known = CellTensors.IndexOf(slots, tensor.Name) >= 0;
            foreach (string prefix in prefixes)
            {
                known |= tensor.Name.StartsWith(prefix, StringComparison.Ordinal);
            }

            if (!known)
            {
                problems.Add($"'{tensor.Name}' is no parameter of it");
            }
        }
    }

    public static void Copy<T>(SafetensorsFile file, string prefix, ReadOnlySpan<Slot> slots, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (Slot slot in slots)
        {
            file.Find(prefix + slot.Name)!.CopyTo(values.Slice(slot.Offset, slot.Length));
        }
    }

    public static void Require(List<string> problems, CellInfo info)
    {
        if (problems.Count > 0)
        {
            const int Most = 10;
            string rest = problems.Count > Most
                ? string.Create(CultureInfo.InvariantCulture, $"; and {problems.Count - Most} more")
                : "";
            throw new SafetensorsException(
                $"The file does not fit {info.Name}: {string.Join("; ", problems.GetRange(0, Math.Min(Most, problems.Count)))}{rest}.");
        }
    }

    private static int[] Shape(Slot slot) => slot.Rank switch
    {
        0 => [],
        1 => [slot.Rows],
        _ => [slot.Rows, slot.Columns],
    };
}
