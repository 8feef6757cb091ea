using System.Collections.Generic;
using System.Linq;
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
            case VectorExpression.LoadPart part: Part(part.Row, part.At, part.Length, part); break;
            case VectorExpression.Broadcast broadcast: Touch(broadcast.Address, 1, broadcast); break;
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

    private void Touch(Address address, int elements, object what)
    {
        Place place = At(address);
        Reach(place.Parameter, place.Offset, isEnd: false, what);
        Reach(place.Parameter, place.Offset + Polynomial.Of(elements), isEnd: true, what);
    }

    /// <summary>No more of a row than its length.</summary>
    private void Part(Address row, Offset at, int length, object what)
    {
        Place place = At(row);
        Reach(place.Parameter, place.Offset + Of(at), isEnd: false, what);
        Reach(place.Parameter, place.Offset + Polynomial.Of(length), isEnd: true, what);
    }

    /// <summary>
    /// Replaces the variables of the loops around by the bounds that make an element lowest, or an end highest. Kept is what no other
    /// edge is certain to reach beyond.
    /// </summary>
    private void Reach(string parameter, Polynomial at, bool isEnd, object what)
    {
        if (_isTrial) return;
        for (int i = _variables.Count - 1; i >= 0; i--) at = Extreme(at, _variables[i], isEnd, what);
        if (!_edges.TryGetValue((parameter, isEnd), out List<Edge>? known)) _edges.Add((parameter, isEnd), known = []);
        foreach (Edge edge in known)
            if (IsBeyond(edge.At, at)) return;
        known.RemoveAll(edge => IsBeyond(at, edge.At));
        known.Add(new Edge(parameter, at, isEnd, what));

        bool IsBeyond(Polynomial one, Polynomial other) => IsNeverNegative(isEnd ? one - other : other - one);
    }

    private Polynomial Extreme(Polynomial value, Variable variable, bool isHighest, object what)
    {
        if (!value.Has(variable.Symbol)) return value;
        if (value.Split(variable.Symbol) is not { } parts) throw Refuse($"{what} is not affine");
        (Polynomial factor, Polynomial rest) = parts;
        if (IsNeverNegative(factor)) return factor * (isHighest ? variable.Last : variable.First) + rest;
        if (IsNeverNegative(Polynomial.Zero - factor)) return factor * (isHighest ? variable.First : variable.Last) + rest;
        throw Refuse($"the sign of {Text(factor)} in the address of {what} is not known");
    }
}
