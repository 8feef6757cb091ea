using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Enumeration;
using System.Linq;
using RnnGen.Compiler.Composition;

namespace RnnGen.Tool.Checking;

/// <summary>Finds the files that are meant: a file, all definitions below a folder, or a pattern with * ? and **.</summary>
internal static class FileSearch
{
    /// <exception cref="UsageException">Something means no file.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> written, ToolConsole console)
    {
        var found = new List<string>();
        foreach (string pattern in written)
        {
            string path = console.PathOf(pattern);
            if (File.Exists(path))
            {
                found.Add(path);
                continue;
            }
            IReadOnlyList<string> files = Directory.Exists(path) ? Below(path) : Matching(path);
            if (files.Count == 0) throw new UsageException(Nothing(pattern, path));
            found.AddRange(files);
        }
        return [.. found.Distinct()];
    }

    private static string Nothing(string pattern, string path) => Directory.Exists(path)
        ? $"There is no *{DefinitionReferences.FileSuffix} in '{pattern}'."
        : $"There is no file '{pattern}'.";

    /// <summary>All definitions, without those among the products of a build or in hidden folders.</summary>
    private static List<string> Below(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*" + DefinitionReferences.FileSuffix, SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[..^1].Any(IsPassedOver))
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsPassedOver(string folder) => folder is "bin" or "obj" or "node_modules" || folder.StartsWith('.');

    /// <summary>The shell leaves patterns alone where it knows none, as on Windows.</summary>
    private static List<string> Matching(string pattern)
    {
        string[] parts = pattern.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        int first = Array.FindIndex(parts, part => part.AsSpan().IndexOfAny('*', '?') >= 0);
        if (first < 0) return [];
        string folder = string.Join(Path.DirectorySeparatorChar, parts[..first]) + Path.DirectorySeparatorChar;
        if (!Directory.Exists(folder)) return [];
        return
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Matches(parts.AsSpan(first), Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty) return path.IsEmpty;
        if (pattern[0] == "**") return Matches(pattern[1..], path) || (!path.IsEmpty && Matches(pattern, path[1..]));
        return !path.IsEmpty && FileSystemName.MatchesSimpleExpression(pattern[0], path[0], ignoreCase: false)
            && Matches(pattern[1..], path[1..]);
    }
}
