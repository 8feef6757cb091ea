using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Formats.Onnx;
using RnnGen.Formats.Onnx.Exported;
using RnnGen.Tool.Exporting.Onnx.Graph;
using RnnGen.Tool.Exporting.Onnx.Recurrent;

namespace RnnGen.Tool.Exporting.Onnx;

/// <summary>
/// The parameters of a cell in a file: as they are, under their names, where an equation reads them, or rearranged in the weights of an
/// operator. It keeps account of where each stands, so that all of them can be read again.
/// </summary>
/// <param name="graph">The whole graph.</param>
/// <param name="values">One natural row-major array for each.</param>
internal sealed class ParameterBook(GraphScope graph, EquatableArray<SlotSignature> slots, double[][] values)
{
    private readonly List<ParameterPart>[] _parts = [.. slots.Select(_ => new List<ParameterPart>())];
    private readonly Dictionary<int, string> _whole = [];

    /// <summary>The tensor of a parameter as it is.</summary>
    public string Whole(int parameter)
    {
        if (_whole.TryGetValue(parameter, out string? known)) return known;
        SlotSignature slot = slots[parameter];
        string name = graph.Name(slot.Name);
        graph.Graph.Initializers.Add(GraphTensors.Of(name, graph.Element, Term.Extents(slot.Shape), values[parameter]));
        _parts[parameter].Insert(0, new ParameterPart(name, 0, 0, RowsOf(slot), ColumnsOf(slot), 0, 0, false));
        return _whole[parameter] = name;
    }

    /// <summary>Copies a submatrix of a parameter into a tensor, and says that it stands there.</summary>
    /// <param name="width">The columns of the tensor.</param>
    public void Place(ParameterView view, bool isNegated, string tensor, double[] into, int width, int row, int column)
    {
        double[] from = values[view.Parameter];
        int columns = ColumnsOf(slots[view.Parameter]);
        for (int r = 0; r < view.Rows; r++)
        {
            for (int c = 0; c < view.Columns; c++)
            {
                double value = from[(view.Row + r) * columns + view.Column + c];
                into[(row + r) * width + column + c] = isNegated ? -value : value;
            }
        }
        _parts[view.Parameter].Add(new ParameterPart(tensor, row, column, view.Rows, view.Columns, view.Row, view.Column, isNegated));
    }

    /// <summary>Where each parameter stands; what does not stand anywhere is added as it is, although no equation reads it.</summary>
    public IReadOnlyList<StoredParameter> Settle()
    {
        for (int p = 0; p < slots.Count; p++)
            if (!IsCovered(p)) Whole(p);
        return [.. slots.Select((slot, p) => new StoredParameter(
            slot.Name, [.. Term.Extents(slot.Shape).Select(extent => (int)extent)], _whole.ContainsKey(p) ? _parts[p][..1] : _parts[p]))];
    }

    private bool IsCovered(int parameter)
    {
        if (_whole.ContainsKey(parameter)) return true;
        int columns = ColumnsOf(slots[parameter]);
        var covered = new bool[slots[parameter].Shape.Length];
        foreach (ParameterPart part in _parts[parameter])
            for (int row = 0; row < part.Rows; row++) covered.AsSpan((part.ToRow + row) * columns + part.ToColumn, part.Columns).Fill(true);
        return covered.All(isThere => isThere);
    }

    private static int RowsOf(SlotSignature slot) => slot.Shape.IsMatrix ? slot.Shape.Rows : 1;

    private static int ColumnsOf(SlotSignature slot) => slot.Shape.IsMatrix ? slot.Shape.Columns : slot.Shape.Length;
}
