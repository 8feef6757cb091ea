using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Ir;

/// <summary>Puts equations together to expressions that people can read.</summary>
/// <param name="inline">Gives the equations of operands that are written out.</param>
public sealed class ExpressionTree(Func<Value, Equation?> inline)
{
    /// <summary>
    /// The right-hand side, in which operands are written out where there is an equation for them, and those of theirs. Broadcasts of
    /// scalars are silent, as in the cell language.
    /// </summary>
    public Expression Of(Equation equation)
    {
        if (Tiles(equation) is { } tiles) return Stack(tiles);
        if (equation.Operation.IsSum()) return Sum(equation);
        return equation.Operation is Operation.Broadcast
            ? Of(equation.Operands[0])
            : Apply(equation.Operation, equation.Operands.Select(operand => Of(operand)));
    }

    /// <summary>The values that the right-hand side calls by their names.</summary>
    public IEnumerable<Value> Reads(Equation equation) => equation.Operands.SelectMany(operand =>
        inline(operand) is { } definition ? Reads(definition) : [operand]);

    private Expression Of(Value value) => inline(value) is { } definition ? Of(definition) : new Expression.Name(value);

    /// <summary>A chain of sums is put together once: term by term, its beginning would be copied for each of them.</summary>
    private Expression Sum(Equation sum)
    {
        var terms = new Stack<Expression>();
        while (true)
        {
            terms.Push(Of(sum.Operands[1]));
            if (inline(sum.Operands[0]) is not { } left || !left.Operation.IsSum() || Tiles(left) is not null) break;
            sum = left;
        }
        terms.Push(Of(sum.Operands[0]));
        return Apply(sum.Operation, terms);
    }

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
    private Expression Stack(List<Equation> tiles)
    {
        if (Factors(tiles) is { } outer) return Apply(new Operation.Outer(), [outer.Left, outer.Right]);
        return Join(((Operation.Pad)tiles[0].Operation).Axis, tiles.Select(tile => Of(tile.Operands[0])));
    }

    /// <summary>Left and right of the outer product that the tiles are together, if they are one.</summary>
    private (Expression Left, Expression Right)? Factors(List<Equation> tiles)
    {
        var parts = new List<(Expression Left, Expression Right)>();
        foreach (Equation tile in tiles)
        {
            if (inline(tile.Operands[0]) is not { } part) return null;
            if (part.Operation is Operation.Outer) parts.Add((Of(part.Operands[0]), Of(part.Operands[1])));
            else if (Tiles(part) is { } inner && Factors(inner) is { } factors) parts.Add(factors);
            else return null;
        }
        if (((Operation.Pad)tiles[0].Operation).Axis == 1)
            return parts.All(part => part.Left == parts[0].Left) ? (parts[0].Left, Join(0, parts.Select(part => part.Right))) : null;
        return parts.All(part => part.Right == parts[0].Right) ? (Join(0, parts.Select(part => part.Left)), parts[0].Right) : null;
    }

    private static Expression Join(int axis, IEnumerable<Expression> parts) => Apply(new Operation.Concat(axis), parts);

    private static Expression.Apply Apply(Operation operation, IEnumerable<Expression> operands) =>
        new(operation, operands.ToEquatableArray());
}
