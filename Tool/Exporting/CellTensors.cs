using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Tool.Exporting;

/// <summary>The tensors of a file as the parameters of a cell.</summary>
internal static class CellTensors
{
    /// <returns>One natural row-major array for each parameter.</returns>
    /// <exception cref="ExportException">Names or shapes differ; all differences are listed.</exception>
    public static double[][] Of(SafetensorsFile file, EquatableArray<SlotSignature> parameters, string path)
    {
        List<string> problems = [.. parameters.Select(slot => Problem(file, slot)).OfType<string>()];
        problems.AddRange(file.Tensors.Select(tensor => tensor.Name).Where(name => !name.StartsWith("optimizer.", StringComparison.Ordinal))
            .Except(parameters.Select(slot => slot.Name)).Select(name => $"'{name}' is no parameter of the definition"));
        return problems.Count == 0
            ? [.. parameters.Select(slot => file[slot.Name].ToArray<double>(convert: true))]
            : throw new ExportException($"'{path}' does not fit the definition: {string.Join("; ", problems)}.");
    }

    private static string? Problem(SafetensorsFile file, SlotSignature slot)
    {
        if (file.Find(slot.Name) is not { } tensor) return $"'{slot.Name}' is missing";
        return tensor.Shape.SequenceEqual(Extents(slot.Shape))
            ? null
            : $"'{slot.Name}' is [{string.Join(", ", tensor.Shape)}], the definition says {slot.ShapeText} = "
                + $"[{string.Join(", ", Extents(slot.Shape))}]";
    }

    private static long[] Extents(Shape shape) => shape.Rank switch
    {
        0 => [],
        1 => [shape.Length],
        _ => [shape.Rows, shape.Columns],
    };
}
