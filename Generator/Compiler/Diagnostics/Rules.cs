using System;
using System.Linq;
using System.Reflection;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Diagnostics;

/// <summary>
/// The catalogue: one rule for each kind of mistake. Ids are never reused, and each has a page under docs/diagnostics. A place that ends
/// a sentence, such as {1} in "There is no function '{0}'.{1}", takes a suggestion or nothing.
/// </summary>
public static partial class Rules
{
    /// <summary>Every rule, in order of ids.</summary>
    public static EquatableArray<DiagnosticRule> All => typeof(Rules).GetTypeInfo().DeclaredFields
        .Select(declared => declared.GetValue(null)).OfType<DiagnosticRule>()
        .OrderBy(rule => rule.Id, StringComparer.Ordinal).ToEquatableArray();

    private static DiagnosticRule Error(string id, string title, string format) => new(id, title, format, Severity.Error);

    private static DiagnosticRule Info(string id, string title, string format) => new(id, title, format, Severity.Info);

    private static DiagnosticRule Warning(string id, string title, string format) => new(id, title, format, Severity.Warning);
}
