using System.IO;
using System.Linq;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RnnGen.Tests.Yaml;

/// <summary>Shows what readers make of a document, in a form that tells texts, lists and maps apart.</summary>
internal static class YamlText
{
    /// <summary>What YamlDotNet refuses although it is YAML.</summary>
    public const string Skipped = "skipped";

    /// <summary>By RnnGen's reader; null where it reports anything.</summary>
    public static string? Ours(string text)
    {
        var diagnostics = new DiagnosticBag();
        var node = YamlReader.Read(text, diagnostics);
        return diagnostics.Items.Count > 0 ? null : node is null ? "nothing" : Show(node);
    }

    /// <summary>By YamlDotNet; null where it throws, <see cref="Skipped"/> where it should not.</summary>
    public static string? Theirs(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 ? "nothing" : Show(stream.Documents.Single().RootNode);
        }
        catch (YamlException wrong)
        {
            return IsTooStrict(wrong) ? Skipped : null;
        }
    }

    /// <summary>YAML 1.2 allows a plain key 'k *', and blank lines above a block that are indented as its text is.</summary>
    private static bool IsTooStrict(YamlException wrong) =>
        wrong.Message.Contains("multiline plain scalar, found invalid mapping") || wrong.Message.Contains("extra spaces in first line");

    private static string Show(RnnGen.Compiler.Yaml.YamlNode node) => node switch
    {
        RnnGen.Compiler.Yaml.YamlNode.Scalar scalar => Quote(scalar.Value),
        RnnGen.Compiler.Yaml.YamlNode.List list => $"[{string.Join(", ", list.Items.Select(Show))}]",
        RnnGen.Compiler.Yaml.YamlNode.Map map =>
            $"{{{string.Join(", ", map.Entries.Select(entry => $"{Quote(entry.Key.Value)}: {Show(entry.Value)}"))}}}",
        _ => "broken",
    };

    private static string Show(YamlDotNet.RepresentationModel.YamlNode node) => node switch
    {
        YamlScalarNode scalar => Quote(scalar.Value ?? ""),
        YamlSequenceNode list => $"[{string.Join(", ", list.Children.Select(Show))}]",
        YamlMappingNode map => $"{{{string.Join(", ", map.Children.Select(entry => $"{Show(entry.Key)}: {Show(entry.Value)}"))}}}",
        _ => node.ToString(),
    };

    private static string Quote(string value) => "\"" + value.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\"", "\\\"") + "\"";
}
