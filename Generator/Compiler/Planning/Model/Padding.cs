namespace RnnGen.Compiler.Planning.Model;

/// <summary>How far memory is padded.</summary>
internal static class Padding
{
    /// <summary>The least multiple that is not less than a length.</summary>
    public static int RoundUp(int length, int multiple) => (length + multiple - 1) / multiple * multiple;
}
