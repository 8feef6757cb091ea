using System.Globalization;

namespace RnnGen.Compiler.Syntax;

/// <summary>Reads numbers of the language, which are finite.</summary>
internal static class Numbers
{
    public static bool TryRead(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && !double.IsInfinity(value);
}
