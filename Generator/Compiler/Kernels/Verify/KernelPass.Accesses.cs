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
            case VectorExpression.MultiplyAdd sum: ReadAll([sum.Left, sum.Right, sum.Addend]); break;
            case VectorExpression.KeepTail keep: Read(keep.Value); break;
            case VectorExpression.KeepFirst keep: Read(keep.Value); break;
            case VectorExpression.FirstOfPair pair: Read(pair.Pair); break;
            case VectorExpression.Variable or VectorExpression.Constant: break;
            default: throw Refuse($"{expression} is unknown");
        }
    }

    private void ReadAll(IEnumerable<VectorExpression> expressions)
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

    private void Touch(Address address, int elements, object what) => Touch(address, Polynomial.Of(elements), what);

    private void Touch(Address address, Polynomial elements, object what)
    {
        Place place = At(address);
        Reach(place.Parameter, [place.Offset], isEnd: false, what);
        Reach(place.Parameter, [place.Offset + elements], isEnd: true, what);
    }

    /// <summary>No more of a row than its length.</summary>
    private void Part(Address row, Offset at, int length, object what)
    {
        Place place = At(row);
        Reach(place.Parameter, [place.Offset + Of(at)], isEnd: false, what);
        Reach(place.Parameter, [place.Offset + Polynomial.Of(length)], isEnd: true, what);
    }

    /// <summary>
    /// Replaces the variables of the loops around by the bounds that make an element lowest, or an end highest. Kept is what no other
    /// edge is certain to reach beyond.
    /// </summary>
    private void Reach(string parameter, IEnumerable<Polynomial> at, bool isEnd, object what)
    {
        if (_isTrial) return;
        List<Polynomial> bounds = Bounds(at, isEnd, what);
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

    /// <summary>What a number keeps to whatever the variables are.</summary>
    private List<Polynomial> Bounds(IEnumerable<Polynomial> of, bool isHighest, object what)
    {
        List<Polynomial> bounds = [.. of];
        for (int i = _variables.Count - 1; i >= 0; i--) bounds = Replaced(bounds, _variables[i], isHighest, what);
        return bounds;
    }

    private List<Polynomial> Replaced(List<Polynomial> bounds, Variable variable, bool isHighest, object what)
    {
        int first = 0;
        while (first < bounds.Count && !bounds[first].Has(variable.Symbol)) first++;
        if (first == bounds.Count) return bounds; // as most are
        List<Polynomial> replaced = bounds.GetRange(0, first);
        for (int i = first; i < bounds.Count; i++)
        {
            if (bounds[i].Has(variable.Symbol)) replaced.AddRange(Extremes(bounds[i], variable, isHighest, what));
            else replaced.Add(bounds[i]);
        }
        return replaced;
    }

    private IEnumerable<Polynomial> Extremes(Polynomial value, Variable variable, bool isHighest, object what)
    {
        if (value.Split(variable.Symbol) is not { } parts) throw Refuse($"{what} is not affine");
        (Polynomial factor, Polynomial rest) = parts;
        bool takesLast = IsNeverNegative(factor) ? isHighest : IsNeverNegative(Polynomial.Zero - factor)
            ? !isHighest : throw Refuse($"the sign of {Text(factor)} in the address of {what} is not known");
        return takesLast ? variable.Lasts.Select(last => factor * last + rest) : [factor * variable.First + rest];
    }
}
