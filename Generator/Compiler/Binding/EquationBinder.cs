using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Shapes;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Binding;

/// <summary>An equation whose names are known; null <paramref name="Value"/> where it is in error.</summary>
internal sealed record TypedEquation(EquationSyntax Syntax, TypedExpression? Value, EquatableArray<SymbolicShape> Shapes);

/// <summary>Binds the equations from top to bottom: each makes its names readable for those below it.</summary>
internal sealed class EquationBinder(Scope scope, ShapeSolver solver, ExpressionBinder expressions, DiagnosticBag diagnostics)
{
    public TypedEquation Bind(EquationSyntax equation)
    {
        TypedExpression? value;
        EquatableArray<SymbolicShape> shapes;
        scope.Reader = equation;
        if (equation.Value is ExpressionSyntax.Call { Function: Operators.Split } split)
            (value, shapes) = BindSplit(equation, split);
        else
        {
            value = expressions.Bind(equation.Value);
            if (equation.Targets.Count > 1)
            {
                TextSpan names = TextSpan.FromBounds(equation.Targets[0].Span.Start, equation.Targets[equation.Targets.Count - 1].Span.End);
                if (equation.Value is not ExpressionSyntax.Missing) diagnostics.Report(Rules.SeveralNames, names);
                value = TypedExpression.Error(equation.Value);
            }
            shapes = equation.Targets.Select(_ => value.Shape).ToEquatableArray();
        }
        scope.Reader = null;
        if (value is { IsError: true }) value = null;
        bool good = true;
        for (int i = 0; i < equation.Targets.Count; i++) good &= Assign(equation, equation.Targets[i], shapes[i]);
        return new TypedEquation(equation, good ? value : null, shapes);
    }

    /// <summary>a, b, … = split(value, n).</summary>
    private (TypedExpression? Value, EquatableArray<SymbolicShape> Shapes) BindSplit(EquationSyntax equation, ExpressionSyntax.Call call)
    {
        TypedExpression value = call.Arguments.Count > 0 ? expressions.Bind(call.Arguments[0]) : TypedExpression.Error(call);
        SymbolicShape part = expressions.CheckCount(call, 2, 2) ? PartOf(equation, call, value) : SymbolicShape.Error;
        bool isError = part is SymbolicShape.Erroneous;
        return (isError ? null : value, equation.Targets.Select(_ => part).ToEquatableArray());
    }

    private SymbolicShape PartOf(EquationSyntax equation, ExpressionSyntax.Call call, TypedExpression value)
    {
        ExpressionSyntax count = call.Arguments[1];
        if (CheckParts(equation, count) is not { } parts || value.IsError) return SymbolicShape.Error;
        string[] description = expressions.Describe(value);
        if (solver.Resolve(value.Shape) is not SymbolicShape.Known { Extents: { Count: > 0 } extents })
        {
            string actual = $"'{description[0]}' is {description[1]}{description[2]}";
            return Fail(call.Arguments[0], $"'split' needs a vector or a matrix, but {actual}");
        }
        if (solver.Divide(extents[0], new BigInteger(parts)) is not { } extent)
        {
            string whole = $"'{description[0]}', which is {description[1]}{description[2]}";
            return Fail(count, $"{whole}, cannot be split into {Count(parts, "equal part")} whatever the sizes are");
        }
        return extents.Count == 1 ? SymbolicShape.Vector(extent) : SymbolicShape.Matrix(extent, extents[1]);
    }

    /// <summary>The number of parts, which is written and is that of the names.</summary>
    private int? CheckParts(EquationSyntax equation, ExpressionSyntax count)
    {
        int names = equation.Targets.Count;
        if (count is ExpressionSyntax.Missing) return null;
        string? digits = (count as ExpressionSyntax.Number)?.Text;
        bool isWhole = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int parts);
        if (isWhole && parts == names) return parts;
        Fail(count, !isWhole
            ? "The number of parts of a split is written as a whole number"
            : $"The value is split into {Count(parts, "part")}, but there {(names == 1 ? "is" : "are")} {Count(names, "name")}");
        return null;
    }

    private static string Count(int count, string noun) => $"{Concretion.Text(count)} {noun}{(count == 1 ? "" : "s")}";

    private SymbolicShape Fail(ExpressionSyntax place, string message)
    {
        diagnostics.Report(Rules.WrongSplit, place.Span, message);
        return SymbolicShape.Error;
    }

    /// <summary>Gives a name its value; false where it cannot have one.</summary>
    private bool Assign(EquationSyntax equation, TargetSyntax target, SymbolicShape shape)
    {
        Symbol? known = scope.Find(target.Name);
        if (known is null)
        {
            string origin = $" (from '{Excerpts.Shorten(equation.Text)}')";
            var local = new Symbol(SymbolKind.Local, target.Name, target.Span, shape, origin) { IsAssigned = true, Value = equation.Value };
            scope.TryAdd(local);
            return true;
        }
        if (known.Kind is not (SymbolKind.State or SymbolKind.Local))
        {
            if (!scope.IsDeclaredTwice(target.Name))
                diagnostics.Report(Rules.NotAssignable, target.Span, target.Name, known.KindWithArticle);
            return false;
        }
        if (known.IsAssigned)
        {
            diagnostics.Report(Rules.AssignedTwice, target.Span, target.Name);
            return false;
        }
        known.IsAssigned = true;
        if (solver.Unify(known.Shape, shape)) return true;
        if (expressions.Products.TryReport(equation.Value, shape)) return false;
        // What is no state and has a shape before it is assigned is an input of a cell inside.
        bool isState = known.Kind == SymbolKind.State;
        diagnostics.Report(
            Rules.AssignedShape, target.Span, $"The {(isState ? "state" : "input")} '{target.Name}'", solver.Display(known.Shape),
            isState ? "its equation gives" : "it is given", solver.Display(shape));
        return false;
    }
}
