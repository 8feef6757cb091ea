using System.Collections.Concurrent;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnGen.Compiler.Diagnostics;

namespace RnnGen.Hosting;

/// <summary>The compiler's rules in Roslyn's terms.</summary>
internal static class Descriptors
{
    public const string Category = "RnnGen";

    private const string HelpFolder = "https://github.com/rnngen/rnngen/blob/main/docs/diagnostics/";

    private static readonly ConcurrentDictionary<DiagnosticRule, DiagnosticDescriptor> s_descriptors = new();

    private static readonly ConcurrentDictionary<DiagnosticRule, DiagnosticDescriptor> s_hidden = new();

    public static DiagnosticDescriptor Of(DiagnosticRule rule) => s_descriptors.GetOrAdd(rule, Create);

    public static Diagnostic ToDiagnostic(LocatedDiagnostic found, Compilation compilation) => Diagnostic.Create(
        found.IsPointer ? HiddenOf(WithWay(found)) : Of(WithWay(found)),
        ToLocation(found.Position, compilation),
        TextFix.ToProperties(found.Fixes),
        found.Arguments.Append(found.Way).ToArray<object>());

    /// <summary>The rule with a place behind its message for the way to an inner cell; the rule itself where there is none.</summary>
    private static DiagnosticRule WithWay(LocatedDiagnostic found)
    {
        if (found.Way.Length == 0) return found.Rule;
        string place = found.Arguments.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return found.Rule with { MessageFormat = $"{found.Rule.MessageFormat}{{{place}}}" };
    }

    /// <summary>Never shown, whatever severity a project gives the rule: it only carries fixes.</summary>
    private static DiagnosticDescriptor HiddenOf(DiagnosticRule rule) => s_hidden.GetOrAdd(rule, static r => new DiagnosticDescriptor(
        r.Id, r.Title, r.MessageFormat, Category, DiagnosticSeverity.Hidden, isEnabledByDefault: true,
        helpLinkUri: HelpFolder + r.Id + ".md", customTags: WellKnownDiagnosticTags.NotConfigurable));

    private static DiagnosticDescriptor Create(DiagnosticRule rule) => new(
        rule.Id,
        rule.Title,
        rule.MessageFormat,
        Category,
        ToRoslyn(rule.Severity),
        isEnabledByDefault: true,
        helpLinkUri: HelpFolder + rule.Id + ".md");

    private static DiagnosticSeverity ToRoslyn(Severity severity) => severity switch
    {
        Severity.Error => DiagnosticSeverity.Error,
        Severity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Info,
    };

    /// <summary>A location that knows its tree, so that #pragma warning and .editorconfig apply to it.</summary>
    private static Location ToLocation(DiagnosticPosition position, Compilation compilation)
    {
        if (position is DiagnosticPosition.File file) return Location.Create(file.Path, file.Span, file.Lines);
        SourcePlace place = ((DiagnosticPosition.Source)position).Place;
        SyntaxTree? tree = compilation.SyntaxTrees.FirstOrDefault(t => t.FilePath == place.Path && place.Span.End <= t.Length);
        return tree is null ? Location.None : Location.Create(tree, place.Span);
    }
}
