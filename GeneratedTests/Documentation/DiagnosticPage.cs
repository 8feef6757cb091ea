using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace RnnGen.Tests.Documentation;

/// <summary>A page under docs/diagnostics: its title, the quoted message, and the examples under "Wrong" and "Right".</summary>
internal sealed record DiagnosticPage(string Title, string Quote, IReadOnlyList<Example> Wrong, IReadOnlyList<Example> Right)
{
    public static string Folder { get; } = Repository.PathOf("docs/diagnostics");

    public static DiagnosticPage Read(string id)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder, id + ".md"));
        return new DiagnosticPage(
            lines[0].TrimStart('#', ' '),
            lines.First(line => line.StartsWith('>')).TrimStart('>', ' '),
            Examples(lines, "## Wrong"),
            Examples(lines, "## Right"));
    }

    private static List<Example> Examples(string[] lines, string heading)
    {
        var examples = new List<Example>();
        var section = lines.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        List<string>? open = null;
        string language = "";
        foreach (string line in section)
        {
            if (open is not null && line == "```")
            {
                examples.Add(new Example(language, string.Concat(open.Select(text => text + "\n"))));
                open = null;
            }
            else if (open is not null) open.Add(line);
            else if (line.StartsWith("```", StringComparison.Ordinal)) (open, language) = ([], line[3..]);
        }
        return examples;
    }
}

/// <summary>A code block.</summary>
internal sealed record Example(string Language, string Text)
{
    /// <summary>For a definition that stands in a file of its own: the name in its first line, "# Cells/wake.cell.yaml".</summary>
    public string? FileName => Language == "yaml" && IsFileName(FirstLine) ? FirstLine[2..] : null;

    /// <summary>For the list of a file of weights: the file.</summary>
    public (string Path, byte[] Bytes)? Weights => Language == "text" ? WeightsText.File(Text) : null;

    private string FirstLine => Text.Split('\n')[0];

    private static bool IsFileName(string line) =>
        line.StartsWith("# ", StringComparison.Ordinal) && line.EndsWith(".cell.yaml", StringComparison.Ordinal);
}
