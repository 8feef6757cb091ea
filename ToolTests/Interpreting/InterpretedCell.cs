using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;

namespace RnnGen.ToolTests.Interpreting;

/// <summary>
/// A definition and its tensors, run in double precision by the compiler's own interpreter: what the generated code has to compute, without
/// C#.
/// </summary>
internal sealed class InterpretedCell
{
    private readonly BoundCell _cell;
    private readonly StepFunction _step;
    private readonly double[][] _parameters;

    /// <param name="definition">The text of a definition of which all sizes have values.</param>
    /// <param name="tensors">One for each parameter.</param>
    /// <exception cref="InvalidDataException">The definition has diagnostics, or the tensors do not fit it; all are listed.</exception>
    public InterpretedCell(string definition, SafetensorsFile tensors)
    {
        FrontEndResult front = Read(definition);
        _cell = front.Cell is { } cell && front.Diagnostics.Count == 0
            ? cell
            : throw new InvalidDataException(string.Join('\n', front.Diagnostics.Select(TextOf).Append(definition)));
        _step = CellLowering.Lower(_cell, "Net");
        List<string> problems = [.. _cell.Parameters.Select(parameter => ProblemOf(parameter, tensors)).OfType<string>()];
        problems.AddRange(tensors.Tensors.Select(tensor => tensor.Name).Except(_cell.Parameters.Select(parameter => parameter.Name))
            .Select(name => $"'{name}' is no parameter."));
        if (problems.Count > 0) throw new InvalidDataException(string.Join('\n', problems));
        _parameters = [.. _cell.Parameters.Select(parameter => tensors[parameter.Name].ToArray<double>(convert: true))];
    }

    /// <summary>Runs one sequence from the cell's initial states.</summary>
    /// <param name="steps">T.</param>
    /// <param name="input">[T, input] of the only input.</param>
    /// <returns>[T, output] of the only output.</returns>
    public double[] Run(int steps, double[] input)
    {
        double[][] initial = [.. _cell.States.Select(InitialOf)];
        return new SequenceInterpreter(_step, null).Forward(steps, 1, _parameters, [input], initial).Outputs[0];
    }

    private static FrontEndResult Read(string definition) => FrontEnd.Read(new CellRequest(
        new CellTarget("", default, "public partial struct", "Net", "Net"),
        new DefinitionSource.File("net.cell.yaml", definition), default, default));

    private static string TextOf(CellDiagnostic diagnostic) => $"{diagnostic.Rule.Id} at {diagnostic.Place}: {diagnostic.Message}";

    private static string? ProblemOf(BoundSymbol parameter, SafetensorsFile tensors)
    {
        if (tensors.Find(parameter.Name) is not { } tensor) return $"'{parameter.Name}' is missing.";
        long[] shape = parameter.Shape.Rank switch
        {
            0 => [],
            1 => [parameter.Shape.Length],
            _ => [parameter.Shape.Rows, parameter.Shape.Columns],
        };
        return tensor.Shape.SequenceEqual(shape) ? null : $"{tensor}; the definition has {parameter.ShapeText} = {parameter.Shape}.";
    }

    private double[] InitialOf(BoundSymbol state)
    {
        if (state.Initial?.Parameter is { } name)
            return _parameters[_cell.Parameters.Select(parameter => parameter.Name).ToList().IndexOf(name)];
        var values = new double[state.Shape.Length];
        Array.Fill(values, state.Initial?.Value ?? 0);
        return values;
    }
}
