using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace RnnGen.Formats;

/// <summary>Loads the parameters of a cell from tensors of another program.</summary>
public static class MappedParameters
{
    private const int MostShown = 10;

    /// <summary>
    /// Loads all parameters: each is made of tensors of the file as the map says, and rounded once to the cell's element type. Nothing is
    /// loaded unless everything fits.
    /// </summary>
    /// <typeparam name="T">The element type of the cell.</typeparam>
    /// <param name="parameters">Receives the values.</param>
    /// <param name="tensors">The tensors of the file.</param>
    /// <param name="map">What becomes of them.</param>
    /// <exception cref="ModelFormatException">
    /// Tensors are missing or left over, have other shapes, or a number is beyond the range of T. The message lists everything.
    /// </exception>
    public static void Load<T>(this CellParameters<T> parameters, NamedTensors tensors, TensorMap map)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(map);
        var problems = new List<string>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        IReadOnlyList<Slot> slots = parameters.Info.Parameters;
        var values = new T[slots.Count][];
        for (int i = 0; i < values.Length; i++)
        {
            TensorSource source = map.SourceOf(slots[i].Name);
            used.UnionWith(source.Names);
            values[i] = Make<T>(slots[i], source, tensors, problems);
        }
        problems.AddRange(map.Parameters.Except(slots.Select(slot => slot.Name)).Select(name => $"the map's '{name}' is no parameter"));
        problems.AddRange(tensors.Select(tensor => tensor.Name).Where(name => !used.Contains(name) && !map.Ignores(name))
            .Select(name => $"no parameter is made of the file's {Quoting.Quote(name)}"));
        if (problems.Count > 0) throw Failed(parameters.Info, problems);
        for (int i = 0; i < values.Length; i++) values[i].CopyTo(parameters[i]);
    }

    /// <summary>Loads all parameters from a safetensors file, as from <see cref="NamedTensors"/>.</summary>
    /// <typeparam name="T">The element type of the cell.</typeparam>
    /// <param name="parameters">Receives the values.</param>
    /// <param name="tensors">The file.</param>
    /// <param name="map">What becomes of its tensors.</param>
    /// <exception cref="ModelFormatException">Something does not fit; the message lists everything.</exception>
    public static void Load<T>(this CellParameters<T> parameters, SafetensorsFile tensors, TensorMap map)
        where T : unmanaged, IFloatingPointIeee754<T> => parameters.Load(NamedTensors.From(tensors), map);

    private static T[] Make<T>(Slot slot, TensorSource source, NamedTensors tensors, List<string> problems)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string made = source.ToString() == slot.Name ? $"'{slot.Name}'" : $"'{slot.Name}' = {source}";
        string[] missing = [.. source.Names.Where(name => tensors.Find(name) is null).Distinct()];
        if (missing.Length > 0)
        {
            problems.Add($"{made}: the file has no {Quoting.Join(missing)}");
            return [];
        }
        int[] shape = slot.Rank switch { 0 => [], 1 => [slot.Rows], _ => [slot.Rows, slot.Columns] };
        try
        {
            ImportedTensor tensor = source.Make(tensors, shape);
            if (tensor.Shape.SequenceEqual(shape)) return Converted<T>(tensor, made, problems);
            problems.Add($"{made}: that is {tensor.ShapeText}, not {slot.Shape}");
        }
        catch (ModelFormatException exception)
        {
            problems.Add($"{made}: {exception.Message.TrimEnd('.')}");
        }
        return [];
    }

    private static T[] Converted<T>(ImportedTensor tensor, string made, List<string> problems)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = new T[tensor.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating(tensor.Values[i]);
            if (T.IsFinite(values[i]) || !double.IsFinite(tensor.Values[i])) continue;
            problems.Add($"{made}: {NumberText.Of(tensor.Values[i])} at {NumberText.Of(i)} is beyond the range of {typeof(T).Name}");
            break;
        }
        return values;
    }

    private static ModelFormatException Failed(CellInfo info, List<string> problems)
    {
        string more = problems.Count > MostShown ? $"; and {NumberText.Of(problems.Count - MostShown)} more" : "";
        return ModelFormatException.Damaged(
            $"parameters of {info.Name}",
            $"{string.Join("; ", problems.Take(MostShown).Select(Quoting.Cut))}{more}. Nothing was loaded.");
    }
}
