using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>The expressions of kernels as C#.</summary>
internal sealed class ExpressionPrinter(ElementType element)
{
    private readonly string _t = RuntimeNames.Keyword(element);

    public Code Text(VectorExpression expression) => expression switch
    {
        VectorExpression.Variable variable => variable.Name,
        VectorExpression.Constant { Number: 1 } => "V.One",
        VectorExpression.Constant { Number: 0 } constant when !double.IsNegativeInfinity(1 / constant.Number) => "V.Zero",
        VectorExpression.Constant constant => $"V.Create({Number(constant.Number)})",
        VectorExpression.Load { Direct: true } load => Code.Call($"Unsafe.As<{_t}, V>", Reference(load.Address)),
        VectorExpression.Load load => VectorPlace.Call("V.Load", load.Address, []),
        VectorExpression.LoadPartial part =>
            Code.Call(Rows("Load"), Reference(part.Row), OffsetText.Of(part.At), NumberLiteral.Of(part.Length)),
        VectorExpression.Broadcast broadcast => Code.Call("V.Create", Element(broadcast.Address)),
        VectorExpression.Repeat repeat => Code.Call("V.Create", Text(repeat.Number)),
        VectorExpression.Apply apply =>
            PointwiseSpelling.Text(apply.Function, apply.Form, [.. apply.Operands.Select(o => Operand(apply.Function, o))]),
        VectorExpression.MultiplyAdd sum => Code.Call(
            "V.MultiplyAdd", sum.Negated ? Code.Join("-", Text(sum.Left)) : Text(sum.Left), Text(sum.Right), Text(sum.Addend)),
        VectorExpression.Select select => Code.List($"V.Select{select.Comparison}", select.Operands.Select(Text)),
        VectorExpression.KeepTail { Fill: 0 } keep => Code.Call(
            Rows("Keep"), Text(keep.Value), OffsetText.Of(keep.At), NumberLiteral.Of(keep.Units)),
        VectorExpression.KeepTail keep => Code.Call(
            Rows("KeepTail"), Text(keep.Value), OffsetText.Of(keep.At), NumberLiteral.Of(keep.Units), Fill(keep.Fill)),
        VectorExpression.KeepFirst keep => Code.Call("V.KeepFirst", Text(keep.Value), $"(int){OffsetText.Of(keep.Count)}"),
        VectorExpression.FirstOfPair pair => Code.Call("V.FirstOfPair", Text(pair.Pair)),
        _ => throw Unknown(expression),
    };

    /// <summary>What is added to a sum in its place; a factor in memory is named, and read by the instruction itself.</summary>
    public Code AddProduct(string sum, VectorExpression.MultiplyAdd product) => product switch
    {
        { Negated: true } => AddProduct(sum, Code.Join("-", Text(product.Left)), product.Right),
        { Left: VectorExpression.Load load } => AddProduct(sum, load.Address, product.Right),
        { Right: VectorExpression.Load load } => AddProduct(sum, load.Address, product.Left),
        { Left: VectorExpression.Broadcast element } => Code.List(
            "V.AddScaled",
            ["ref " + sum, "ref " + element.Address.Elements, OffsetText.Terms(element.Address.Offset), Text(product.Right)], ";"),
        _ => AddProduct(sum, Text(product.Left), product.Right),
    };

    private Code AddProduct(string sum, Code left, VectorExpression right) =>
        Code.List("V.AddProduct", ["ref " + sum, left, Text(right)], ";");

    private Code AddProduct(string sum, Address left, VectorExpression right) =>
        Code.List("V.AddProduct" + VectorPlace.Unit(left), ["ref " + sum, .. VectorPlace.Of(left), Text(right)], ";");

    public Code Text(ScalarExpression expression) => expression switch
    {
        ScalarExpression.Variable variable => variable.Name,
        ScalarExpression.Constant { Number: 0 } constant when !double.IsNegativeInfinity(1 / constant.Number) => "0",
        ScalarExpression.Constant constant => Number(constant.Number),
        ScalarExpression.Load load => Element(load.Address),
        ScalarExpression.Multiply product => Code.Operators([Text(product.Left), Text(product.Right)], "*"),
        ScalarExpression.SumAcross sum => $"V.Sum({sum.Vector})",
        ScalarExpression.MaximumAcross maximum => $"V.MaximumAcross({maximum.Vector})",
        _ => throw Unknown(expression),
    };

    public static string Text(Condition condition) => condition switch
    {
        Condition.ManyRegisters => "V.ManyRegisters",
        Condition.Flag flag => flag.Name,
        Condition.Less less => $"{OffsetText.Of(less.Left)} < {OffsetText.Of(less.Right)}",
        Condition.AtMost most => $"{OffsetText.Of(most.Left)} <= {OffsetText.Of(most.Right)}",
        Condition.IsOdd { Number: Offset.Number number } => number.Value % 2 == 0 ? "false" : "true",
        Condition.IsOdd odd => $"({OffsetText.Factor(odd.Number)} & 1) != 0",
        Condition.Any any => string.Join(" || ", any.Conditions.Select(Text)),
        Condition.Unequal unequal => $"{OffsetText.Of(unequal.Left)} != {OffsetText.Of(unequal.Right)}",
        _ => throw Unknown(condition),
    };

    /// <summary>A reference to the place, as an argument or what a reference is set to.</summary>
    public static Code Reference(Address address) => Offset.IsZero(address.Offset)
        ? "ref " + address.Elements
        : Code.Of($"ref {Element(address)}");

    /// <summary>The element itself.</summary>
    public static Code Element(Address address) => Offset.IsZero(address.Offset)
        ? address.Elements
        : Code.Call("Unsafe.Add", "ref " + address.Elements, OffsetText.Terms(address.Offset));

    /// <summary>Operators bind their operands where these are operators themselves.</summary>
    private Code Operand(PointwiseFunction function, VectorExpression operand)
    {
        bool isOperator = function is PointwiseFunction.Add or PointwiseFunction.Subtract or PointwiseFunction.Multiply
            or PointwiseFunction.Divide or PointwiseFunction.Negate;
        bool isOperation = operand is VectorExpression.Apply
        {
            Function: PointwiseFunction.Add or PointwiseFunction.Subtract or PointwiseFunction.Multiply or PointwiseFunction.Divide
                or PointwiseFunction.Negate,
        };
        return isOperator && isOperation ? Code.Of($"({Text(operand)})") : Text(operand);
    }

    private string Rows(string method) => $"{RuntimeNames.Rows}.{method}<V, {_t}>";

    private string Fill(double value) => value == 0 ? "0" : Number(value);

    private string Number(double value) => NumberLiteral.Of(element, value);

    private static InvalidOperationException Unknown(object node) => new($"No C# for {node}.");
}
