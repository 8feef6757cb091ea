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
    // Of more problems only the number is told: no words are made for them, a file may have any number.
    private const int MostShown = 10;

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

    /// <param name="file">The file.</param>
    /// <param name="name">The tensor's name in it.</param>
    /// <param name="shape">The shape that is wanted.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="options">Whether elements may be converted; null for a checkpoint, which is never converted.</param>
    /// <param name="others">Names in the file that nothing is known of: one of them may be what was meant.</param>
    public static void Check<T>(
        SafetensorsFile file,
        string name,
        ReadOnlySpan<int> shape,
        List<string> problems,
        ParameterLoadOptions? options = null,
        IReadOnlyList<string>? others = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (problems.Count > MostShown)
        {
            problems.Add("");
            return;
        }

        string quoted = TensorNames.Quote(name);
        SafetensorsTensor? tensor = file.Find(name);
        if (tensor is null)
        {
            string? nearest = TensorNames.Nearest(name, others ?? []);
            problems.Add(nearest is null ? $"{quoted} is missing" : $"{quoted} is missing, the file has '{nearest}'");
            return;
        }

        if (DtypeProblem<T>(tensor, options) is { } problem)
        {
            problems.Add($"{quoted} {problem}");
        }

        var extents = new long[shape.Length];
        for (int i = 0; i < extents.Length; i++)
        {
            extents[i] = shape[i];
        }

        if (!tensor.Extents.SequenceEqual(extents))
        {
            string found = SafetensorsTensor.ShapeText(tensor.Extents);
            problems.Add($"{quoted} has the shape {found}, not {SafetensorsTensor.ShapeText(extents)}");
        }
    }

    /// <summary>Reports tensors that none of the names accounts for, those of the given prefixes apart.</summary>
    public static void CheckForeign(
        SafetensorsFile file, ReadOnlySpan<Slot> slots, List<string> problems, params ReadOnlySpan<string> prefixes)
    {
        var foreign = new List<string>();
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            bool known = CellTensors.IndexOf(slots, tensor.Name) >= 0;
            foreach (string prefix in prefixes)
            {
                known |= tensor.Name.StartsWith(prefix, StringComparison.Ordinal);
            }

            if (!known)
            {
                foreign.Add(tensor.Name);
            }
        }

        AddForeign(foreign, problems);
    }

    public static void AddForeign(List<string> names, List<string> problems)
    {
        foreach (string name in names)
        {
            problems.Add(problems.Count > MostShown ? "" : $"{TensorNames.Quote(name)} is no parameter of it");
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

    public static void Require(List<string> problems, CellInfo info, string hint = "")
    {
        if (problems.Count > 0)
        {
            string rest = problems.Count > MostShown
                ? string.Create(CultureInfo.InvariantCulture, $"; and {problems.Count - MostShown} more")
                : "";
            string shown = string.Join("; ", problems.GetRange(0, Math.Min(MostShown, problems.Count)));
            throw new SafetensorsException($"The file does not fit {info.Name}: {shown}{rest}.{hint}");
        }
    }

    public static int[] Shape(Slot slot) => slot.Rank switch
    {
        0 => [],
        1 => [slot.Rows],
        _ => [slot.Rows, slot.Columns],
    };

    private static string? DtypeProblem<T>(SafetensorsTensor tensor, ParameterLoadOptions? options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string wanted = SafetensorsDtypes.Of<T>();
        if (string.Equals(tensor.Dtype, wanted, StringComparison.Ordinal))
        {
            return null;
        }

        if (options is { Convert: true })
        {
            return TensorConversion.Refusal<T>(tensor);
        }

        string way = options is null ? "a checkpoint's values are never converted"
            : TensorConversion.CanConvert(tensor.Dtype) ? "load it with new ParameterLoadOptions { Convert = true } to convert it"
            : "it does not convert";
        return $"is {tensor.Dtype}, not {wanted} ({way})";
    }
}
