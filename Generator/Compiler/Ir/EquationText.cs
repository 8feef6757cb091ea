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
        if (Tiles(equation, inline) is { } tiles) return Stack(tiles, inline);
        Spelling[] operands = equation.Operands.Select(operand => Spell(operand, inline)).ToArray();
        return equation.Operation is Operation.Broadcast ? operands[0] : OperationText.Of(equation.Operation, operands);
    }

    private static Spelling Spell(Value value, Func<Value, Equation?> inline) =>
        inline(value) is { } definition ? Spell(definition, inline) : new(value.Name, Precedence.Primary);

    /// <summary>The paddings that a sum adds, from first to last, if they lie side by side and leave no gap.</summary>
    private static List<Equation>? Tiles(Equation equation, Func<Value, Equation?> inline)
    {
        var pads = new List<Equation>();
        if (!IsSum(equation) || !Collect(equation)) return null;
        int axis = ((Operation.Pad)pads[0].Operation).Axis, end = 0;
        pads.Sort((left, right) => ((Operation.Pad)left.Operation).Start.CompareTo(((Operation.Pad)right.Operation).Start));
        foreach (Equation pad in pads)
        {
            var operation = (Operation.Pad)pad.Operation;
            if (operation.Axis != axis || operation.Start != end) return null;
            end += pad.Operands[0].Shape.Extent(axis);
        }
        return end == equation.Result.Shape.Extent(axis) ? pads : null;

        bool Collect(Equation sum)
        {
            foreach (Value operand in sum.Operands)
            {
                if (inline(operand) is not { } term) return false;
                if (term.Operation is Operation.Pad) pads.Add(term);
                else if (!IsSum(term) || !Collect(term)) return false;
            }
            return true;
        }
    }

    private static bool IsSum(Equation equation) => equation.Operation is Operation.Pointwise { Function: PointwiseFunction.Add };

    /// <summary>
    /// A sum of paddings is written as the concatenation that it is, and outer products side by side or one below the other as one:
    /// <c>pad(outer(u, a), :, 0.. of 5) + pad(outer(u, b), :, 3.. of 5)</c> is <c>outer(u, [a; b])</c>.
    /// </summary>
    private static Spelling Stack(List<Equation> tiles, Func<Value, Equation?> inline)
    {
        if (Factors(tiles, inline) is { } outer) return OperationText.Of(new Operation.Outer(), [outer.Left, outer.Right]);
        return Join(((Operation.Pad)tiles[0].Operation).Axis, tiles.Select(tile => Spell(tile.Operands[0], inline)));
    }

    /// <summary>Left and right of the outer product that the tiles are together, if they are one.</summary>
    private static (Spelling Left, Spelling Right)? Factors(List<Equation> tiles, Func<Value, Equation?> inline)
    {
        var parts = new List<(Spelling Left, Spelling Right)>();
        foreach (Equation tile in tiles)
        {
            if (inline(tile.Operands[0]) is not { } part) return null;
            if (part.Operation is Operation.Outer) parts.Add((Spell(part.Operands[0], inline), Spell(part.Operands[1], inline)));
            else if (Tiles(part, inline) is { } inner && Factors(inner, inline) is { } factors) parts.Add(factors);
            else return null;
        }
        if (((Operation.Pad)tiles[0].Operation).Axis == 1)
            return parts.All(part => part.Left == parts[0].Left) ? (parts[0].Left, Join(0, parts.Select(part => part.Right))) : null;
        return parts.All(part => part.Right == parts[0].Right) ? (Join(0, parts.Select(part => part.Left)), parts[0].Right) : null;
    }

    private static Spelling Join(int axis, IEnumerable<Spelling> parts) => OperationText.Of(new Operation.Concat(axis), parts.ToArray());
}
