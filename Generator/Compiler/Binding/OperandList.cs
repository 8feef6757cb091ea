using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Syntax;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Binding;

/// <summary>The operands of one use of an operator, as its shape rule sees them.</summary>
internal sealed class OperandList(
    ExpressionBinder binder, string display, ExpressionSyntax syntax, TextSpan operatorSpan, IReadOnlyList<TypedExpression> operands)
{
    public IReadOnlyList<TypedExpression> Items => operands;

    public int Count => operands.Count;

    public ShapeSolver Solver => binder.Solver;

    public bool HasErrors => operands.Any(operand => operand.IsError);

    public SymbolicShape this[int index] => Solver.Resolve(operands[index].Shape);

    /// <summary>The operand's shape; what is not known yet becomes a vector or a matrix.</summary>
    public SymbolicShape Decided(int index, int rank)
    {
        if (this[index] is not SymbolicShape.Unknown unknown) return this[index];
        binder.Learned(unknown);
        return Solver.Decide(unknown, rank);
    }

    /// <summary>An extent that follows from what the value meets.</summary>
    /// <param name="what">"rows"</param>
    public SizePolynomial NewExtent(string what)
    {
        SizePolynomial extent = Solver.NewUnknown();
        binder.Open.Add(new OpenExtent(operatorSpan, syntax, what, extent));
        return extent;
    }

    public bool Unify(int left, int right)
    {
        foreach (int index in (int[])[left, right])
            if (this[index] is SymbolicShape.Unknown unknown) binder.Learned(unknown);
        return Solver.Unify(this[left], this[right]);
    }

    public SymbolicShape FailMismatch(int left, int right)
    {
        if (syntax is ExpressionSyntax.Binary { Symbol: "*" } product && (this[left].IsMatrix || this[right].IsMatrix))
        {
            string[] parts = [.. Describe(left), .. Describe(right)];
            binder.Products.Report(product, $"but '{parts[0]}' is {parts[1]}{parts[2]} and '{parts[3]}' is {parts[4]}{parts[5]}");
            return SymbolicShape.Error;
        }
        if (binder.Products.TryReport(operands[left].Syntax, this[left]) || binder.Products.TryReport(operands[right].Syntax, this[right]))
            return SymbolicShape.Error;
        bool isVectorBesideMatrix = this[left].IsMatrix && this[right].IsVector || this[left].IsVector && this[right].IsMatrix;
        string vector = Describe(this[left].IsVector ? left : right)[0];
        string advice = $"; a vector stands in every row by 'rows({vector})', in every column by 'columns({vector})'";
        return Fail(Rules.ShapeMismatch, [display, .. Describe(left), .. Describe(right), isVectorBesideMatrix ? advice : ""]);
    }

    /// <summary>Whether an operand is a number, a constant, or the negative of one.</summary>
    public bool IsNumber(int index) => binder.NumberOf(operands[index].Syntax) is not null;

    public SymbolicShape FailNumber(int index)
    {
        binder.Diagnostics.Report(Rules.ExponentNotKnown, operands[index].Syntax.Span, binder.TextOf(operands[index].Syntax));
        return SymbolicShape.Error;
    }

    public SymbolicShape FailProduct(string reason) =>
        Fail(Rules.ProductMismatch, [.. Describe(0), .. Describe(1), reason]);

    /// <param name="needed">"a vector"</param>
    public SymbolicShape FailOperand(int index, string needed) => Fail(Rules.WrongOperand, [display, needed, .. Describe(index)]);

    /// <summary>The text, the shape and the origin of the shape.</summary>
    private string[] Describe(int index) => binder.Describe(operands[index]);

    private SymbolicShape Fail(DiagnosticRule rule, string[] arguments)
    {
        binder.Diagnostics.Report(rule, operatorSpan, arguments);
        return SymbolicShape.Error;
    }
}
