using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Yaml;

/// <summary>Reads the keys of maps that are written by indentation.</summary>
internal sealed class KeyReader(YamlSource source, ScalarReader scalars)
{
    /// <summary>Reads the key at the position and stops at its colon; null, with a report, where there is none.</summary>
    public YamlNode.Scalar? Read()
    {
        int start = source.Position;
        YamlNode.Scalar? key = source.Current is '"' or '\'' ? scalars.ReadQuoted() : ReadPlain(source.RestOfLine(start));
        if (key is null) return null;
        source.SkipSpaces();
        if (source.Current == ':' && source.IsBlank(source.Position + 1)) return CheckMerge(key);
        if (source.Current == ':') source.Diagnostics.Report(Rules.MissingSpace, new TextSpan(source.Position, 1), ":");
        else ReportNoKey(source.RestOfLine(start));
        return null;
    }

    /// <summary>The name that begins a line whose key could not be read, as <c>y</c> of <c>y:3</c>; null where there is none.</summary>
    public YamlNode.Scalar? Recover(int start)
    {
        int end = start;
        while (Names.IsPart(source.At(end))) end++;
        TextSpan span = TextSpan.FromBounds(start, end);
        return source.At(end) == ':' && Names.IsName(source.TextOf(span)) ? scalars.Plain(span) : null;
    }

    /// <summary>The colon that ends a plain key, or -1.</summary>
    public int FindColon(TextSpan line)
    {
        for (int i = line.Start; i < line.End; i++)
            if (source.At(i) == ':' && source.IsBlank(i + 1)) return i;
        return -1;
    }

    /// <summary>A line that other languages take for a comment: // or /*</summary>
    public bool BeginsForeignComment(int start) => source.At(start) == '/' && source.At(start + 1) is '/' or '*';

    /// <summary>The text begins as 'key:value' does.</summary>
    public static bool HasGluedColon(string text)
    {
        int colon = text.IndexOf(':');
        int other = text.IndexOfAny([' ', '(', '"', '\'']);
        return colon > 0 && (other < 0 || other > colon);
    }

    private YamlNode.Scalar? ReadPlain(TextSpan line)
    {
        int colon = FindColon(line);
        bool isOther = source.Current is '[' or '{' || (colon < 0 && source.Current == '-');
        if (!isOther && !scalars.CheckStart(line)) return null;
        // A colon without a space behind it belongs to the key for YAML; no key here has one.
        if (isOther || colon < 0 || source.Text.IndexOf(':', line.Start, colon - line.Start) >= 0)
        {
            ReportNoKey(line);
            return null;
        }
        source.Position = colon;
        int end = colon;
        while (end > line.Start && source.IsBlank(end - 1)) end--;
        return scalars.Plain(TextSpan.FromBounds(line.Start, end));
    }

    private YamlNode.Scalar? CheckMerge(YamlNode.Scalar key)
    {
        if (key is not { Value: "<<", Style: ScalarStyle.Plain }) return key;
        source.Diagnostics.Report(Rules.UnsupportedYaml, key.Span, "<<", "a merge", "write the keys themselves");
        return null;
    }

    private void ReportNoKey(TextSpan span)
    {
        string text = source.TextOf(span);
        int colon = span.Start + text.IndexOf(':');
        if (BeginsForeignComment(span.Start))
            source.Diagnostics.Report(Rules.ForeignComment, new TextSpan(span.Start, 2), text.Substring(0, 2));
        else if (colon < span.Start && LookAlikes.FirstIn(text) is { } lookAlike)
            source.Diagnostics.ReportLookAlike(lookAlike, new TextSpan(span.Start + lookAlike.Position, lookAlike.Character.Length));
        else if (HasGluedColon(text)) source.Diagnostics.Report(Rules.MissingSpace, new TextSpan(colon, 1), ":");
        else source.Diagnostics.Report(Rules.ExpectedKey, span, text);
    }
}
