using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx.Running;

/// <summary>Operators that move elements and change none, and those on shapes.</summary>
internal static class GraphAxes
{
    public static readonly IReadOnlyDictionary<string, Func<GraphCall, GraphArray>> Rows
        = new Dictionary<string, Func<GraphCall, GraphArray>>
        {
            ["Shape"] = Shape,
            ["Expand"] = GraphElements.Expand,
            ["Reshape"] = Reshape,
            ["Squeeze"] = Squeeze,
            ["Unsqueeze"] = Unsqueeze,
            ["Transpose"] = Transpose,
            ["Concat"] = Concat,
            ["Slice"] = Slice,
            ["Pad"] = Pad,
            ["Range"] = Range,
        };

    /// <summary>An array as blocks around one axis: [before, extent, behind].</summary>
    public static (int Before, int Extent, int Behind) Around(GraphArray array, int axis) => (
        (int)GraphArray.Count(array.Shape.Take(axis)), array.Shape[axis], (int)GraphArray.Count(array.Shape.Skip(axis + 1)));

    private static GraphArray Shape(GraphCall call)
    {
        int rank = call[0].Rank, start = call.Integer("start", 0), end = call.Integer("end", rank);
        start = Math.Clamp(start < 0 ? start + rank : start, 0, rank);
        end = Math.Clamp(end < 0 ? end + rank : end, start, rank);
        return GraphArray.Vector(call[0].Shape[start..end]);
    }

    /// <summary>0 keeps an extent, -1 takes what is left.</summary>
    private static GraphArray Reshape(GraphCall call)
    {
        GraphArray x = call[0];
        int[] shape = [.. call[1].Integers().Select((extent, axis) => extent == 0 && axis < x.Rank ? x.Shape[axis] : extent)];
        int open = Array.IndexOf(shape, -1);
        if (open >= 0) shape[open] = (int)(x.Values.Length / Math.Max(1, GraphArray.Count(shape.Where(extent => extent >= 0))));
        return x.As(shape);
    }

    private static GraphArray Squeeze(GraphCall call)
    {
        HashSet<int> axes = [.. call[1].Integers().Select(axis => GraphCall.Axis(axis, call[0].Rank))];
        if (axes.Any(axis => call[0].Shape[axis] != 1)) throw new GraphRunException("an axis of several elements is left out");
        return call[0].As(call[0].Shape.Where((_, axis) => !axes.Contains(axis)));
    }

    private static GraphArray Unsqueeze(GraphCall call)
    {
        int rank = call[0].Rank + call[1].Values.Length;
        HashSet<int> axes = [.. call[1].Integers().Select(axis => GraphCall.Axis(axis, rank))];
        var left = new Queue<int>(call[0].Shape);
        return call[0].As(Enumerable.Range(0, rank).Select(axis => axes.Contains(axis) ? 1 : left.TryDequeue(out int extent) ? extent : 1));
    }

    private static GraphArray Transpose(GraphCall call)
    {
        GraphArray x = call[0];
        int[] order = call.Integers("perm") ?? [.. Enumerable.Range(0, x.Rank).Reverse()];
        if (!order.Order().SequenceEqual(Enumerable.Range(0, x.Rank))) throw new GraphRunException("a permutation of other axes");
        int[] strides = x.Strides(), shape = [.. order.Select(axis => x.Shape[axis])];
        double[] result = call.Allocate(shape);
        for (int i = 0; i < result.Length; i++)
        {
            int from = 0;
            for (int axis = shape.Length - 1, left = i; axis >= 0; left /= shape[axis], axis--)
                from += left % shape[axis] * strides[order[axis]];
            result[i] = x.Values[from];
        }
        return new GraphArray(shape, result);
    }

    private static GraphArray Concat(GraphCall call)
    {
        GraphArray[] parts = [.. Enumerable.Range(0, call.Count).Select(i => call[i])];
        int axis = GraphCall.Axis(call.Integer("axis", 0), parts[0].Rank);
        if (parts.Any(part => part.Rank != parts[0].Rank
            || part.Shape.Where((extent, i) => i != axis && extent != parts[0].Shape[i]).Any()))
            throw new GraphRunException("parts of different shapes are joined");
        int[] shape = [.. parts[0].Shape.Select((extent, i) => i == axis ? parts.Sum(part => part.Shape[i]) : extent)];
        double[] result = call.Allocate(shape);
        int at = 0, before = Around(parts[0], axis).Before;
        for (int block = 0; block < before; block++)
        {
            foreach (GraphArray part in parts)
            {
                int length = part.Values.Length / before;
                Array.Copy(part.Values, block * length, result, at, length);
                at += length;
            }
        }
        return new GraphArray(shape, result);
    }

    private static GraphArray Slice(GraphCall call)
    {
        GraphArray x = call[0];
        int[] starts = call[1].Integers(), ends = call[2].Integers(), axes = call[3].Integers();
        if (call.Find(4) is not null || starts.Length != ends.Length || axes.Length != starts.Length)
            throw new GraphRunException("a slice in steps");
        for (int i = 0; i < starts.Length; i++) x = Slice(call, x, GraphCall.Axis(axes[i], x.Rank), starts[i], ends[i]);
        return x;
    }

    private static GraphArray Slice(GraphCall call, GraphArray x, int axis, int start, int end)
    {
        (int before, int extent, int behind) = Around(x, axis);
        start = Math.Clamp(start < 0 ? start + extent : start, 0, extent);
        end = Math.Clamp(end < 0 ? end + extent : end, start, extent);
        int[] shape = [.. x.Shape.Select((e, i) => i == axis ? end - start : e)];
        double[] result = call.Allocate(shape);
        int length = (end - start) * behind;
        for (int block = 0; block < before; block++)
            Array.Copy(x.Values, (block * extent + start) * behind, result, block * length, length);
        return new GraphArray(shape, result);
    }

    /// <summary>Zeros around an array.</summary>
    private static GraphArray Pad(GraphCall call)
    {
        GraphArray x = call[0];
        int[] pads = call[1].Integers();
        if (pads.Length != 2 * x.Rank || pads.Any(pad => pad < 0)) throw new GraphRunException("a padding of other axes");
        int[] shape = [.. x.Shape.Select((extent, axis) => extent + pads[axis] + pads[x.Rank + axis])];
        double[] result = call.Allocate(shape);
        int[] strides = new GraphArray(shape, result).Strides();
        for (int i = 0; i < x.Values.Length; i++)
        {
            int to = 0;
            for (int axis = x.Rank - 1, left = i; axis >= 0; left /= x.Shape[axis], axis--)
                to += (left % x.Shape[axis] + pads[axis]) * strides[axis];
            result[to] = x.Values[i];
        }
        return new GraphArray(shape, result);
    }

    private static GraphArray Range(GraphCall call)
    {
        double start = call[0].Values[0], step = call[2].Values[0];
        double[] result = call.Allocate([(int)Math.Clamp(Math.Ceiling((call[1].Values[0] - start) / step), 0, int.MaxValue)]);
        for (int i = 0; i < result.Length; i++) result[i] = start + i * step;
        return GraphArray.Of(result);
    }
}
