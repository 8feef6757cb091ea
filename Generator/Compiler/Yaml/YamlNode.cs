using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Yaml;

/// <summary>What a stretch of a definition's text is: a scalar (always a string), a map or a list.</summary>
public abstract record YamlNode(TextSpan Span)
{
    /// <summary>Text, with the place of each of its characters.</summary>
    public sealed record Scalar(TextSpan Span, MappedText Text, ScalarStyle Style) : YamlNode(Span)
    {
        public string Value => Text.Value;

        /// <summary>Nothing was written at all (quotes around nothing are something).</summary>
        public bool IsMissing => Style == ScalarStyle.Missing;
    }

    public sealed record Map(TextSpan Span, EquatableArray<YamlEntry> Entries, bool IsFlow) : YamlNode(Span);

    public sealed record List(TextSpan Span, EquatableArray<YamlNode> Items, bool IsFlow) : YamlNode(Span);

    /// <summary>Something that could not be read; the reader has reported it.</summary>
    /// <param name="Names">Those with which the entries of a map or a list in brackets begin.</param>
    public sealed record Broken(TextSpan Span, EquatableArray<Scalar> Names = default) : YamlNode(Span);
}

public sealed record YamlEntry(YamlNode.Scalar Key, YamlNode Value);

public enum ScalarStyle { Missing, Plain, SingleQuoted, DoubleQuoted, Block }
