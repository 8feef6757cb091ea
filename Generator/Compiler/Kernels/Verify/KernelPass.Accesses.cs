using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Verify;

/// <content>What is read and written.</content>
internal sealed partial class KernelPass
{
    private void Read(VectorExpression expression)
    {
        switch (expression)
        {
            case VectorExpression.Load load: Touch(load.Address, lanes, load); break;
            case VectorExpression.LoadPartial part: Part(part.Row, part.At, part.Length, part); break;
            case VectorExpression.Broadcast broadcast: Touch(broadcast.Address, 1, broadcast); break;
            case VectorExpression.Repeat repeat: Read(repeat.Number); break;
            case VectorExpression.Apply apply: ReadAll(apply.Operands); break;
            case VectorExpression.Select select: ReadAll(select.Operands); break;
            case VectorExpression.MultiplyAdd sum: Read(sum.Left); Read(sum.Right); Read(sum.Addend); break;
            case VectorExpression.KeepTail keep: Read(keep.Value); break;
            case VectorExpression.KeepFirst keep: Read(keep.Value); break;
            case VectorExpression.FirstOfPair pair: Read(pair.Pair); break;
            case VectorExpression.Variable or VectorExpression.Constant: break;
            default: throw Refuse($"{expression} is unknown");
        }
    }

    private void ReadAll(EquatableArray<VectorExpression> expressions)
    {
        foreach (VectorExpression expression in expressions) Read(expression);
    }

    private void Read(ScalarExpression expression)
    {
        switch (expression)
        {
            case ScalarExpression.Load load: Touch(load.Address, 1, load); break;
            case ScalarExpression.Multiply product: Read(product.Left); Read(product.Right); break;
        }
    }

    private void Touch(Address address, int elements, object what)
    {
        if (_isTrial) return;
        Place place = Of(address.Elements);
        Distance at = DistanceOf(address.Offset);
        Reach(place, at, isEnd: false, what);
        Reach(place, at with { Number = at.Number + elements }, isEnd: true, what);
    }

    private void Touch(Address address, Offset elements, object what)
    {
        if (_isTrial) return;
        Place place = At(address);
        Reach(place, default, isEnd: false, what);
        Reach(place, DistanceOf(elements), isEnd: true, what);
    }

    /// <summary>No more of a row than its length.</summary>
    private void Part(Address row, Offset at, int length, object what)
    {
        if (_isTrial) return;
        Place place = At(row);
        Reach(place, DistanceOf(at), isEnd: false, what);
        Reach(place, new Distance(null, length), isEnd: true, what);
    }

    /// <summary>
    /// What differs by a number keeps to bounds that differ by it. So of the elements behind one place only those are looked at that lie
    /// before all others, or behind them.
    /// </summary>
    private void Reach(Place place, Distance at, bool isEnd, object what)
    {
        if (place.WasReached(at, isEnd)) return;
        Reach(place.Parameter, [place.Offset + at.Value], isEnd, what);
        place.Include(at, isEnd);
    }

    /// <summary>
    /// Replaces the variables of the loops around by the bounds that make an element lowest, or an end highest. Kept is what no other
    /// edge is certain to reach beyond.
    /// </summary>
    /// <param name="bounds">The element or the end; what is nearest, if it keeps to several. The list is changed.</param>
    private void Reach(string parameter, List<Polynomial> bounds, bool isEnd, object what)
    {
        Bound(bounds, isEnd, what);
        if (!_edges.TryGetValue((parameter, isEnd), out List<Edge>? known)) _edges.Add((parameter, isEnd), known = []);
        foreach (Edge edge in known)
            if (IsBeyond(edge.Bounds, bounds)) return;
        known.RemoveAll(edge => IsBeyond(bounds, edge.Bounds));
        known.Add(new Edge(parameter, bounds.ToEquatableArray(), isEnd, what));

        // Whether each bound of one lies beyond some bound of the other: whoever is inside with one is so with the other.
        bool IsBeyond<TOne, TOther>(TOne one, TOther other)
            where TOne : IReadOnlyList<Polynomial>
            where TOther : IReadOnlyList<Polynomial>
        {
            for (int i = 0; i < one.Count; i++)
                if (!IsBeyondOneOf(one[i], other)) return false;
            return true;
        }

        bool IsBeyondOneOf<TOthers>(Polynomial bound, TOthers others)
            where TOthers : IReadOnlyList<Polynomial>
        {
            for (int i = 0; i < others.Count; i++)
                if (isEnd ? bound.IsNeverBelow(others[i], _floors) : others[i].IsNeverBelow(bound, _floors)) return true;
            return false;
        }
    }

    /// <summary>Puts in the place of a number what it keeps to whatever the variables are; the same for each number of the list.</summary>
    private void Bound(List<Polynomial> numbers, bool isHighest, object what)
    {
        for (int i = _variables.Count - 1; i >= 0; i--)
        {
            // What has come in has it no more.
            for (int j = 0; j < numbers.Count; j++)
                if (numbers[j].Has(_variables[i].Symbol)) Replace(numbers, j, _variables[i], isHighest, what);
        }
    }

    private void Replace(List<Polynomial> numbers, int at, Variable variable, bool isHighest, object what)
    {
        if (numbers[at].Split(variable.Symbol) is not { } parts) throw Refuse($"{what} is not affine");
        (Polynomial factor, Polynomial rest) = parts;
        bool takesLast = IsNeverNegative(factor) ? isHighest : IsNeverNegative(Polynomial.Zero - factor)
            ? !isHighest : throw Refuse($"the sign of {Text(factor)} in the address of {what} is not known");
        if (!takesLast)
        {
            numbers[at] = factor * variable.First + rest;
            return;
        }
        numbers[at] = factor * variable.Lasts[0] + rest;
        for (int i = 1; i < variable.Lasts.Length; i++) numbers.Insert(at + i, factor * variable.Lasts[i] + rest);
    }
}
