using System.Globalization;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler;

namespace RnnGen.Tool.Exporting.C;

/// <summary>Numbers as literals of C, which read back as the same numbers.</summary>
internal static class CNumber
{
    public static string Of(ElementType element, double value)
    {
        bool isFloat = element == ElementType.Float;
        if (isFloat) value = (float)value;
        if (double.IsNaN(value)) return "NAN";
        if (double.IsInfinity(value)) return value > 0 ? "INFINITY" : "-INFINITY";
        string text = isFloat
            ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);
        if (text.IndexOfAny(['.', 'E']) < 0) text += ".0";
        return isFloat ? text + "f" : text;
    }

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);
}
