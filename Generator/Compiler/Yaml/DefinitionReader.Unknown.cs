using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Yaml;

/// <summary>What is made of entries among the keys of a definition that are no keys.</summary>
public sealed partial class DefinitionReader
{
    /// <summary>Reports a key that there is not, and takes it for the one that was meant, unless that is there too.</summary>
    private void ReadUnknown(YamlEntry entry)
    {
        string key = entry.Key.Value;
        string? meant = ForeignKeys.Meant(key);
        if (!Names.IsName(key)) meant = ReadNoName(entry.Key);
        else if (entry.Value is YamlNode.Scalar { IsMissing: false } number && number.Value.All(Names.IsDigit) && meant != "rnngen")
        {
            _misplaced.Add(new SizeDefinition(new DefinitionName(key, entry.Key.Span), number.Text));
            string advice = $" A size stands under sizes, 'sizes: {{ {key}: {number.Value} }}'.";
            _diagnostics.Report(Rules.UnknownKey, entry.Key.Span, key, "in a definition", advice);
            return;
        }
        else
        {
            EquatableArray<Fix> fixes = meant is null || _entries.ContainsKey(meant) ? default : Fix.Write(entry.Key.Span, meant);
            _diagnostics.Report(Rules.UnknownKey, entry.Key.Span, fixes, key, "in a definition", ForeignKeys.AdviceFor(key));
        }
        if (meant is null || _entries.ContainsKey(meant)) return;
        // What is wrong with its value may be right for what was meant.
        bool fits = (meant, entry.Value) switch
        {
            ("sizes" or "parameters", YamlNode.Map or YamlNode.List) => true,
            ("outputs", YamlNode.Map { IsFlow: false }) => true,
            ("inputs" or "states" or "constants", YamlNode.Map) => true,
            ("equations" or "require", YamlNode.List { IsFlow: var isFlow }) => meant == "require" || !isFlow,
            (_, YamlNode.Scalar { IsMissing: false }) => !MapSections.Contains(meant),
            _ => false,
        };
        _entries.Add(meant, fits ? entry : entry with { Value = ValueReader.Silence(entry.Value) });
    }

    /// <summary>Reports a key in which a colon or a letter is another character; the key that was meant, or null.</summary>
    private string? ReadNoName(YamlNode.Scalar key)
    {
        int end = 0;
        while (end < key.Value.Length && Names.IsPart(key.Value[end])) end++;
        string name = key.Value.Substring(0, end);
        if (_values.TryReportLookAlike(key)) return ForeignKeys.Meant(name);
        int brace = key.Value.IndexOfAny(['{', '[']);
        if (brace > 0 && Names.IsName(key.Value.Substring(0, brace).TrimEnd()))
            _diagnostics.Report(Rules.FlowSyntax, key.Text.Map(brace, brace + 1), $"':' after the key '{name}'", $"'{key.Value[brace]}'");
        else _diagnostics.Report(Rules.UnknownKey, key.Span, key.Value, "in a definition", ForeignKeys.AdviceFor(key.Value));
        return ForeignKeys.Meant(name);
    }

    /// <summary>An entry that stands at the indentation of a key with nothing behind it, and is no key itself.</summary>
    private bool BelongsTo(YamlEntry above, YamlEntry entry)
    {
        string section = above.Key.Value;
        bool isEmpty = ValueOf(section) is YamlNode.Scalar { IsMissing: true } or YamlNode.Broken { Span.Length: 0 };
        return isEmpty && MapSections.Contains(section) && (section == "sizes" || ForeignKeys.Meant(entry.Key.Value) is null);
    }

    /// <summary>Reports the first such entry of a key, and gathers the names of all.</summary>
    private void ReadUnindented(string section, YamlEntry entry)
    {
        YamlEntry known = _entries[section];
        if (known.Value is YamlNode.Scalar) _diagnostics.Report(Rules.NotIndented, entry.Key.Span, section);
        var names = known.Value is YamlNode.Broken { Names: var found } ? found : default;
        _entries[section] = known with
        {
            Value = new YamlNode.Broken(new TextSpan(known.Value.Span.Start, 0), names.Concat([entry.Key]).ToEquatableArray()),
        };
    }
}
