using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Compiler.Ir;

/// <summary>Equations as a person would write them, such as <c>dzf = dc * c' * f * (1 - f)</c>.</summary>
/// <param name="inline">Gives the equations of operands that are written out.</param>
public sealed class EquationText(Func<Value, Equation?> inline, SizeNames sizes)
{
    /// <summary>The single operation of one equation.</summary>
    public static string Of(Equation equation) => new EquationText(_ => null, SizeNames.None).Whole(equation);

    /// <summary>
    /// <c>result = expression</c>, in which operands are written out where there is an equation for them, and those of theirs. Broadcasts
    /// of scalars are silent, as in the cell language.
    /// </summary>
    public string Whole(Equation equation) => $"{equation.Result.Name} = {Expression(equation)}";

    /// <summary>The right-hand side alone.</summary>
    public string Expression(Equation equation) => Spell(equation).Text;

    /// <summary>The values that the right-hand side calls by their names.</summary>
    public IEnumerable<Value> Reads(Equation equation) => equation.Operands.SelectMany(operand =>
        inline(operand) is { } definition ? Reads(definition) : [operand]);

    private Spelling Spell(Equation equation)
    {
        if (Tiles(equation) is { } tiles) return Stack(tiles);
        if (equation.Operation.IsSum()) return SpellSum(equation);
        Spelling[] operands = equation.Operands.Select(operand => Spell(operand)).ToArray();
        return equation.Operation is Operation.Broadcast ? operands[0] : OperationText.Of(equation.Operation, operands, sizes);
    }

    /// <summary>A chain of sums is put together once: term by term, its beginning would be copied for each of them.</summary>
    private Spelling SpellSum(Equation sum)
    {
        var terms = new Stack<string>();
        while (true)
        {
            terms.Push(Spell(sum.Operands[1]).AtLeast(Precedence.Sum + 1));
            if (inline(sum.Operands[0]) is not { } left || !left.Operation.IsSum() || Tiles(left) is not null) break;
            sum = left;
        }
        terms.Push(Spell(sum.Operands[0]).AtLeast(Precedence.Sum));
        return new(string.Join(" + ", terms), Precedence.Sum);
    }

    private Spelling Spell(Value value) =>
        inline(value) is { } definition ? Spell(definition) : new(value.Name, Precedence.Primary);

    /// <summary>The paddings that a sum adds, from first to last, if they lie side by side and leave no gap.</summary>
    private List<Equation>? Tiles(Equation equation)
    {
        var pads = new List<Equation>();
        if (!equation.Operation.IsSum() || !Collect(equation)) return null;
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
            // From the right: of a long chain of sums the last term tells at once that it is none of paddings.
            for (int i = sum.Operands.Count - 1; i >= 0; i--)
            {
                if (inline(sum.Operands[i]) is not { } term) return false;
                if (term.Operation is Operation.Pad) pads.Add(term);
                else if (!term.Operation.IsSum() || !Collect(term)) return false;
            }
            return true;
        }
    }

    /// <summary>
    /// A sum of paddings is written as the concatenation that it is, and outer products side by side or one below the other as one:
    /// <c>pad(outer(u, a), :, 0.. of 5) + pad(outer(u, b), :, 3.. of 5)</c> is <c>outer(u, [a; b])</c>.
    /// </summary>
    private Spelling Stack(List<Equation> tiles)
    {
        if (Factors(tiles) is { } outer) return OperationText.Of(new Operation.Outer(), [outer.Left, outer.Right]);
        return Join(((Operation.Pad)tiles[0].Operation).Axis, tiles.Select(tile => Spell(tile.Operands[0])));
    }

    /// <summary>Left and right of the outer product that the tiles are together, if they are one.</summary>
    private (Spelling Left, Spelling Right)? Factors(List<Equation> tiles)
    {
        var parts = new List<(Spelling Left, Spelling Right)>();
        foreach (Equation tile in tiles)
        {
            if (inline(tile.Operands[0]) is not { } part) return null;
            if (part.Operation is Operation.Outer) parts.Add((Spell(part.Operands[0]), Spell(part.Operands[1])));
            else if (Tiles(part) is { } inner && Factors(inner) is { } factors) parts.Add(factors);
            else return null;
        }
        if (((Operation.Pad)tiles[0].Operation).Axis == 1)
            return parts.All(part => part.Left == parts[0].Left) ? (parts[0].Left, Join(0, parts.Select(part => part.Right))) : null;
        return parts.All(part => part.Right == parts[0].Right) ? (Join(0, parts.Select(part => part.Left)), parts[0].Right) : null;
    }

    private static Spelling Join(int axis, IEnumerable<Spelling> parts) => OperationText.Of(new Operation.Concat(axis), parts.ToArray());
}
