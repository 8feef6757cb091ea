using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;
using RnnGen.Formats;
using RnnGen.Tool.Checking;
using RnnGen.Tool.Definitions;
using RnnGen.Tool.Exporting.Onnx;
using ElementType = RnnGen.Compiler.ElementType;
using DefinitionLibrary = RnnGen.Compiler.Composition.DefinitionLibrary;

namespace RnnGen.Tool.Importing;

/// <summary>A written definition with its written parameters, run by the compiler's interpreter in double precision.</summary>
internal sealed class WrittenPair
{
    private readonly CellDescription _cell;
    private readonly List<double[]> _parameters;

    private WrittenPair(CellDescription cell, List<double[]> parameters) => (_cell, _parameters) = (cell, parameters);

    /// <exception cref="ModelFormatException">The definition is the file's own, and has mistakes or other parameters than the
    /// file.</exception>
    /// <exception cref="InvalidOperationException">The writer wrote what does not compile, or tensors that do not fit.</exception>
    public static WrittenPair Of(ImportedModel source, WrittenModel model)
    {
        try
        {
            WrittenPair pair = Of(model);
            if (source.Layers is not [ImportedLayer.Defined whole]) return pair;
            string[] names = [.. pair._cell.Signature.Parameters.Select(slot => slot.Name)];
            if (pair.InputSize != whole.Inputs || whole.Parameters.Any(parameter => !names.Contains(parameter.Name)))
                throw new InvalidOperationException("The graph has other inputs or parameters than the definition that the file carries.");
            return pair;
        }
        catch (InvalidOperationException wrong) when (source.Layers is [ImportedLayer.Defined])
        {
            throw ModelFormatException.Damaged("the definition in the file", wrong.Message, wrong);
        }
    }

    private static WrittenPair Of(WrittenModel model)
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
        return new WrittenPair(cell, [.. cell.Signature.Parameters.Select(slot => Values(model, slot))]);
    }

    public int ParameterCount => _cell.Signature.Parameters.Sum(slot => slot.Shape.Length);

    public int InputSize => _cell.Signature.Inputs.Sum(slot => slot.Shape.Length);

    /// <summary>All outputs of all steps, or the first state of a cell that has no outputs.</summary>
    /// <param name="input">[T, input], the inputs of a step side by side.</param>
    /// <returns>[T, output], the outputs of a step side by side.</returns>
    public double[] Run(int steps, double[] input)
    {
        // As whoever takes the model on runs it: nothing is drawn.
        StepFunction step = OnnxCell.Of(ElementType.Double, _cell.Signature, CellLowering.Lower(_cell.Bound, "Cell")).Step;
        int[] widths = [.. _cell.Signature.Inputs.Select(slot => slot.Shape.Length)];
        double[][] inputs =
        [
            .. widths.Select((width, i) => Enumerable.Range(0, steps)
                .SelectMany(t => input.Skip(t * InputSize + widths[..i].Sum()).Take(width)).ToArray()),
        ];
        SequenceRun run = new SequenceInterpreter(step, null)
            .Forward(steps, 1, _parameters, inputs, [.. _cell.Signature.States.Select(Initial)]);
        double[][] outputs = run.Outputs.Length > 0 ? run.Outputs : run.States[..1];
        return [.. Enumerable.Range(0, steps).SelectMany(t => outputs.SelectMany(all => all.Chunk(all.Length / steps).ElementAt(t)))];
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
