using System.Globalization;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>Numbers as literals of C#, whatever the culture.</summary>
internal static class NumberLiteral
{
    public static Code Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number of an element type.</summary>
    public static string Of(ElementType element, double value)
    {
        string keyword = RuntimeNames.Keyword(element);
        if (double.IsNaN(value)) return $"{keyword}.NaN";
        string suffix = element == ElementType.Float ? "f" : "d";
        // In the element type: what is beyond its range is infinite there, what is too small for it zero.
        if (element == ElementType.Float) value = (float)value;
        if (double.IsInfinity(value)) return value > 0 ? $"{keyword}.PositiveInfinity" : $"{keyword}.NegativeInfinity";
        // Not every host writes the sign of a zero.
        if (value == 0) return (double.IsNegativeInfinity(1 / value) ? "-0" : "0") + suffix;
        return (element == ElementType.Float ? Single((float)value) : Double(value)) + suffix;
    }

    // The shorter spelling where it reads back as the same number; "R" is not reliable on every host, and some fail on what is rounded up
    // beyond the largest number.
    private static string Single(float value)
    {
        string text = value.ToString("G7", CultureInfo.InvariantCulture);
        bool isSame = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float read) && read == value;
        return isSame ? text : value.ToString("G9", CultureInfo.InvariantCulture);
    }

    private static string Double(double value)
    {
        string text = value.ToString("G15", CultureInfo.InvariantCulture);
        bool isSame = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double read) && read == value;
        return isSame ? text : value.ToString("G17", CultureInfo.InvariantCulture);
    }
}
