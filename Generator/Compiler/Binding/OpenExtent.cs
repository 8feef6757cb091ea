using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Binding;

/// <summary>How many rows, or columns, a repeated vector has: nobody writes it, it follows from what the matrix meets.</summary>
/// <param name="What">"rows" or "columns".</param>
internal sealed record OpenExtent(TextSpan Function, ExpressionSyntax Syntax, string What, SizePolynomial Extent)
{
    /// <summary>Reports those that nothing has decided. False where there are some.</summary>
    public static bool Check(ExpressionBinder expressions, DiagnosticBag diagnostics)
    {
        List<OpenExtent> unknown =
            [.. expressions.Open.Where(open => expressions.Solver.Resolve(open.Extent).Symbols.Any(ShapeSolver.IsUnknown))];
        // Those that meet each other are one mistake.
        foreach (OpenExtent open in unknown.GroupBy(open => expressions.Solver.Resolve(open.Extent)).Select(same => same.First()))
            diagnostics.Report(Rules.OpenExtent, open.Function, open.What, expressions.TextOf(open.Syntax));
        return unknown.Count == 0;
    }
}
