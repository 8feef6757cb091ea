using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx.Exported;

/// <summary>
/// Reads a file that was exported from a definition: the definition as it stands in the properties, the parameters where the file has them,
/// and, as a test vector, what the graph computes.
/// </summary>
internal sealed class ExportedReader
{
    private readonly OnnxModel _model;
    private readonly ReadingBudget _budget;
    private readonly Dictionary<string, ImportedTensor> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxTensor> _initializers = new(StringComparer.Ordinal);

    private ExportedReader(OnnxModel model, ReadingBudget budget)
    {
        (_model, _budget) = (model, budget);
        foreach (OnnxTensor tensor in model.Graph.Initializers) _initializers[tensor.Name] = tensor;
    }

    /// <returns>Null for a file that carries no definition.</returns>
    /// <exception cref="ModelFormatException">Parameters, inputs or outputs are missing.</exception>
    public static ImportedModel? Read(OnnxModel model, long length, string name, ReadingBudget budget) =>
        model.Properties.FirstOrDefault(property => property.Key == ExportedModel.DefinitionKey) is { } definition
            ? new ExportedReader(model, budget).Read(definition.Value, length, name)
            : null;

    private ImportedModel Read(string definition, long length, string name)
    {
        string called = _model.Graph.Name.Length > 0 ? _model.Graph.Name : name;
        ImportedTensor[] parameters =
        [
            .. ExportedModel.Read(_model, ExportedModel.ParametersKey, StoredJson.Default.IReadOnlyListStoredParameter).Select(Parameter),
        ];
        var run = new ExportedRun(_model, length, _budget, isTrusted: false);
        return new ImportedModel
        {
            Name = called,
            Format = "ONNX",
            InputSize = run.InputSize,
            Layers = [new ImportedLayer.Defined(called, definition, run.InputSize, run.OutputSize, parameters)],
            TestVectors = new ExportedVector(run, parameters),
            Notes = ["The test vector is what the graph computes, run here operator by operator."],
        };
    }

    private ImportedTensor Parameter(StoredParameter stored)
    {
        string where = $"parameter '{OnnxCall.Cut(stored?.Name ?? "")}'";
        if (stored?.Name is null || stored.Shape is not { Count: <= 2 } shape || shape.Any(extent => extent < 1) || stored.Parts is null
            || stored.Parts.Any(part => part is null))
            throw ModelFormatException.Damaged(where, "it is a scalar, a vector or a matrix in parts; found something else.");
        long count = shape.Aggregate(1L, (product, extent) => product * extent);
        _budget.Spend(count, sizeof(double) + 1, where);
        int columns = shape.Count > 0 ? shape[^1] : 1, rows = (int)(count / columns);
        var values = new double[count];
        var isThere = new bool[count];
        string type = "F32";
        foreach (ParameterPart part in stored.Parts)
        {
            ImportedTensor tensor = Tensor(part.Tensor ?? "", where);
            int width = tensor.Rank > 0 ? tensor.Shape[^1] : 1, height = width == 0 ? 0 : tensor.Values.Length / width;
            if (!Fits(part.Row, part.Rows, height) || !Fits(part.Column, part.Columns, width) || !Fits(part.ToRow, part.Rows, rows)
                || !Fits(part.ToColumn, part.Columns, columns))
                throw ModelFormatException.Damaged(where, $"a part of '{OnnxCall.Cut(tensor.Name)}' {tensor.ShapeText} is outside of it.");
            type = tensor.Dtype;
            for (int row = 0; row < part.Rows; row++)
            {
                for (int column = 0; column < part.Columns; column++)
                {
                    double value = tensor.Values[(part.Row + row) * width + part.Column + column];
                    int to = (part.ToRow + row) * columns + part.ToColumn + column;
                    (values[to], isThere[to]) = (part.IsNegated ? -value : value, true);
                }
            }
        }
        return isThere.All(there => there)
            ? new ImportedTensor(stored.Name, type, [.. shape], values)
            : throw ModelFormatException.Damaged(where, "the file does not have all of its elements.");
    }

    private ImportedTensor Tensor(string name, string where)
    {
        if (_tensors.TryGetValue(name, out ImportedTensor? read)) return read;
        return _tensors[name] = _initializers.TryGetValue(name, out OnnxTensor? tensor)
            ? OnnxTensors.Read(tensor, name, _budget)
            : throw ModelFormatException.Damaged(where, $"the file has no tensor '{OnnxCall.Cut(name)}'.");
    }

    private static bool Fits(int start, int count, int extent) => start >= 0 && count >= 0 && start <= extent - count;
}
