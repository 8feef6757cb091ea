using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Composition;

/// <summary>One turn of a repeat: its equations with the number of the turn for the index.</summary>
/// <param name="members">By name, the indices that are assigned.</param>
/// <param name="matrices">The parameters of three extents.</param>
/// <param name="wholes">Gets the names with an index that are read without one.</param>
internal sealed class IndexedExpressions(
    IReadOnlyDictionary<string, SortedSet<int>> members, IReadOnlyDictionary<string, TensorSyntax> matrices, HashSet<string> wholes,
    IndexValues values, DiagnosticBag diagnostics)
{
    private bool _reportsWholes;

    public static string NameOf(string name, int index) => $"{name}[{index.ToString(CultureInfo.InvariantCulture)}]";

    /// <param name="reportsWholes">Whether mistakes that every turn has are reported: once is enough.</param>
    public EquationSyntax Fill(EquationSyntax equation, bool reportsWholes)
    {
        _reportsWholes = reportsWholes;
        return equation with
        {
            Targets = equation.Targets.Select(Fill).ToEquatableArray(),
            Value = Fill(equation.Value),
            Text = equation.Repeat is { } head ? $"{head.Text} {equation.Text}" : equation.Text,
            Repeat = null,
        };
    }

    public OutputSyntax Fill(OutputSyntax output)
    {
        _reportsWholes = true;
        if (output.Value is { } value) return output with { Value = Fill(value) };
        if (members.ContainsKey(output.Name.Text)) wholes.Add(output.Name.Text);
        return output;
    }

    private TargetSyntax Fill(TargetSyntax target) => target.Index is { } index && values.Of(index) is { } number
        ? new TargetSyntax(NameOf(target.Name, number), target.Span)
        : target;

    private ExpressionSyntax Fill(ExpressionSyntax expression) => expression switch
    {
        ExpressionSyntax.Name { IsPrevious: false } name => Fill(name),
        ExpressionSyntax.Slice { Operand: ExpressionSyntax.Name { IsPrevious: false } name, End: null } indexed
            when members.TryGetValue(name.Identifier, out SortedSet<int>? known) => Member(indexed, name, known),
        ExpressionSyntax.Slice { Operand: ExpressionSyntax.Name { IsPrevious: false } name, End: null } indexed
            when matrices.TryGetValue(name.Identifier, out TensorSyntax? parameter) => Matrix(indexed, parameter.Shape!.Extents[1]),
        ExpressionSyntax.Slice slice => slice with
        {
            Operand = Fill(slice.Operand),
            Start = values.Fill(slice.Start),
            End = slice.End is null ? null : values.Fill(slice.End),
        },
        ExpressionSyntax.Negate negate => negate with { Operand = Fill(negate.Operand) },
        ExpressionSyntax.Binary binary => binary with { Left = Fill(binary.Left), Right = Fill(binary.Right) },
        ExpressionSyntax.Comparison comparison => comparison with { Left = Fill(comparison.Left), Right = Fill(comparison.Right) },
        ExpressionSyntax.Call call => call with
        {
            Arguments = call.Arguments.Select(Fill).ToEquatableArray(),
            Sizes = call.Sizes.Select(values.Fill).ToEquatableArray(),
        },
        ExpressionSyntax.Join join => join with { Items = join.Items.Select(Fill).ToEquatableArray() },
        _ => expression,
    };

    private ExpressionSyntax Fill(ExpressionSyntax.Name name)
    {
        if (values.TurnOf(name.Identifier) is { } turn)
            return new ExpressionSyntax.Number(name.Span, turn, turn.ToString(CultureInfo.InvariantCulture));
        if (members.ContainsKey(name.Identifier)) wholes.Add(name.Identifier);
        if (!matrices.ContainsKey(name.Identifier)) return name;
        if (_reportsWholes)
            diagnostics.Report(Rules.MatricesWithoutIndex, name.Span, name.Identifier, values.Index ?? "0");
        return new ExpressionSyntax.Missing(name.Span);
    }

    private ExpressionSyntax Member(ExpressionSyntax.Slice indexed, ExpressionSyntax.Name name, SortedSet<int> known)
    {
        if (values.Of(indexed.Start) is not { } index) return new ExpressionSyntax.Missing(indexed.Span);
        if (known.Contains(index)) return new ExpressionSyntax.Name(indexed.Span, NameOf(name.Identifier, index), IsPrevious: false);
        string there = known.Count == 1 ? $"there is '{NameOf(name.Identifier, known.Min)}' alone"
            : $"the first is '{NameOf(name.Identifier, known.Min)}' and the last '{NameOf(name.Identifier, known.Max)}'";
        diagnostics.Report(
            Rules.NoMember, indexed.Start.Span, name.Identifier, index.ToString(CultureInfo.InvariantCulture), there);
        return new ExpressionSyntax.Missing(indexed.Span);
    }

    /// <summary>W[k] = W[k * rows..(k + 1) * rows]</summary>
    private ExpressionSyntax.Slice Matrix(ExpressionSyntax.Slice indexed, SizeSyntax rows)
    {
        SizeSyntax index = values.Fill(indexed.Start);
        var next = new SizeSyntax.Binary(index.Span, "+", index, new SizeSyntax.Integer(index.Span, "1"));
        return indexed with
        {
            Start = new SizeSyntax.Binary(index.Span, "*", index, rows),
            End = new SizeSyntax.Binary(index.Span, "*", next, rows),
        };
    }
}
