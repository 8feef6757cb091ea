using System.Linq;

namespace RnnGen.Tool.Exporting.Onnx;

/// <summary>Names of the format, made of titles.</summary>
internal static class CellNames
{
    /// <summary>Letters, digits and '_'.</summary>
    public static string Plain(string title)
    {
        string plain = new([.. title.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')]);
        return plain.Length > 0 ? plain : "cell";
    }
}
