using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tool.Mathematics;

/// <summary>Goes over a formula from the inside out and sets brackets; a notation says what each piece looks like.</summary>
/// <typeparam name="T">A piece of the notation.</typeparam>
internal abstract class FormulaPrinter<T>
{
    public T Print(Formula formula) => formula switch
    {
        Formula.Number number => Number(number.Value),
        Formula.Symbol symbol => Symbol(symbol, SymbolName.Of(symbol.Identifier)),
        Formula.Size size => Word(size.Name),
        Formula.Filled filled => Filled(filled.Value),
        Formula.Negate negate => Negated(AtLeast(negate.Operand, Precedence.Unary)),
        Formula.Infix infix => Infix(infix),
        Formula.Fraction fraction => Fraction(Print(fraction.Numerator), Print(fraction.Denominator)),
        Formula.Call call => Call(call.Function, All(call.Arguments)),
        Formula.Transpose transpose => Transposed(AtLeast(transpose.Operand, Precedence.Primary)),
        Formula.Part part => Part(
            AtLeast(part.Operand, Precedence.Primary), Print(part.Start), part.End is { } end ? [Print(end)] : [], part.IsOfColumns),
        Formula.Stack stack => Stack(All(stack.Items), stack.IsVertical),
        Formula.Cases cases =>
            Cases(Between(cases.Comparison, Print(cases.Left), Print(cases.Right)), Print(cases.Then), Print(cases.Else)),
        Formula.Tuple tuple => Tuple(All(tuple.Items)),
        _ => throw new InvalidOperationException($"There is no notation for {formula.GetType().Name}."),
    };

    protected abstract T Number(double value);

    /// <summary>A vector of equal numbers.</summary>
    protected abstract T Filled(double value);

    protected abstract T Symbol(Formula.Symbol symbol, SymbolName name);

    protected abstract T Word(string text);

    protected abstract T Negated(T operand);

    protected abstract T Bracketed(T inner);

    /// <param name="sign">+ - · ⊙, or empty for operands that simply stand side by side.</param>
    protected abstract T Between(string sign, T left, T right);

    protected abstract T Fraction(T numerator, T denominator);

    protected abstract T Call(string function, IReadOnlyList<T> arguments);

    protected abstract T Transposed(T operand);

    /// <param name="end">One, or none for a single element.</param>
    protected abstract T Part(T operand, T start, IReadOnlyList<T> end, bool isOfColumns);

    protected abstract T Stack(IReadOnlyList<T> items, bool isVertical);

    protected abstract T Cases(T condition, T then, T otherwise);

    protected abstract T Tuple(IReadOnlyList<T> items);

    private T Infix(Formula.Infix infix)
    {
        Precedence own = PrecedenceOf(infix);
        T left = AtLeast(infix.Left, own);
        if (infix.Kind == InfixKind.Outer)
            return Between("", left, Transposed(AtLeast(infix.Right, Precedence.Primary)));
        // Left associative, and two signs in a row have brackets between them.
        T right = BeginsWithSign(infix.Right) ? Bracketed(Print(infix.Right)) : AtLeast(infix.Right, own + 1);
        return Between(Sign(infix), left, right);
    }

    private static string Sign(Formula.Infix infix) => infix.Kind switch
    {
        InfixKind.Plus => "+",
        InfixKind.Minus => "-",
        InfixKind.Times when infix.Left.Rank > 0 && infix.Right.Rank > 0 => "⊙",
        // 2 h needs no sign; h 2 and 2 3 do.
        InfixKind.Times => infix.Left is Formula.Number && infix.Right is not Formula.Number ? "" : "·",
        _ => "",
    };

    private static bool BeginsWithSign(Formula formula) => formula switch
    {
        Formula.Negate or Formula.Number { Value: < 0 } => true,
        Formula.Infix infix => PrecedenceOf(infix.Left) >= PrecedenceOf(infix) && BeginsWithSign(infix.Left),
        _ => false,
    };

    private T AtLeast(Formula formula, Precedence least) =>
        PrecedenceOf(formula) >= least ? Print(formula) : Bracketed(Print(formula));

    private static Precedence PrecedenceOf(Formula formula) => formula switch
    {
        Formula.Infix { Kind: InfixKind.Plus or InfixKind.Minus } => Precedence.Sum,
        Formula.Infix { Kind: InfixKind.Times } => Precedence.Product,
        Formula.Infix => Precedence.MatMul,
        Formula.Negate or Formula.Number { Value: < 0 } => Precedence.Unary,
        _ => Precedence.Primary,
    };

    private T[] All(IEnumerable<Formula> formulas) => [.. formulas.Select(Print)];
}
