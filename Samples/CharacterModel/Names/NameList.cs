using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CharacterModel.Names;

/// <summary>Reads names, one a line.</summary>
internal static class NameList
{
    /// <summary>The genera of dinosaurs that come with the sample.</summary>
    public static IReadOnlyList<string> Dinosaurs()
    {
        using Stream stream = typeof(NameList).Assembly.GetManifestResourceStream("dinosaurs.txt")
            ?? throw new InvalidOperationException("The list of names is not embedded.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Names from a file.</summary>
    /// <exception cref="InvalidDataException">There are too few names, or one has other characters than letters.</exception>
    public static IReadOnlyList<string> Read(string path) => Parse(File.ReadAllText(path));

    private static string[] Parse(string text)
    {
        string[] names = [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        if (names.FirstOrDefault(name => !name.All(char.IsAsciiLetter)) is { } bad)
        {
            throw new InvalidDataException($"'{bad}' has other characters than the letters a to z.");
        }

        return names.Length >= NameSplit.Least
            ? names
            : throw new InvalidDataException($"{names.Length} names are too few to learn from: at least {NameSplit.Least} are needed.");
    }
}
