using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats;

/// <summary>Sees that the layers of a model fit each other and that the tensors of a cell have the shapes of its gates.</summary>
internal static class ModelCheck
{
    public static ImportedModel Run(ImportedModel model)
    {
        int size = model.InputSize;
        if (size < 1) throw ModelFormatException.Damaged("", $"The model has {size} inputs; expected at least 1.");
        bool isFinal = false;
        foreach (ImportedLayer layer in model.Layers)
        {
            string where = $"layer '{layer.Name}'";
            Check(layer, where);
            if (layer.InputSize is { } wanted && wanted != size)
                throw ModelFormatException.Damaged(where, $"it takes {wanted} elements, and gets {size}.");
            if (isFinal && layer is (ImportedLayer.Recurrent or ImportedLayer.AddInput or ImportedLayer.LastStep))
                throw ModelFormatException.Unsupported(where, "it goes over all steps, behind a layer that hands on its last step only.");
            isFinal |= layer is ImportedLayer.LastStep or ImportedLayer.Recurrent { Returns: SequenceOutput.Final };
            if (layer is ImportedLayer.AddInput && size > model.InputSize)
                throw ModelFormatException.Damaged(where, $"it adds {size} elements of an input that has {model.InputSize}.");
            size = layer.OutputSizeFor(size);
        }
        if (model.Layers.Count > 1 && model.Layers.FirstOrDefault(layer => layer is ImportedLayer.Defined) is { } whole)
            throw ModelFormatException.Unsupported($"layer '{whole.Name}'", "it is a whole network, and stands beside others.");
        return model.Layers.Any(layer => layer is ImportedLayer.Recurrent or ImportedLayer.Defined)
            ? model
            : throw ModelFormatException.Unsupported("", "The model has no recurrent layer.");
    }

    private static void Check(ImportedLayer layer, string where)
    {
        if (layer is ImportedLayer.Dense dense)
        {
            if (dense.Weights.Rank != 2) throw ModelFormatException.Damaged(where, $"its weights are {dense.Weights.ShapeText}.");
            dense.Bias?.Require(dense.Weights.Rows);
        }
        if (layer is not ImportedLayer.Recurrent recurrent) return;
        if (recurrent.Directions.Count is not (1 or 2) || recurrent.Directions.Select(d => d.Cell.InputSize).Distinct().Count() > 1)
            throw ModelFormatException.Damaged(where, "it needs one or two directions with the same input.");
        if (recurrent.Merge != DirectionMerge.Concatenate && recurrent.Directions.Select(d => d.Cell.OutputSize).Distinct().Count() > 1)
            throw ModelFormatException.Damaged(where, "its directions have outputs of unequal sizes, and are merged element by element.");
        foreach (RecurrentDirection direction in recurrent.Directions) Check(direction.Cell, where);
    }

    private static void Check(RecurrentCell cell, string where)
    {
        (int input, int hidden, int output) = (cell.InputSize, cell.HiddenSize, cell.OutputSize);
        if (input < 1 || hidden < 1 || output < 1)
            throw ModelFormatException.Damaged(where, $"{input} inputs, {hidden} units, {output} outputs; expected at least 1 of each.");
        foreach (Gate gate in Gates(cell))
        {
            gate.Input.Require(hidden, input);
            gate.Recurrent.Require(hidden, output);
            gate.Bias?.Require(hidden);
        }
        cell.InitialHidden?.Require(output);
        if (cell is RecurrentCell.Gru gru) gru.CandidateRecurrentBias?.Require(hidden);
        if (cell is not RecurrentCell.Lstm lstm) return;
        lstm.InitialCell?.Require(hidden);
        lstm.Projection?.Require(output, hidden);
        lstm.Peepholes?.Input?.Require(hidden);
        lstm.Peepholes?.Forget?.Require(hidden);
        lstm.Peepholes?.Output.Require(hidden);
    }

    private static IEnumerable<Gate> Gates(RecurrentCell cell) => cell switch
    {
        RecurrentCell.Lstm { Forget: { } forget } lstm => [lstm.Input, forget, lstm.Cell, lstm.Output],
        RecurrentCell.Lstm lstm => [lstm.Input, lstm.Cell, lstm.Output],
        RecurrentCell.Gru gru => [gru.Update, gru.Reset, gru.Candidate],
        RecurrentCell.Simple simple => [simple.Hidden],
        _ => [],
    };
}
