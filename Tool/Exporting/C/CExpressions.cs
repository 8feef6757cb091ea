using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Tool.Exporting.C;

/// <summary>The expressions of kernels as C, where vectors have one element.</summary>
/// <param name="functions">Receives the functions that they call.</param>
/// <param name="sums">The vectors that belong to a caller, which come as pointers.</param>
internal sealed class CExpressions(ElementType element, CBounds bounds, ISet<string> functions, ICollection<string> sums)
{
    public Code Text(VectorExpression expression) => expression switch
    {
        VectorExpression.Variable variable => Variable(variable.Name),
        VectorExpression.Constant constant => Number(constant.Number),
        VectorExpression.Load load => Element(load.Address),
        VectorExpression.LoadPartial part when bounds.IsBelow(part.At, part.Length) => Element(At(part.Row, part.At)),
        VectorExpression.LoadPartial part => $"{Inside(part.At, part.Length)} ? {Element(At(part.Row, part.At))} : 0",
        VectorExpression.Broadcast broadcast => Element(broadcast.Address),
        VectorExpression.Repeat repeat => Text(repeat.Number),
        VectorExpression.Apply apply => Apply(apply),
        VectorExpression.MultiplyAdd { Negated: true } sum =>
            Code.Operators([Operand(sum.Addend), Operand(sum.Left), Operand(sum.Right)], "-", "*"),
        VectorExpression.MultiplyAdd sum => Code.Operators([Operand(sum.Addend), Operand(sum.Left), Operand(sum.Right)], "+", "*"),
        VectorExpression.Select select => Select(select),
        VectorExpression.KeepTail keep when bounds.IsBelow(keep.At, keep.Units) => Text(keep.Value),
        VectorExpression.KeepTail keep => $"{Inside(keep.At, keep.Units)} ? {Operand(keep.Value)} : {Number(keep.Fill)}",
        VectorExpression.KeepFirst keep => $"{COffsets.Of(keep.Count)} > 0 ? {Operand(keep.Value)} : 0",
        _ => throw new InvalidOperationException($"No C for {expression}."),
    };

    public Code Text(ScalarExpression expression) => expression switch
    {
        ScalarExpression.Variable variable => CNames.Of(variable.Name),
        ScalarExpression.Constant constant => Number(constant.Number),
        ScalarExpression.Load load => Element(load.Address),
        ScalarExpression.Multiply product => Code.Operators([Text(product.Left), Text(product.Right)], "*"),
        ScalarExpression.SumAcross sum => Variable(sum.Vector),
        ScalarExpression.MaximumAcross maximum => Variable(maximum.Vector),
        _ => throw new InvalidOperationException($"No C for {expression}."),
    };

    /// <summary>A vector of the kernel, or of its caller.</summary>
    public string Variable(string name) => sums.Contains(name) ? "*" + CNames.Of(name) : CNames.Of(name);

    /// <summary>An expression as an operand of an operator.</summary>
    public Code Operand(VectorExpression expression) => IsWhole(expression) ? Text(expression) : Code.Of($"({Text(expression)})");

    public static Address At(Address row, Offset at) => row with { Offset = Offset.Add(row.Offset, at) };

    public static Code Element(Address address) => $"{CNames.Of(address.Elements)}[{COffsets.Of(address.Offset)}]";

    /// <summary>The place as a pointer.</summary>
    public static Code Pointer(Address address) => Offset.IsZero(COffsets.Fold(address.Offset))
        ? CNames.Of(address.Elements)
        : $"{CNames.Of(address.Elements)} + {COffsets.Of(address.Offset)}";

    public static string Inside(Offset at, int length) => $"{COffsets.Of(at)} < {CNumber.Of(length)}";

    private bool IsWhole(VectorExpression expression) => expression switch
    {
        VectorExpression.Constant constant => constant.Number >= 0,
        VectorExpression.Repeat repeat => repeat.Number is not ScalarExpression.Multiply,
        VectorExpression.Apply { Function: PointwiseFunction.StopGradient } apply => IsWhole(apply.Operands[0]),
        VectorExpression.Apply apply => char.IsLetter(CFunctions.Spelling[apply.Function].TrimStart('#')[0]),
        VectorExpression.LoadPartial part => bounds.IsBelow(part.At, part.Length),
        VectorExpression.KeepTail keep => bounds.IsBelow(keep.At, keep.Units) && IsWhole(keep.Value),
        VectorExpression.MultiplyAdd or VectorExpression.Select or VectorExpression.KeepFirst => false,
        _ => true,
    };

    private Code Apply(VectorExpression.Apply apply)
    {
        string spelling = CFunctions.Spelling[apply.Function];
        if (spelling.Length == 0) return Text(apply.Operands[0]);
        if (spelling[0] == '#') return Code.List(spelling[1..] + (element == ElementType.Float ? "f" : ""), apply.Operands.Select(Text));
        if (char.IsLetter(spelling[0]))
        {
            functions.Add(spelling);
            return Code.List(spelling, apply.Operands.Select(Text));
        }
        return apply.Operands.Count == 1
            ? Code.Join(spelling, Operand(apply.Operands[0]))
            : Code.Operators([.. apply.Operands.Select(Operand)], spelling);
    }

    private Code Select(VectorExpression.Select select)
    {
        string comparison = select.Comparison switch
        {
            Comparison.Less => "<",
            Comparison.Greater => ">",
            Comparison.LessOrEqual => "<=",
            Comparison.GreaterOrEqual => ">=",
            Comparison.Equal => "==",
            Comparison.NotEqual => "!=",
            _ => throw new InvalidOperationException($"No C for {select.Comparison}."),
        };
        Code[] operands = [.. select.Operands.Select(Operand)];
        return $"{operands[0]} {comparison} {operands[1]} ? {operands[2]} : {operands[3]}";
    }

    private string Number(double value) => CNumber.Of(element, value);
}
