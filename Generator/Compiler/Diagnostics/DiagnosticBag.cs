using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Diagnostics;

/// <summary>Collects the findings of one compilation, phase after phase.</summary>
public sealed class DiagnosticBag
{
    private readonly List<CellDiagnostic> _items = [];
    private readonly HashSet<CellDiagnostic> _known = [];
    private readonly HashSet<TextSpan> _spans = [];

    public IReadOnlyList<CellDiagnostic> Items => _items;

    public int ErrorCount { get; private set; }

    public bool HasErrors => ErrorCount > 0;

    public void Report(DiagnosticRule rule, TextSpan span, params string[] arguments) =>
        Report(rule, new DiagnosticPlace.Definition(span), arguments);

    public void Report(DiagnosticRule rule, TextSpan span, EquatableArray<Fix> fixes, params string[] arguments) =>
        Add(rule, new DiagnosticPlace.Definition(span), fixes, arguments);

    /// <summary>Reports at an argument of the attribute.</summary>
    public void ReportArgument(DiagnosticRule rule, string argument, params string[] arguments) =>
        Report(rule, new DiagnosticPlace.Argument(argument), arguments);

    public void ReportArgument(DiagnosticRule rule, string argument, EquatableArray<Fix> fixes, params string[] arguments) =>
        Add(rule, new DiagnosticPlace.Argument(argument), fixes, arguments);

    public void Report(DiagnosticRule rule, DiagnosticPlace place, params string[] arguments) => Add(rule, place, default, arguments);

    private void Add(DiagnosticRule rule, DiagnosticPlace place, EquatableArray<Fix> fixes, string[] arguments)
    {
        var diagnostic = new CellDiagnostic(rule, place, arguments.ToEquatableArray()) { Fixes = fixes };
        if (!_known.Add(diagnostic)) return;
        _items.Add(diagnostic);
        if (place is DiagnosticPlace.Definition definition) _spans.Add(definition.Span);
        if (rule.Severity == Severity.Error) ErrorCount++;
    }

    /// <summary>
    /// Reports a look-alike at its first place: where it is a name's or an operator's, all the others follow from it.
    /// </summary>
    public void ReportLookAlike(LookAlike found, TextSpan span)
    {
        if (_items.Exists(item => item.Rule == Rules.LookAlike && item.Arguments[0] == found.Character)) return;
        Report(Rules.LookAlike, span, found.Character, found.Name, found.Instead);
    }

    /// <summary>Something has been reported just there.</summary>
    public bool HasAt(TextSpan span) => _spans.Contains(span);

    /// <summary>In reading order: the type and the attribute's arguments first, then the definition from top to bottom.</summary>
    public EquatableArray<CellDiagnostic> Sorted() => _items.OrderBy(PositionOf).ToEquatableArray();

    private static int PositionOf(CellDiagnostic diagnostic) =>
        diagnostic.Place is DiagnosticPlace.Definition definition ? definition.Span.Start : -1;
}
