using System;
using System.Text;

namespace RnnGen.Formats;

/// <summary>What a file that no reader knows seems to be, for the message that says so.</summary>
internal static class FileContents
{
    /// <summary>Such as: a NumPy array (.npy).</summary>
    public static string Describe(ReadOnlyMemory<byte> file)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        return bytes switch
        {
            [] => "it is empty",
            _ when bytes.StartsWith("PK\u0003\u0004"u8) => Archive(file),
            [0x93, (byte)'N', (byte)'U', (byte)'M', ..] => "it is a NumPy array (.npy)",
            [0x1F, 0x8B, ..] => "it is compressed (gzip): decompress it first",
            [0x80, >= 2 and <= 5, ..] =>
                "it is a pickle of Python, which is a program: save tensors alone, torch.save(model.state_dict(), path)",
            _ when bytes.StartsWith("version https://git-lfs"u8) =>
                "it is a pointer of Git LFS, not the file itself: fetch it with git lfs pull",
            _ when bytes.StartsWith("TFL3"u8) || (bytes.Length >= 8 && bytes[4..].StartsWith("TFL3"u8)) =>
                "it is a model of TensorFlow Lite: save the Keras model",
            [(byte)'<', ..] => "it is HTML or XML: a server may have sent it in place of the file",
            [(byte)'[', ..] => "it is a list of JSON; a model is an object",
            _ when bytes.StartsWith("RIFF"u8) => "it is sound (WAV), no model",
            _ when IsText(bytes) =>
                $"it is text that begins with {Quoting.Quote(Encoding.ASCII.GetString(bytes[..Math.Min(40, bytes.Length)]))}",
            _ => $"it begins with the bytes {Convert.ToHexString(bytes[..Math.Min(16, bytes.Length)])}",
        };
    }

    private static string Archive(ReadOnlyMemory<byte> file)
    {
        try
        {
            return $"it is a zip archive with {Quoting.Join(ZipContainer.Open(file).Names)}";
        }
        catch (ModelFormatException e)
        {
            return $"it is a damaged zip archive ({e.Message})";
        }
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes[..Math.Min(256, bytes.Length)])
        {
            if (b is (< 32 and not (9 or 10 or 13)) or > 126) return false;
        }

        return true;
    }
}
