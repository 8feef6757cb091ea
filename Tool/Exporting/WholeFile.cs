using System.IO;

namespace RnnGen.Tool.Exporting;

/// <summary>Writes a file whole or not at all: beside it, and then in its place.</summary>
internal static class WholeFile
{
    /// <exception cref="IOException">It cannot be written; what was there is as it was.</exception>
    public static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = path + "." + Path.GetRandomFileName() + ".tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
