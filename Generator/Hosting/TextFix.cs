using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace RnnGen.Hosting;

/// <summary>
/// A change of one file that mends a diagnostic. It travels from the generator to the editor's code fix in the diagnostic's properties:
/// two assemblies that share this file and nothing else.
/// </summary>
/// <param name="Path">The file, with '/'; a C# file of the project, or a cell file among its additional files.</param>
/// <param name="Old">What stands at <paramref name="Span"/>: where it does not any more, the text has been edited since.</param>
internal sealed record TextFix(string Title, string Path, TextSpan Span, string Old, string New)
{
    /// <summary>The rules that can carry fixes: an editor asks by id before it asks for a fix.</summary>
    public static readonly ImmutableArray<string> Ids =
        ["RNN004", "RNN005", "RNN027", "RNN055", "RNN061", "RNN100", "RNN101", "RNN103", "RNN150", "RNN155"];

    private const string Prefix = "RnnGen.Fix.";

    public static ImmutableDictionary<string, string?> ToProperties(IReadOnlyList<TextFix> fixes)
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        for (int i = 0; i < fixes.Count; i++)
        {
            TextFix fix = fixes[i];
            properties = properties
                .Add(Key(i, nameof(Title)), fix.Title)
                .Add(Key(i, nameof(Path)), fix.Path)
                .Add(Key(i, nameof(Span)), fix.Span.Start.ToString(CultureInfo.InvariantCulture))
                .Add(Key(i, nameof(Old)), fix.Old)
                .Add(Key(i, nameof(New)), fix.New);
        }

        return properties;
    }

    public static IEnumerable<TextFix> FromProperties(ImmutableDictionary<string, string?> properties)
    {
        for (int i = 0; properties.TryGetValue(Key(i, nameof(Title)), out string? title); i++)
        {
            string Value(string name) => properties[Key(i, name)] ?? "";
            int start = int.Parse(Value(nameof(Span)), NumberStyles.None, CultureInfo.InvariantCulture);
            string old = Value(nameof(Old));
            yield return new TextFix(title ?? "", Value(nameof(Path)), new TextSpan(start, old.Length), old, Value(nameof(New)));
        }
    }

    private static string Key(int index, string name) => Prefix + index.ToString(CultureInfo.InvariantCulture) + "." + name;
}
