using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace RnnGen.Tests.Documentation;

/// <summary>A fenced block of a document.</summary>
/// <param name="Language">The first word after the fence, such as <c>csharp</c>.</param>
/// <param name="Argument">The rest of that line, which no reader sees, such as <c>program</c>.</param>
/// <param name="Line">The line of the fence, from 1.</param>
internal sealed record Fence(string Language, string Argument, string Text, int Line);

/// <summary>What the tests read of a document: fenced blocks, links, marked regions.</summary>
internal static partial class Markdown
{
    /// <summary>README.md and what docs/ holds, as paths from the root.</summary>
    public static IReadOnlyList<string> Documents { get; } =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", .. Repository.Files("docs", "*.md")];

    public static IReadOnlyList<Fence> Fences(string markdown)
    {
        var fences = new List<Fence>();
        string[] lines = markdown.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (Opening().Match(lines[i]) is not { Success: true } opening) continue;
            int start = i++;
            var text = new StringBuilder();
            for (; i < lines.Length && lines[i].TrimEnd() != opening.Groups["fence"].Value; i++) text.Append(lines[i]).Append('\n');
            fences.Add(new Fence(opening.Groups["language"].Value, opening.Groups["argument"].Value, text.ToString(), start + 1));
        }

        return fences;
    }

    /// <summary>Targets of links and pictures outside of fenced blocks.</summary>
    public static IEnumerable<string> Links(string markdown) =>
        Link().Matches(Fenced().Replace(markdown, "")).Select(link => link.Groups["target"].Value);

    /// <summary>What a link may name behind '#', as GitHub makes it of the headings.</summary>
    public static IEnumerable<string> Anchors(string markdown) =>
        Heading().Matches(Fenced().Replace(markdown, ""))
            .Select(heading => NotOfAnchor().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>What stands between the markers of a generated region.</summary>
    public static string Region(string markdown, string name)
    {
        (int start, int end) = Bounds(markdown, name);
        return markdown[start..end];
    }

    /// <summary>The document with other text in a generated region.</summary>
    public static string WithRegion(string markdown, string name, string text)
    {
        (int start, int end) = Bounds(markdown, name);
        return markdown[..start] + text + markdown[end..];
    }

    private static (int Start, int End) Bounds(string markdown, string name)
    {
        string begin = $"<!-- generated: {name} -->\n";
        int start = markdown.IndexOf(begin, System.StringComparison.Ordinal) + begin.Length;
        int end = markdown.IndexOf($"<!-- end: {name} -->", System.StringComparison.Ordinal);
        Xunit.Assert.True(start >= begin.Length && end >= start, $"The document has no generated region '{name}'.");
        return (start, end);
    }

    [GeneratedRegex("^(?<fence>```+)(?<language>[a-z]+) *(?<argument>.*)$")]
    private static partial Regex Opening();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotOfAnchor();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
