using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Composition;

/// <summary>
/// Writes repeats out, turn by turn, and names with an index as names of their own, such as <c>s[2]</c>. Without an index a name is all
/// of its parts, joined. Parameters of three extents become matrices one below the other.
/// </summary>
internal sealed class Repeats
{
    private readonly CellSyntax _syntax;
    private readonly DiagnosticBag _diagnostics;
    private readonly IndexValues _values;
    private readonly Dictionary<string, SortedSet<int>> _members = [];
    private readonly HashSet<(TextSpan Target, int Index)> _assigned = [];
    private readonly HashSet<string> _wholes = [];
    private readonly Dictionary<string, TensorSyntax> _matrices;
    private readonly List<EquationSyntax> _equations = [];

    private Repeats(CellSyntax syntax, EquatableArray<SizeArgument> arguments, DiagnosticBag diagnostics)
    {
        (_syntax, _diagnostics) = (syntax, diagnostics);
        _values = new IndexValues(syntax, arguments, diagnostics);
        _matrices = syntax.Parameters.Where(parameter => parameter.Shape is { Extents.Count: 3 })
            .GroupBy(parameter => parameter.Name.Text).ToDictionary(same => same.Key, same => same.First());
    }

    /// <param name="arguments">The sizes that the attribute sets; none for a cell inside another one.</param>
    public static CellSyntax Expand(CellSyntax syntax, EquatableArray<SizeArgument> arguments, DiagnosticBag diagnostics)
    {
        bool isNeeded = syntax.Equations.Any(e => e.Repeat is not null || e.Targets.Any(target => target.Index is not null))
            || syntax.Parameters.Any(parameter => parameter.Shape is { Extents.Count: 3 });
        if (!isNeeded) return syntax;
        // Where something could not be parsed, what seems to be missing may stand there.
        return new Repeats(syntax, arguments, syntax.IsComplete ? diagnostics : new DiagnosticBag()).Expand();
    }

    private CellSyntax Expand()
    {
        int errors = _diagnostics.ErrorCount;
        CheckIndices();
        var turns = new RepeatTurns(_syntax, _values, _diagnostics);
        // An index that means something else makes mistakes of what reads it.
        if (_diagnostics.ErrorCount == errors)
            foreach (var (equation, _) in turns.All()) Collect(equation);
        CheckPlain();
        if (_diagnostics.ErrorCount == errors)
        {
            var expressions = new IndexedExpressions(_members, _matrices, _wholes, _values, _diagnostics);
            foreach (var (equation, isFirst) in turns.All()) _equations.Add(expressions.Fill(equation, reportsWholes: isFirst));
            var outputs = _syntax.Outputs.Select(expressions.Fill).ToEquatableArray();
            foreach (string name in _wholes.Concat(States())) Join(name);
            return Build(outputs);
        }
        return Build(_syntax.Outputs) with { Equations = default, IsComplete = false };
    }

    private CellSyntax Build(EquatableArray<OutputSyntax> outputs) => _syntax with
    {
        Equations = _equations.ToEquatableArray(),
        Outputs = outputs,
        Parameters = _syntax.Parameters.Select(Stacked).ToEquatableArray(),
        Requirements = _syntax.Requirements.Concat(_values.Requirements).ToEquatableArray(),
    };

    /// <summary>[n, a, b] becomes [n * a, b].</summary>
    private static TensorSyntax Stacked(TensorSyntax parameter)
    {
        if (parameter.Shape is not { Extents: { Count: 3 } extents } shape) return parameter;
        SizeSyntax rows = new SizeSyntax.Binary(shape.Span, "*", extents[0], extents[1]);
        return parameter with { Blocks = extents[0], Shape = shape with { Extents = EquatableArray.Of(rows, extents[2]) } };
    }

    private void CheckIndices()
    {
        foreach (RepeatSyntax head in _syntax.Equations.SelectMany(e => e.Repeat?.Chain() ?? []).Distinct())
        {
            string name = head.Index;
            string? taken = head.Chain().Skip(1).Any(around => around.Index == name) ? "the index of the repeat around it"
                : (_syntax.Definition.Sizes ?? default).Any(size => size.Name.Text == name) ? "a size"
                : _syntax.Inputs.Concat(_syntax.States).Concat(_syntax.Parameters).Any(tensor => tensor.Name.Text == name) ? "declared"
                : _syntax.Constants.Any(constant => constant.Name.Text == name) ? "a constant"
                : _syntax.Equations.SelectMany(e => e.Targets).Any(target => target.Name == name) ? "assigned by an equation"
                : null;
            if (taken is not null) _diagnostics.Report(Rules.IndexTaken, head.IndexSpan, name, taken);
        }
    }

    /// <summary>Notes the parts of names that have an index, and reports an equation that assigns one of them in two turns.</summary>
    private void Collect(EquationSyntax equation)
    {
        foreach (TargetSyntax target in equation.Targets.Where(target => target.Index is not null))
        {
            if (_values.Of(target.Index!) is not { } index) continue;
            if (!_members.TryGetValue(target.Name, out SortedSet<int>? known)) _members.Add(target.Name, known = []);
            if (!_assigned.Add((target.Span, index))) ReportEachTurn(target, equation.Repeat!);
            if (index >= 0) known.Add(index);
            else _diagnostics.Report(Rules.NoMember, target.Span, target.Name, Text(index), "the first index is 0");
        }
    }

    /// <summary>Reports what is assigned without an index where it needs one.</summary>
    private void CheckPlain()
    {
        foreach (EquationSyntax equation in _syntax.Equations)
        {
            if (equation.Repeat is not null) CheckRuns(equation);
            foreach (TargetSyntax target in equation.Targets.Where(target => target.Index is null))
            {
                if (equation.Repeat is { } head) ReportEachTurn(target, head);
                else if (_members.ContainsKey(target.Name)) _diagnostics.Report(Rules.IndexedAndPlain, target.Span, target.Name);
            }
        }
    }

    private void ReportEachTurn(TargetSyntax target, RepeatSyntax head)
    {
        bool isState = _syntax.States.Any(state => state.Name.Text == target.Name);
        _diagnostics.Report(Rules.AssignedEachTurn, target.Span, target.Name, IndexOfTurn(head),
            isState ? ", and the state all of them, joined; else assign it below the repeat" : "");
    }

    /// <summary>A number that each turn has for itself: k, and k * n + l in a repeat inside another one.</summary>
    private static string IndexOfTurn(RepeatSyntax head)
    {
        if (head.Outer is not { } outer) return head.Index;
        string around = IndexOfTurn(outer), end = head.End.All(c => char.IsLetterOrDigit(c) || c == '_') ? head.End : $"({head.End})";
        return $"{(outer.Outer is null ? around : $"({around})")} * {end} + {head.Index}";
    }

    /// <summary>Reports cells that run in a repeat: each takes one step.</summary>
    private void CheckRuns(EquationSyntax equation)
    {
        foreach (ExpressionSyntax.Call call in EquationGraph.Subexpressions(equation.Value).OfType<ExpressionSyntax.Call>())
            if (_syntax.Definition.Cells.Any(cell => cell.Name.Text == call.Function))
                _diagnostics.Report(Rules.CellInRepeat, call.FunctionSpan, call.Function);
    }

    /// <summary>States that are assigned by parts.</summary>
    private IEnumerable<string> States() => _syntax.States.Select(state => state.Name.Text)
        .Where(name => _members.ContainsKey(name) && !_wholes.Contains(name)).Distinct();

    /// <summary>s = [s[0]; s[1]; …], behind the last of its parts.</summary>
    private void Join(string name)
    {
        string[] parts = [.. _members[name].Select(index => IndexedExpressions.NameOf(name, index))];
        int last = _equations.FindLastIndex(e => e.Targets.Any(target => parts.Contains(target.Name)));
        TextSpan span = _equations[last].Targets.First(target => parts.Contains(target.Name)).Span;
        ExpressionSyntax[] items = [.. parts.Select(part => new ExpressionSyntax.Name(span, part, IsPrevious: false))];
        _equations.Insert(last + 1, new EquationSyntax(
            EquatableArray.Of(new TargetSyntax(name, span)), new ExpressionSyntax.Join(span, items.ToEquatableArray()), span,
            $"{name} = [{string.Join("; ", parts)}]"));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
