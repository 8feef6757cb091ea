using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Compiler.Ir;

/// <summary>Equations as a person would write them, such as <c>dzf = dc * c' * f * (1 - f)</c>.</summary>
public static class EquationText
{
    /// <summary>The single operation of one equation.</summary>
    public static string Of(Equation equation) => Of(equation, _ => null);

    /// <summary>
    /// <c>result = expression</c>, in which operands that <paramref name="inline"/> gives an equation for are written out, and those of
    /// theirs. Broadcasts of scalars are silent, as in the cell language.
    /// </summary>
    public static string Of(Equation equation, Func<Value, Equation?> inline) => $"{equation.Result.Name} = {Spell(equation, inline).Text}";

    /// <summary>The right-hand side alone.</summary>
    public static string Expression(Equation equation, Func<Value, Equation?> inline) => Spell(equation, inline).Text;

    /// <summary>Whether the result has its name from the text that the equation belongs to; otherwise it is a temporary.</summary>
    public static bool IsNamed(Equation equation) =>
        Target(equation.Source).Split(',').Any(name => name.Trim() == equation.Result.Name);

    /// <summary>What stands left of the equals sign of an equation's text.</summary>
    public static string Target(string text)
    {
        int end = text.IndexOf(" = ", StringComparison.Ordinal);
        return end < 0 ? "" : text.Substring(0, end);
    }

    private static Spelling Spell(Equation equation, Func<Value, Equation?> inline)
    {
        List<Spelling> operands = equation.Operands
            .Select(operand => inline(operand) is { } definition ? Spell(definition, inline) : new(operand.Name, Precedence.Primary))
            .ToList();
        return equation.Operation is Operation.Broadcast ? operands[0] : OperationText.Of(equation.Operation, operands);
    }
}
