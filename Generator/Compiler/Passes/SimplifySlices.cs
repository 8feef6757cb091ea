using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>Slices move towards what they cut, so that only what is needed is made. Of two axes, rows are cut first.</summary>
internal static class SimplifySlices
{
    public static Value? Slice(Operation.Slice slice, Equation equation, Rewriter r)
    {
        Value whole = equation.Operands[0];
        // x[0..n] = x
        if (slice.Length == whole.Shape.Extent(slice.Axis)) return whole;
        return r.Definition(whole) is not { } definition ? null : definition.Operation switch
        {
            Operation.Slice inner => OfSlice(slice, inner, definition.Operands[0], r),
            Operation.Concat concat when concat.Axis == slice.Axis => OfConcat(slice, definition, r),
            Operation.Pad pad => OfPad(slice, pad, definition.Operands[0], equation, r),
            // broadcast(s)[a..b] = broadcast(s)
            Operation.Broadcast => r.Builder.Broadcast(definition.Operands[0], equation.Result.Shape),
            // rows(v)[a..b] = rows(v), columns(v)[a..b] = columns(v[a..b])
            Operation.Spread spread when spread.Axis == slice.Axis => r.Builder.Spread(definition.Operands[0], spread.Axis, slice.Length),
            Operation.Spread spread => r.Builder.Spread(
                r.Builder.Slice(definition.Operands[0], 0, slice.Start, slice.Length), spread.Axis, spread.Extent),
            // outer(u, v)[a..b] = outer(u[a..b], v)
            Operation.Outer when slice.Axis == 0 =>
                r.Builder.Outer(r.Builder.Slice(definition.Operands[0], 0, slice.Start, slice.Length), definition.Operands[1]),
            Operation.Outer =>
                r.Builder.Outer(definition.Operands[0], r.Builder.Slice(definition.Operands[1], 0, slice.Start, slice.Length)),
            // W^T[a..b] = (W[:, a..b])^T
            Operation.Transpose =>
                r.Builder.Transpose(r.Builder.Slice(definition.Operands[0], 1 - slice.Axis, slice.Start, slice.Length)),
            _ => null,
        };
    }

    private static Value? OfSlice(Operation.Slice outer, Operation.Slice inner, Value whole, Rewriter r)
    {
        // x[a..b][c..d] = x[a + c..a + d]
        if (inner.Axis == outer.Axis) return r.Builder.Slice(whole, outer.Axis, inner.Start + outer.Start, outer.Length);
        // W[:, a..b][c..d] = W[c..d][:, a..b]
        return outer.Axis == 0
            ? r.Builder.Slice(r.Builder.Slice(whole, 0, outer.Start, outer.Length), 1, inner.Start, inner.Length)
            : null;
    }

    /// <summary>[a; b; c][from..to] = [a[from..]; b; c[..to]], without the operands that lie outside.</summary>
    private static Value OfConcat(Operation.Slice slice, Equation concat, Rewriter r)
    {
        var kept = new List<Value>();
        int start = 0, end = slice.Start + slice.Length;
        foreach (Value operand in concat.Operands)
        {
            int extent = operand.Shape.Extent(slice.Axis);
            int from = Math.Max(slice.Start - start, 0), to = Math.Min(end - start, extent);
            if (from < to) kept.Add(r.Builder.Slice(operand, slice.Axis, from, to - from));
            start += extent;
        }
        return r.Builder.Concat(slice.Axis, kept.ToArray());
    }

    private static Value OfPad(Operation.Slice slice, Operation.Pad pad, Value padded, Equation equation, Rewriter r)
    {
        // pad(W, :, …)[a..b] = pad(W[a..b], :, …)
        if (pad.Axis != slice.Axis)
            return r.Builder.Pad(r.Builder.Slice(padded, slice.Axis, slice.Start, slice.Length), pad.Axis, pad.Start, pad.Total);
        int extent = padded.Shape.Extent(pad.Axis);
        int from = Math.Max(slice.Start - pad.Start, 0), to = Math.Min(slice.Start + slice.Length - pad.Start, extent);
        // What is cut lies in the padding: zeros
        if (from >= to) return r.Builder.Constant(0, equation.Result.Shape);
        // pad(x)[a..b] = pad(x[…])
        Value cut = r.Builder.Slice(padded, pad.Axis, from, to - from);
        return r.Builder.Pad(cut, pad.Axis, Math.Max(pad.Start - slice.Start, 0), slice.Length);
    }
}
