using System;
using System.Linq;
using RnnGen.Formats;
using Xunit;

namespace RnnGen.ToolTests.Model;

/// <summary>The changes of layout that readers make.</summary>
public class ImportedTensorTests
{
    private static readonly ImportedTensor s_matrix = new("W", "F32", [4, 3], [.. Enumerable.Range(0, 12).Select(i => (double)i)]);

    [Fact]
    public void Parts_and_ranges_take_rows_and_columns()
    {
        Assert.Equal([6, 7, 8, 9, 10, 11], s_matrix.Part(1, 2).Values.ToArray());
        Assert.Equal([3, 4, 5], s_matrix.RowRange(1, 1).Values.ToArray());
        Assert.Equal([1, 2, 4, 5, 7, 8, 10, 11], s_matrix.ColumnRange(1, 2).Values.ToArray());
        Assert.Equal([4, 5], s_matrix.Part(1, 4).ColumnRange(1, 2).Values.ToArray());
    }

    [Fact]
    public void Transposition_joins_sums_and_signs()
    {
        Assert.Equal([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11], s_matrix.Transpose().Values.ToArray());
        Assert.Equal(s_matrix.Values.ToArray(), s_matrix.Transpose().Transpose().Values.ToArray());
        Assert.Equal(s_matrix.Values.ToArray(), s_matrix.ColumnRange(0, 1).Beside(s_matrix.ColumnRange(1, 2)).Values.ToArray());
        Assert.All(s_matrix.Plus(s_matrix.Negate()).Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_the_name_of_the_tensor()
    {
        Action[] wrong =
        [
            () => new ImportedTensor("W", "F32", [4, 3], new double[11]),
            () => new ImportedTensor("W", "F32", [65536, 65536, 65536, 65536], []),
            () => s_matrix.Require(3, 4),
            () => s_matrix.Part(0, 3),
            () => s_matrix.RowRange(3, 2),
            () => s_matrix.RowRange(1, int.MaxValue),
            () => s_matrix.ColumnRange(-1, 2),
            () => s_matrix.Beside(s_matrix.RowRange(0, 2)),
            () => s_matrix.Reshape(12).Transpose(),
        ];
        Assert.All(wrong, action => Assert.Contains("'W'", Assert.Throws<ModelFormatException>(action).Message, StringComparison.Ordinal));
    }
}
