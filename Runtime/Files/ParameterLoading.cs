using System;
using System.Collections.Generic;
using System.Numerics;

namespace RnnGen;

/// <summary>Loads parameters from a file: everything is checked, every difference is reported, then everything is copied.</summary>
internal static class ParameterLoading
{
    public static void Load<T>(CellParameters<T> parameters, SafetensorsFile file, ParameterLoadOptions options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<Slot> slots = parameters.Info.ParameterSlots;
        string[] names = Names(slots, options.TensorName);
        List<string> others = Others(file, names);
        var problems = new List<string>();
        bool misnamed = others.Count > 0 && !options.AllowOtherTensors;
        for (int i = 0; i < slots.Length; i++)
        {
            misnamed |= file.Find(names[i]) is null;
            ParameterTensors.Check<T>(file, names[i], ParameterTensors.Shape(slots[i]), problems, options, others);
        }

        if (!options.AllowOtherTensors)
        {
            ParameterTensors.AddForeign(others, problems);
        }

        string hint = misnamed && others.Exists(TensorNames.IsOfPyTorch)
            ? " These look like PyTorch's names: see docs/coming-from-pytorch.md."
            : "";
        ParameterTensors.Require(problems, parameters.Info, hint);
        for (int i = 0; i < slots.Length; i++)
        {
            file.Find(names[i])!.CopyTo(parameters[i], options.Convert);
        }
    }

    private static string[] Names(ReadOnlySpan<Slot> slots, Func<string, string>? tensorName)
    {
        var names = new string[slots.Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = tensorName is null ? slots[i].Name : tensorName(slots[i].Name)
                ?? throw new ArgumentException($"{nameof(ParameterLoadOptions.TensorName)} gives null for '{slots[i].Name}'.", "options");
        }

        return names;
    }

    // What a checkpoint holds besides parameters is no surprise.
    private static List<string> Others(SafetensorsFile file, string[] names)
    {
        var known = new HashSet<string>(names, StringComparer.Ordinal);
        var others = new List<string>();
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            if (!known.Contains(tensor.Name)
                && !tensor.Name.StartsWith(Checkpoint.OptimizerPrefix, StringComparison.Ordinal)
                && !tensor.Name.StartsWith(Checkpoint.StatePrefix, StringComparison.Ordinal))
            {
                others.Add(tensor.Name);
            }
        }

        return others;
    }
}
