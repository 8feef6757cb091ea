using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>
/// Writes a recurrent cell: as one of the zoo where its equations are exactly those, else as a definition in place in the zoo's style and
/// names.
/// </summary>
internal static class CellText
{
    public static WrittenCell Of(RecurrentCell cell) => cell switch
    {
        RecurrentCell.Lstm lstm => LstmText.Of(lstm),
        RecurrentCell.Gru gru => GruText.Of(gru),
        RecurrentCell.Simple simple => SimpleText.Of(simple),
        _ => throw new InvalidOperationException($"There is no definition for {cell}."),
    };

    /// <summary>Whether a cell has neither a bound in front of its activations nor initial states that differ from zero.</summary>
    public static bool IsPlain(RecurrentCell cell) =>
        cell.Clip is null && StartOf(cell.InitialHidden) is null
        && (cell is not RecurrentCell.Lstm lstm || StartOf(lstm.InitialCell) is null);

    /// <summary>Zeros are where states begin anyway.</summary>
    public static ImportedTensor? StartOf(ImportedTensor? initial) =>
        initial is null || !initial.Values.ContainsAnyExcept(0.0) ? null : initial;

    /// <summary>[U W]: the zoo multiplies one matrix with [h'; x].</summary>
    public static ImportedTensor Joined(Gate gate) => gate.Recurrent.Beside(gate.Input);

    /// <summary>A bias of the zoo, which all its gates have.</summary>
    public static ImportedTensor BiasOf(Gate gate) => gate.Bias ?? Zeros(gate.Input.Rows);

    public static ImportedTensor Zeros(int length) => new("zeros", "F32", [length], new double[length]);

    /// <summary>Bounds what goes into an activation.</summary>
    public static string Clipped(RecurrentCell cell, string z) =>
        cell.Clip is { } clip ? $"clamp({z}, {NumberText.Of(-clip)}, {NumberText.Of(clip)})" : z;

    /// <summary>One equation, or two where the activation needs a name for what goes in: <c>zf = …</c> and <c>f = …</c>.</summary>
    public static IEnumerable<string> Equations(string name, ActivationFunction function, string z)
    {
        if (!ActivationText.NeedsName(function)) return [$"{name} = {ActivationText.Of(function, z)}"];
        return [$"z{name} = {z}", $"{name} = {ActivationText.Of(function, "z" + name)}"];
    }

    /// <summary><c> + b</c>, or nothing where the gate has none; adds the parameter.</summary>
    public static string PlusBias(List<WrittenParameter> parameters, string name, ImportedTensor? bias)
    {
        if (bias is null) return "";
        parameters.Add(new WrittenParameter(name, "[hidden]", bias));
        return " + " + name;
    }

    /// <summary>A state and, where it does not begin with zeros, the parameter that it begins with.</summary>
    public static (string, string, string?) State(List<WrittenParameter> parameters, string name, string size, ImportedTensor? initial)
    {
        if (StartOf(initial) is not { } start) return (name, size, null);
        parameters.Add(new WrittenParameter(name + "0", $"[{size}]", start));
        return (name, size, name + "0");
    }

    /// <summary>A zoo cell's gates: <c>Wf</c> and <c>bf</c> of each.</summary>
    public static IEnumerable<WrittenParameter> Gates(string shape, params (string Name, Gate Gate)[] gates) => gates.SelectMany(
        gate => (WrittenParameter[])
        [
            new("W" + gate.Name, shape, Joined(gate.Gate)),
            new("b" + gate.Name, "[hidden]", BiasOf(gate.Gate)),
        ]);
}
