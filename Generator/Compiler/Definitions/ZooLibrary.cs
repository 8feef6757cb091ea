using System;
using System.IO;
using System.Linq;
using System.Reflection;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Definitions;

/// <summary>The cells that come with the compiler: the files *.cell.yaml that are embedded in its assembly.</summary>
public static class ZooLibrary
{
    private const string Suffix = ".cell.yaml";

    private static readonly Assembly Assembly = typeof(ZooLibrary).GetTypeInfo().Assembly;

    /// <summary>In alphabetical order.</summary>
    public static EquatableArray<string> Names { get; } = Assembly.GetManifestResourceNames()
        .Where(resource => resource.EndsWith(Suffix, StringComparison.Ordinal))
        .Select(resource => resource.Substring(0, resource.Length - Suffix.Length))
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>The text of a cell's definition, or null where there is no cell of the name.</summary>
    public static string? TryGet(string name)
    {
        if (!Names.Contains(name)) return null;
        using Stream stream = Assembly.GetManifestResourceStream(name + Suffix)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
