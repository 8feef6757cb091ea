using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace RnnGen.BuildTasks;

/// <summary>
/// What the generator is told of a file of weights: facts, one a line, an empty line, and the file's header as it stands. It judges them;
/// here nothing is checked but what has to be known to read on.
/// </summary>
internal static class WeightsNote
{
    /// <summary>Ends the name of a note; the generator knows it by that.</summary>
    public const string Suffix = ".rnngen-weights";

    /// <summary>No cell has so many parameters that its header comes near: more is not read.</summary>
    private const int LongestHeader = 1 << 22;

    /// <summary>The header's length stands in the first eight bytes, little-endian.</summary>
    private const int Start = 8;

    /// <summary>
    /// Of letters, digits, points and lines, so that nobody on the way to the compiler reads an escape in it; no two
    /// resources have the same.
    /// </summary>
    public static string FileName(WeightsFile file)
    {
        var name = new StringBuilder();
        foreach (char c in file.Resource)
        {
            if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-') name.Append(c);
            else name.Append('_').Append(((int)c).ToString("X", CultureInfo.InvariantCulture)).Append('_');
        }

        return name.Append(Suffix).ToString();
    }

    public static string Of(WeightsFile file)
    {
        using FileStream stream = File.Open(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Of(file, stream);
    }

    /// <param name="file">Its names.</param>
    /// <param name="stream">What it holds.</param>
    public static string Of(WeightsFile file, Stream stream)
    {
        var start = new byte[Start];
        int read = Read(stream, start);
        ulong length = read < Start ? 0 : Length(start);
        var text = new StringBuilder();
        Fact("path", file.Path);
        Fact("link", file.Link);
        Fact("resource", file.Resource);
        Fact("length", stream.Length.ToString(CultureInfo.InvariantCulture));
        Fact("start", BitConverter.ToString(start, 0, read));
        return text.Append('\n').Append(length <= LongestHeader ? Header(stream, (int)length) : "").ToString();

        void Fact(string name, string value) =>
            text.Append(name).Append(": ").Append(value.Replace('\n', ' ').Replace('\r', ' ')).Append('\n');
    }

    private static ulong Length(byte[] start)
    {
        ulong length = 0;
        for (int i = Start - 1; i >= 0; i--) length = (length << 8) | start[i];
        return length;
    }

    /// <summary>Nothing where the file ends within it, or it is no text.</summary>
    private static string Header(Stream stream, int length)
    {
        var header = new byte[length];
        if (Read(stream, header) < length) return "";
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(header);
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    private static int Read(Stream stream, byte[] bytes)
    {
        int filled = 0;
        while (filled < bytes.Length && stream.Read(bytes, filled, bytes.Length - filled) is > 0 and int read) filled += read;
        return filled;
    }
}
