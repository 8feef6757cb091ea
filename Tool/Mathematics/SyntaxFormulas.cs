using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Tool.Mathematics;

/// <summary>The equations of a definition, with its own names of constants and sizes.</summary>
internal sealed class SyntaxFormulas(SymbolTable symbols)
{
    /// <summary>The functions whose values have another rank than their arguments, by that rank.</summary>
    private static readonly string[][] s_ofRank =
    [
        ["sum", "mean", "norm", "dot", "count", "trace"],
        ["rowsums", "columnsums", "rowmeans", "columnmeans", "rowmax", "columnmax", "rowmin", "columnmin", "diagonal"],
        ["rows", "columns", "diag"],
    ];

    public IEnumerable<FormulaLine> Of(CellSyntax cell)
    {
        foreach (EquationSyntax equation in cell.Equations.Where(equation => equation.Targets.Count > 0))
        {
            Formula[] targets = [.. equation.Targets.Select(target => symbols.Value(target.Name, isPrevious: false))];
            Formula left = targets.Length == 1 ? targets[0] : new Formula.Tuple(EquatableArray.Of(targets));
            yield return new FormulaLine(left, false, Of(equation.Value));
        }
        foreach (OutputSyntax output in cell.Outputs)
        {
            if (output.Value is { } value)
                yield return new FormulaLine(symbols.Value(output.Name.Text, isPrevious: false), false, Of(value));
        }
    }

    private Formula Of(ExpressionSyntax expression) => expression switch
    {
        ExpressionSyntax.Number number => new Formula.Number(number.Value),
        ExpressionSyntax.Name name => symbols.Value(name.Identifier, name.IsPrevious),
        ExpressionSyntax.Negate negate => new Formula.Negate(Of(negate.Operand)),
        ExpressionSyntax.Binary binary => Formulas.Infix(binary.Symbol, Of(binary.Left), Of(binary.Right)),
        ExpressionSyntax.Call { Function: "where", Arguments: var arguments } => Where(arguments),
        ExpressionSyntax.Call { IsFixed: true } call => Call(call.Function, [.. call.Arguments.Select(Of), new Formula.Word("fixed")]),
        ExpressionSyntax.Call call => Call(call.Function, [.. call.Arguments.Select(Of), .. call.Sizes.Select(Of)]),
        ExpressionSyntax.Join join => new Formula.Stack(join.Items.Select(Of).ToEquatableArray(), IsVertical: true),
        ExpressionSyntax.Slice slice =>
            new Formula.Part(Of(slice.Operand), Of(slice.Start), slice.End is { } end ? Of(end) : null, IsOfColumns: false),
        _ => throw new InvalidOperationException($"There is no formula for {expression.GetType().Name}."),
    };

    private Formula.Cases Where(EquatableArray<ExpressionSyntax> arguments)
    {
        var condition = (ExpressionSyntax.Comparison)arguments[0];
        return new Formula.Cases(condition.Symbol, Of(condition.Left), Of(condition.Right), Of(arguments[1]), Of(arguments[2]));
    }

    private static Formula Call(string function, Formula[] arguments) => function switch
    {
        "transpose" => new Formula.Transpose(arguments[0]),
        "outer" => new Formula.Infix(InfixKind.Outer, arguments[0], arguments[1]),
        _ => new Formula.Call(function, EquatableArray.Of(arguments), RankOf(function, arguments)),
    };

    private static int RankOf(string function, Formula[] arguments) =>
        Array.FindIndex(s_ofRank, names => names.Contains(function)) is >= 0 and var rank ? rank
        : function is "min" or "max" && arguments.Length == 1 ? 0
        : arguments.Max(argument => argument.Rank);

    private static Formula Of(SizeSyntax size) => size switch
    {
        SizeSyntax.Integer integer => new Formula.Number(double.Parse(integer.Digits, CultureInfo.InvariantCulture)),
        SizeSyntax.Name name => new Formula.Word(name.Identifier),
        SizeSyntax.Binary binary => Formulas.Infix(binary.Symbol, Of(binary.Left), Of(binary.Right)),
        _ => throw new InvalidOperationException($"There is no formula for {size.GetType().Name}."),
    };
}
