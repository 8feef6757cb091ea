using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Microsoft.CodeAnalysis;
using RnnGen.Compiler;

namespace RnnGen.Hosting;

/// <summary>
/// A file of weights of the project, from the note that the package's build task writes for each: the compiler hands texts to a generator,
/// and such a file is none. A note has facts, one a line, an empty line, and the header of the file as it stands.
/// </summary>
/// <param name="Path">The file itself, with '/'.</param>
/// <param name="Link">Where a file from elsewhere stands in the project, from the project's folder; empty for most.</param>
/// <param name="File">Its name for people is not known yet: it is the one that a cell writes.</param>
internal sealed record WeightsNote(string Path, string Link, WeightsFile File)
{
    private const string Suffix = ".rnngen-weights";

    public static bool IsNote(AdditionalText file) => file.Path.EndsWith(Suffix, StringComparison.Ordinal);

    public static WeightsNote Read(AdditionalText note, CancellationToken cancel)
    {
        string text = note.GetText(cancel)?.ToString() ?? "";
        var facts = new Dictionary<string, string>();
        int at = 0;
        while (at < text.Length && text[at] != '\n')
        {
            int end = text.IndexOf('\n', at);
            string line = text.Substring(at, (end < 0 ? text.Length : end) - at);
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon > 0) facts[line.Substring(0, colon)] = line.Substring(colon + 2);
            at = end < 0 ? text.Length : end + 1;
        }

        string header = at < text.Length ? text.Substring(at + 1) : "";
        bool hasLength = long.TryParse(Fact("length"), NumberStyles.None, CultureInfo.InvariantCulture, out long length);
        var file = new WeightsFile("", Fact("resource"), hasLength ? length : -1, Fact("start"), header);
        return new WeightsNote(FilePath.Normalize(Fact("path")), FilePath.Normalize(Fact("link")), file);

        string Fact(string name) => facts.TryGetValue(name, out string? value) ? value : "";
    }

    /// <summary>Whether the file lies at the given place, or the project shows it there.</summary>
    public bool IsAt(string place, string projectFolder, StringComparison comparison) =>
        Path.Equals(place, comparison) || (Link.Length > 0 && FilePath.Combine(projectFolder, Link).Equals(place, comparison));
}
