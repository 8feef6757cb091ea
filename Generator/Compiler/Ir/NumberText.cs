using System.Globalization;

namespace RnnGen.Compiler.Ir;

/// <summary>The shortest of two invariant spellings that reads back as the same number; the same text on every host.</summary>
public static class NumberText
{
    public static string Of(double number)
    {
        // "R" differs between .NET Framework and .NET; G15 and G17 do not.
        string brief = number.ToString("G15", CultureInfo.InvariantCulture);
        // Some hosts fail on what is rounded up beyond the largest number.
        bool isSame = double.TryParse(brief, NumberStyles.Float, CultureInfo.InvariantCulture, out double read) && read.Equals(number);
        return isSame || double.IsNaN(number) ? brief : number.ToString("G17", CultureInfo.InvariantCulture);
    }
}
