using System.Linq;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Yaml;

/// <summary>Finds where one more parameter can be declared, in whatever style the definition declares its parameters.</summary>
internal static class ParameterInsertion
{
    /// <summary>Null where the parameters could not be read, or where there are neither parameters nor equations.</summary>
    public static InsertionPoint? Find(YamlNode.Map definition, string text)
    {
        if (definition.Entries.FirstOrDefault(entry => entry.Key.Value == "parameters") is not { } parameters)
            return definition.Entries.FirstOrDefault(entry => entry.Key.Value == "equations") is { } equations
                ? AsLineAbove(equations.Key, text, "parameters: [", "]")
                : null;
        return parameters.Value switch
        {
            YamlNode.List { Items: { Count: > 0 } items, IsFlow: true } => Behind(items[items.Count - 1].Span, text, ", ", ""),
            YamlNode.List { Items: { Count: > 0 } items } => AsLineAbove(items[0], text, "", "", "- "),
            YamlNode.Map { Entries: { Count: > 0 } entries, IsFlow: true } => Behind(entries[entries.Count - 1], text),
            YamlNode.Map { Entries: { Count: > 0 } entries } => AsLineAbove(entries[0].Key, text, "", ":"),
            YamlNode.List list => new InsertionPoint(list.Span, "[", "]"),
            YamlNode.Map map => new InsertionPoint(map.Span, "{ ", ": }"),
            _ => null,
        };
    }

    private static InsertionPoint Behind(TextSpan span, string text, string before, string after) =>
        new(span, text.Substring(span.Start, span.Length) + before, after);

    /// <summary>A blank follows a key's colon, also where no value does.</summary>
    private static InsertionPoint Behind(YamlEntry last, string text)
    {
        TextSpan span = TextSpan.FromBounds(last.Key.Span.Start, last.Value.Span.End);
        bool isMissing = last.Value is YamlNode.Scalar { IsMissing: true };
        bool isBlank = span.End < text.Length && char.IsWhiteSpace(text[span.End]);
        return Behind(span, text, isMissing ? " , " : ", ", isBlank ? ":" : ": ");
    }

    /// <summary>The first line of a block is the surest place: nothing can stand between it and its key.</summary>
    /// <param name="dash">What stands before the node on its own line, and so before the new name.</param>
    private static InsertionPoint AsLineAbove(YamlNode node, string text, string before, string after, string dash = "")
    {
        int line = node.Span.Start;
        while (line > 0 && text[line - 1] is not ('\n' or '\r')) line--;
        int content = line;
        while (text[content] == ' ') content++;
        string indentation = text.Substring(line, content - line);
        return new InsertionPoint(node.Span, before, $"{after}\n{indentation}{dash}{text.Substring(node.Span.Start, node.Span.Length)}");
    }
}
