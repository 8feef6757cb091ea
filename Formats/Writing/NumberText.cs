using System.Globalization;

namespace RnnGen.Formats;

/// <summary>Numbers as the cell language writes them.</summary>
internal static class NumberText
{
    /// <summary>The shortest text that is read as the same number; a negative one begins with a minus.</summary>
    public static string Of(double number) => double.IsFinite(number)
        ? number.ToString("R", CultureInfo.InvariantCulture)
        : throw ModelFormatException.Unsupported(
            "", string.Create(CultureInfo.InvariantCulture, $"The number {number} in an activation or as a bound has to be finite."));

    /// <summary>A number between operators: a negative one in parentheses.</summary>
    public static string Operand(double number) => number < 0 ? $"({Of(number)})" : Of(number);

    /// <summary>A size.</summary>
    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);
}
