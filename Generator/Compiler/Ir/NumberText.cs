using System.Globalization;

namespace RnnGen.Compiler.Ir;

/// <summary>The shortest of two invariant spellings that reads back as the same number; the same text on every host.</summary>
public static class NumberText
{
    public static string Of(double number)
    {
        // "R" differs between .NET Framework and .NET; G15 and G17 do not.
        string brief = number.ToString("G15", CultureInfo.InvariantCulture);
        return double.Parse(brief, NumberStyles.Float, CultureInfo.InvariantCulture).Equals(number) || double.IsNaN(number)
            ? brief
            : number.ToString("G17", CultureInfo.InvariantCulture);
    }
}
