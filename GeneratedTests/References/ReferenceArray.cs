using System.Linq;
using System.Text.Json;

namespace RnnGen.Tests.References;

/// <summary>An array of the reference document, C order: (features, batch[, time]), or the gradient of a parameter.</summary>
internal sealed record ReferenceArray(int[] Shape, double[] Elements, bool IsGradient)
{
    public int Features => Shape[0];

    public int Batch => Shape.Length > 1 ? Shape[1] : 1;

    public int TimeSteps => Shape.Length > 2 ? Shape[2] : 1;

    /// <summary>As a cell has them: [T, B, F], a gradient as the parameter lies.</summary>
    public double[] Rows()
    {
        var rows = new double[Elements.Length];
        int[] places = RowIndices([]);
        for (int i = 0; i < rows.Length; i++) rows[places[i]] = Elements[i];
        return rows;
    }

    /// <summary>Where in <see cref="Rows"/> the elements that start with these indices stand, in C order.</summary>
    public int[] RowIndices(int[] leading) =>
    [
        .. from i in Range(0, leading, Features)
           from j in Range(1, leading, Batch)
           from k in Range(2, leading, TimeSteps)
           select IsGradient ? i * Batch + j : (k * Batch + j) * Features + i,
    ];

    public static ReferenceArray Read(JsonElement element, bool isGradient) => new(
        [.. element.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32())],
        [.. element.GetProperty("data").EnumerateArray().Select(number => number.GetDouble())],
        isGradient);

    private static int[] Range(int axis, int[] leading, int extent) =>
        axis < leading.Length ? [leading[axis]] : [.. Enumerable.Range(0, extent)];
}
