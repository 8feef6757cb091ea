using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Yaml;

/// <summary>Reads the values of a definition's keys; what is of a wrong kind is reported and left out.</summary>
internal sealed class ValueReader(DiagnosticBag diagnostics)
{
    /// <param name="expected">What the value of <paramref name="key"/> is, for people: "a text".</param>
    public MappedText? Text(YamlNode node, string key, string expected)
    {
        if (node is YamlNode.Scalar { IsMissing: false } scalar) return scalar.Text;
        return Wrong<MappedText?>(node, key, expected);
    }

    /// <summary>Reports a value of the wrong kind, unless the reader could not read it and said so.</summary>
    public T? Wrong<T>(YamlNode node, string key, string expected)
    {
        ReportKind(node, key, expected);
        return default;
    }

    /// <inheritdoc cref="Wrong"/>
    public void ReportKind(YamlNode node, string key, string expected)
    {
        if (node is not YamlNode.Broken) diagnostics.Report(Rules.WrongValueKind, PlaceOf(node), key, expected, Kind(node));
    }

    /// <summary>The entries of a map whose keys are names.</summary>
    public IEnumerable<(DefinitionName Name, YamlNode Value)> Named(YamlNode.Map map) =>
        map.Entries.Where(entry => Check(entry.Key)).Select(entry => (NameOf(entry.Key), entry.Value)).ToList();

    /// <summary>The items of a list of names.</summary>
    public IEnumerable<DefinitionName> Names(YamlNode.List list, string key)
    {
        var names = new List<DefinitionName>();
        foreach (YamlNode item in list.Items)
        {
            if (item is not YamlNode.Scalar { IsMissing: false } scalar) Wrong<string>(item, key, "a list of names");
            else if (ForeignShapes.NamesIn(scalar.Value) is { } several)
            {
                diagnostics.Report(Rules.MissingComma, scalar.Span, scalar.Value, string.Join(", ", several));
                names.AddRange(several.Select(name => new DefinitionName(name, scalar.Span)));
            }
            else if (Check(scalar)) names.Add(NameOf(scalar));
        }
        return names;
    }

    /// <summary>What seem to be names in a value that is no map of names or could not be read; none is reported.</summary>
    public static IEnumerable<DefinitionName> Recover(YamlNode node) => NamesOf(node).Select(NameOf);

    /// <summary>A value of which nothing is to be reported any more; the names in it are kept.</summary>
    public static YamlNode.Broken Silence(YamlNode node) => new(node.Span, NamesOf(node).ToEquatableArray());

    private static IEnumerable<YamlNode.Scalar> NamesOf(YamlNode node)
    {
        IEnumerable<YamlNode> names = node switch
        {
            YamlNode.Broken broken => broken.Names,
            YamlNode.Map map => map.Entries.Select(entry => entry.Key),
            YamlNode.List list => list.Items,
            _ => [node],
        };
        return names.OfType<YamlNode.Scalar>().Where(name => Definitions.Names.IsName(name.Value));
    }

    /// <summary>A shape: <c>[]</c>, <c>n</c> or <c>[n]</c>, <c>[m, n]</c>; null when it is none.</summary>
    /// <param name="most">Extents that it may have.</param>
    public ShapeDefinition? Shape(YamlNode node, string key, int most = 2)
    {
        const string Expected = "a shape, such as 'n', '[n]', '[m, n]' or '[]'";
        if (node is YamlNode.Scalar { IsMissing: false } scalar)
            return CheckForm(scalar) ? new ShapeDefinition(EquatableArray.Of(scalar.Text), scalar.Span) : null;
        if (node is not YamlNode.List list) return Wrong<ShapeDefinition>(node, key, Expected);
        var extents = new List<MappedText>();
        foreach (YamlNode item in list.Items)
        {
            if (item is not YamlNode.Scalar { IsMissing: false } extent) return Wrong<ShapeDefinition>(item, key, Expected);
            if (!CheckForm(extent)) return null;
            extents.Add(extent.Text);
        }
        if (extents.Count <= most) return new ShapeDefinition(extents.ToEquatableArray(), list.Span);
        diagnostics.Report(Rules.TooManyExtents, list.Span);
        return null;
    }

    /// <summary>The first so many of a key's declarations; those beyond are reported.</summary>
    /// <param name="kind">What they are, for people: "inputs".</param>
    public EquatableArray<T> Limited<T>(
        EquatableArray<T> declarations, string kind, System.Func<T, TextSpan> place, int most = Limits.Declarations)
    {
        if (declarations.Count <= most) return declarations;
        diagnostics.Report(Rules.TooManyDeclarations, place(declarations[most]), Number(declarations.Count), kind, Number(most));
        return declarations.Take(most).ToEquatableArray();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reports several extents that are not written as a list.</summary>
    private bool CheckForm(YamlNode.Scalar extent)
    {
        if (ForeignShapes.Extents(extent.Value) is not { } several) return true;
        diagnostics.Report(Rules.ShapeForm, extent.Span, extent.Value, string.Join(", ", several));
        return false;
    }

    private static DefinitionName NameOf(YamlNode.Scalar scalar) => new(scalar.Value, scalar.Span);

    private bool Check(YamlNode.Scalar name)
    {
        bool isName = Definitions.Names.IsName(name.Value);
        if (isName && name.Value.Length <= Limits.Name) return true;
        if (isName)
        {
            diagnostics.Report(Rules.NameTooLong, name.Span, Number(name.Value.Length), Number(Limits.Name));
            return false;
        }
        if (!TryReportLookAlike(name)) diagnostics.Report(Rules.WrongName, name.Span, name.Value);
        return false;
    }

    /// <summary>Reports the first character that looks like another one; false where there is none.</summary>
    public bool TryReportLookAlike(YamlNode.Scalar text)
    {
        if (LookAlikes.FirstIn(text.Value) is not { } found) return false;
        TextSpan place = text.Text.Map(found.Position, found.Position + found.Character.Length);
        diagnostics.ReportLookAlike(found, place);
        return true;
    }

    /// <summary>Of a map or a list over several lines, the first key or item.</summary>
    private static TextSpan PlaceOf(YamlNode node) => node switch
    {
        YamlNode.Map { IsFlow: false, Entries: { Count: > 0 } entries } => entries[0].Key.Span,
        YamlNode.List { IsFlow: false, Items: { Count: > 0 } items } => PlaceOf(items[0]),
        _ => node.Span,
    };

    private static string Kind(YamlNode node) => node switch
    {
        YamlNode.Scalar { IsMissing: true } => "nothing",
        YamlNode.Scalar => "a text",
        YamlNode.List => "a list",
        _ => "a map",
    };
}
