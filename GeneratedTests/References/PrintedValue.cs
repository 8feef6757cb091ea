using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace RnnGen.Tests.References;

/// <summary>One line of the reference document's output, such as <c>dx[1][2] = [-2.07101689, …]</c>: an array's row or element.</summary>
/// <param name="Index">The leading indices; the values run over all others.</param>
/// <param name="Values">Each with half a unit of the last digit that is printed of it.</param>
internal sealed record PrintedValue(string Array, int[] Index, (double Value, double HalfUnit)[] Values)
{
    public static PrintedValue Read(string name, JsonElement printed)
    {
        string[] parts = name.Split(['[', ']'], StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<JsonElement> numbers = printed.ValueKind == JsonValueKind.Array ? printed.EnumerateArray() : [printed];
        return new PrintedValue(
            parts[0],
            [.. parts.Skip(1).Select(part => int.Parse(part, CultureInfo.InvariantCulture))],
            [.. numbers.Select(number => (number.GetDouble(), HalfUnit(number.GetRawText())))]);
    }

    /// <summary>Half of 1e-8 for 0.28205375.</summary>
    private static double HalfUnit(string text)
    {
        string[] parts = text.Split('.');
        int decimals = parts.Length == 1 ? 0 : parts[1].All(char.IsAsciiDigit) ? parts[1].Length : throw new FormatException(text);
        return 0.5 * Math.Pow(10, -decimals);
    }
}
