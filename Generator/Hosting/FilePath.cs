using System;
using System.Collections.Generic;

namespace RnnGen.Hosting;

/// <summary>Paths as text: an analyzer may not ask the file system. Both separators are accepted, '/' is written.</summary>
internal static class FilePath
{
    /// <summary>The path with '/' only, and without '.' and '..' as far as they can be resolved.</summary>
    public static string Normalize(string path)
    {
        string unified = path.Replace('\\', '/');
        var parts = new List<string>();
        foreach (string part in unified.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] != "..") parts.RemoveAt(parts.Count - 1);
            else parts.Add(part);
        }

        string root = unified.StartsWith("//", StringComparison.Ordinal) ? "//"
            : unified.StartsWith("/", StringComparison.Ordinal) ? "/"
            : "";
        return root + string.Join("/", parts);
    }

    /// <summary>The folder of a file, without a separator at its end; empty for a bare file name.</summary>
    public static string Folder(string file)
    {
        string path = Normalize(file);
        int slash = path.LastIndexOf('/');
        return slash < 0 ? "" : slash == 0 ? "/" : path.Substring(0, slash);
    }

    public static string FileName(string file)
    {
        string path = Normalize(file);
        return path.Substring(path.LastIndexOf('/') + 1);
    }

    public static string Combine(string folder, string path) =>
        Normalize(IsRooted(path) || folder.Length == 0 ? path : folder + "/" + path);

    /// <summary><paramref name="file"/> as seen from <paramref name="folder"/> where it lies below it, otherwise the whole path.</summary>
    public static string Relative(string folder, string file)
    {
        string path = Normalize(file);
        string prefix = Normalize(folder).TrimEnd('/') + "/";
        return folder.Length > 0 && path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? path.Substring(prefix.Length) : path;
    }

    private static bool IsRooted(string path) => path.Length > 0 && (path[0] is '/' or '\\' || (path.Length > 1 && path[1] == ':'));
}
