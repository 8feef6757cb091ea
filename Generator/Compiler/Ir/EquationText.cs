using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Compiler.Ir;

/// <summary>Equations as a person would write them, such as <c>dzf = dc * c' * f * (1 - f)</c>.</summary>
/// <param name="inline">Gives the equations of operands that are written out.</param>
public sealed class EquationText(Func<Value, Equation?> inline, SizeNames sizes)
{
    private readonly ExpressionTree _tree = new(inline);

    /// <summary>The single operation of one equation.</summary>
    public static string Of(Equation equation) => new EquationText(_ => null, SizeNames.None).Whole(equation);

    /// <summary>An expression in the cell language, as far as that has words for it.</summary>
    public static string Of(Ir.Expression expression, SizeNames sizes) => Spell(expression, sizes).Text;

    /// <summary>
    /// <c>result = expression</c>, in which operands are written out where there is an equation for them, and those of theirs. Broadcasts
    /// of scalars are silent, as in the cell language.
    /// </summary>
    public string Whole(Equation equation) => $"{equation.Result.Name} = {Expression(equation)}";

    /// <summary>The right-hand side alone.</summary>
    public string Expression(Equation equation) => Of(_tree.Of(equation), sizes);

    private static Spelling Spell(Ir.Expression expression, SizeNames sizes)
    {
        if (expression is Ir.Expression.Name { Value: var value }) return new(value.Name, Precedence.Primary);
        var apply = (Ir.Expression.Apply)expression;
        Spelling[] operands = apply.Operands.Select(operand => Spell(operand, sizes)).ToArray();
        return apply.Operation.IsSum() ? Sum(operands) : OperationText.Of(apply.Operation, operands, sizes);
    }

    /// <summary>Left associative: a + (b + c) keeps its brackets, because it rounds otherwise.</summary>
    private static Spelling Sum(IReadOnlyList<Spelling> terms) => new(
        string.Join(" + ", terms.Select((term, i) => term.AtLeast(i == 0 ? Precedence.Sum : Precedence.Sum + 1))), Precedence.Sum);
}
