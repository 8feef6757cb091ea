using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Formats;
using RnnGen.Tool.Checking;
using RnnGen.Tool.Definitions;
using DefinitionLibrary = RnnGen.Compiler.Composition.DefinitionLibrary;

namespace RnnGen.Tool.Importing;

/// <summary>A written definition with its written parameters, run by the compiler's interpreter in double precision.</summary>
internal sealed class WrittenCell
{
    private readonly CellDescription _cell;
    private readonly List<double[]> _parameters;

    private WrittenCell(CellDescription cell, List<double[]> parameters) => (_cell, _parameters) = (cell, parameters);

    /// <exception cref="InvalidOperationException">The writer wrote what does not compile, or tensors that do not fit.</exception>
    public static WrittenCell Of(WrittenModel model)
    {
        string name = model.Name + ".cell.yaml";
        var source = new DefinitionSource.File(name, model.Definition);
        var file = new CellFile(model.Name, name, model.Definition, source, DefinitionLibrary.Empty);
        DescriptionResult result = CellDescriber.Describe(CellRequests.Of(file, new CellSettings(default)));
        if (result.Cell is not { } cell)
        {
            IEnumerable<string> mistakes = CellCheck.Locate(file, result.Diagnostics).Where(found => found.IsError)
                .Select(found => $"{found.File}:{found.Excerpt?.Line}: {found.Rule.Id} {found.Message}");
            throw new InvalidOperationException(
                $"The definition that was written has errors:\n{string.Join('\n', mistakes)}\n{model.Definition}");
        }
        return new WrittenCell(cell, [.. cell.Signature.Parameters.Select(slot => Values(model, slot))]);
    }

    public int ParameterCount => _cell.Signature.Parameters.Sum(slot => slot.Shape.Length);

    public int InputSize => _cell.Signature.Inputs.Sum(slot => slot.Shape.Length);

    /// <summary>All outputs of all steps.</summary>
    /// <param name="input">[T, input] for the one input.</param>
    /// <returns>[T, output].</returns>
    public double[] Run(int steps, double[] input)
    {
        StepFunction step = _cell.Adjoint.Forward;
        SequenceRun run = new SequenceInterpreter(step, null)
            .Forward(steps, 1, _parameters, [input], [.. _cell.Signature.States.Select(Initial)]);
        return run.Outputs.Single();
    }

    private double[] Initial(SlotSignature state)
    {
        if (state.Initial is not { } initial) return new double[state.Shape.Length];
        if (initial.Parameter is not { } name) return Enumerable.Repeat(initial.Value, state.Shape.Length).ToArray();
        int parameter = _cell.Signature.Parameters.Select(slot => slot.Name).ToList().IndexOf(name);
        return (double[])_parameters[parameter].Clone();
    }

    private static double[] Values(WrittenModel model, SlotSignature slot)
    {
        if (model.Tensors.Find(slot.Name) is not { } tensor || tensor.Length != slot.Shape.Length)
            throw new InvalidOperationException($"The parameter {slot.Name} {slot.Shape} has no tensor of its shape among those written.");
        return tensor.ToArray<double>(convert: true);
    }
}
