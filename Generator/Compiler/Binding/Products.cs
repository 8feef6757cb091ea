using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;

namespace RnnGen.Compiler.Binding;

/// <summary>The products of a cell that may have been meant otherwise: <c>*</c> for <c>@</c>, and <c>@</c> for <c>*</c>.</summary>
internal sealed class Products(ExpressionBinder binder, Scope scope)
{
    /// <summary>The products of elements that told the shape of a parameter, which is the key.</summary>
    private readonly Dictionary<string, ExpressionSyntax.Binary> _learned = [];

    /// <summary>The products of two vectors, which are scalars.</summary>
    private readonly List<ExpressionSyntax.Binary> _scalars = [];

    public void Learned(string parameter, ExpressionSyntax.Binary product) => _learned[parameter] = product;

    public void AddScalar(ExpressionSyntax.Binary product) => _scalars.Add(product);

    /// <summary>
    /// Reports a product of the other kind than was meant in a value whose shape does not fit: <c>W * x</c> that made a vector of W, or
    /// <c>f @ c</c> of two vectors where a vector is expected. False where there is none.
    /// </summary>
    public bool TryReport(ExpressionSyntax value, SymbolicShape shape)
    {
        var subexpressions = SubexpressionsOf(value).ToList();
        string display = binder.Solver.Display(shape);
        // Matrices are written in capitals; what a small letter multiplies is most often meant element by element.
        foreach (KeyValuePair<string, ExpressionSyntax.Binary> learned in _learned)
        {
            if (!char.IsUpper(learned.Key[0]) || !subexpressions.Contains(learned.Value)) continue;
            if (binder.Solver.Display(scope.Find(learned.Key)!.Shape) != display) continue;
            Report(learned.Value, $"which makes '{learned.Key}' {display}");
            return true;
        }
        if (!binder.Solver.Resolve(shape).IsScalar || _scalars.Find(subexpressions.Contains) is not { } dot) return false;
        binder.Diagnostics.Report(Rules.ProductOfVectors, dot.Operator, binder.TextOf(dot.Left), binder.TextOf(dot.Right));
        return true;
    }

    /// <param name="reason">What is wrong with the product of elements.</param>
    public void Report(ExpressionSyntax.Binary product, string reason) =>
        binder.Diagnostics.Report(Rules.ProductOfElements, product.Operator, reason,
            $"{binder.TextOf(product.Left)} @ {binder.TextOf(product.Right)}");

    /// <summary>The subexpressions of an expression, and of the right sides of the equations that its names stand for.</summary>
    private IEnumerable<ExpressionSyntax> SubexpressionsOf(ExpressionSyntax expression) => EquationGraph.Subexpressions(expression)
        .SelectMany(inner => inner is ExpressionSyntax.Name name && scope.Find(name.Identifier)?.Value is { } value
            ? EquationGraph.Subexpressions(value)
            : [inner]);
}
