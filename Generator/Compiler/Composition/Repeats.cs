using System.Collections.Generic;
using System.Globalization;
using System.Linq;
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
        foreach (var (equation, _) in Turns()) Collect(equation);
        CheckPlain();
        if (_diagnostics.ErrorCount == errors)
        {
            var expressions = new IndexedExpressions(_members, _matrices, _wholes, _values, _diagnostics);
            foreach (var (equation, isFirst) in Turns())
            {
                if (_equations.Count == Limits.Equations) { ReportTooMany(equation); break; }
                _equations.Add(expressions.Fill(equation, reportsWholes: isFirst));
            }
            _values.Index = null;
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

    /// <summary>The equations in the order in which they run, with the index at its number; a body in its first turn is marked.</summary>
    private IEnumerable<(EquationSyntax Equation, bool IsFirst)> Turns()
    {
        for (int i = 0; i < _syntax.Equations.Count;)
        {
            _values.Index = null;
            if (_syntax.Equations[i].Repeat is not { } head)
            {
                yield return (_syntax.Equations[i++], true);
                continue;
            }
            int first = i;
            while (i < _syntax.Equations.Count && _syntax.Equations[i].Repeat == head) i++;
            if (_values.Of(head.From) is not { } from || _values.Of(head.To) is not { } to) continue;
            // More turns than equations are allowed are too many whatever is in them.
            for (int turn = from; turn < to && turn <= from + Limits.Equations; turn++)
            {
                _values.Index = (head.Index, turn);
                for (int k = first; k < i; k++) yield return (_syntax.Equations[k], turn == from);
            }
        }
        _values.Index = null;
    }

    private void CheckIndices()
    {
        foreach (RepeatSyntax head in _syntax.Equations.Select(e => e.Repeat).OfType<RepeatSyntax>().Distinct())
        {
            string name = head.Index;
            string? taken = (_syntax.Definition.Sizes ?? default).Any(size => size.Name.Text == name) ? "a size"
                : _syntax.Inputs.Concat(_syntax.States).Concat(_syntax.Parameters).Any(tensor => tensor.Name.Text == name) ? "declared"
                : _syntax.Constants.Any(constant => constant.Name.Text == name) ? "a constant"
                : _syntax.Equations.SelectMany(e => e.Targets).Any(target => target.Name == name) ? "assigned by an equation"
                : null;
            if (taken is not null) _diagnostics.Report(Rules.IndexTaken, head.IndexSpan, name, taken);
        }
    }

    /// <summary>Notes the parts of names that have an index.</summary>
    private void Collect(EquationSyntax equation)
    {
        foreach (TargetSyntax target in equation.Targets.Where(target => target.Index is not null))
        {
            if (_values.Of(target.Index!) is not { } index) continue;
            if (!_members.TryGetValue(target.Name, out SortedSet<int>? known)) _members.Add(target.Name, known = []);
            if (index >= 0) known.Add(index);
            else _diagnostics.Report(Rules.NoMember, target.Span, target.Name, Text(index), "the first index is 0");
        }
    }

    /// <summary>Reports what is assigned without an index where it needs one.</summary>
    private void CheckPlain()
    {
        foreach (EquationSyntax equation in _syntax.Equations)
        {
            foreach (TargetSyntax target in equation.Targets.Where(target => target.Index is null))
            {
                if (equation.Repeat is { } head)
                {
                    bool isState = _syntax.States.Any(state => state.Name.Text == target.Name);
                    _diagnostics.Report(Rules.AssignedEachTurn, target.Span, target.Name, head.Index,
                        isState ? ", and the state all of them, joined; else assign it below the repeat" : "");
                }
                else if (_members.ContainsKey(target.Name)) _diagnostics.Report(Rules.IndexedAndPlain, target.Span, target.Name);
            }
        }
    }

    private void ReportTooMany(EquationSyntax equation) => _diagnostics.Report(
        Rules.TooManyEquations, equation.Repeat?.Span ?? equation.Span, Text(Limits.Equations), " when its repeats are written out");

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
