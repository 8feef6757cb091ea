using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>A submatrix as people write it: <c>Wn</c>, <c>Wn[:, 0..64]</c>, <c>W[64..128][:, 0..64]</c>.</summary>
internal sealed class ParameterText
{
    public ParameterText(Value parameter, Submatrix weights)
    {
        int columns = parameter.Shape.Columns;
        // A single row or column is both: it is written as it stands.
        bool isAsItStands = (weights.UnitStride == columns || weights.Units == 1) && (weights.SourceStride == 1 || weights.Length == 1);
        IsTransposed = !isAsItStands;
        (int rows, int width) = IsTransposed ? (weights.Length, weights.Units) : (weights.Units, weights.Length);
        int row = weights.Offset / columns, column = weights.Offset % columns;
        string ofRows = row == 0 && rows == parameter.Shape.Rows ? "" : $"[{row}..{row + rows}]";
        string ofColumns = column == 0 && width == columns ? "" : $"[:, {column}..{column + width}]";
        Text = parameter.Name + ofRows + ofColumns;
    }

    public string Text { get; }

    /// <summary>Whether its rows are met, not its columns: <c>v @ W</c>.</summary>
    public bool IsTransposed { get; }
}
