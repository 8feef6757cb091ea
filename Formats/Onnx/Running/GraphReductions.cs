using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx.Running;

/// <summary>Operators that go over whole axes.</summary>
internal static class GraphReductions
{
    public static GraphArray Reduce(GraphCall call, int[]? axes, double first, Func<double, double, double> function)
    {
        GraphArray x = call[0];
        HashSet<int> reduced = [.. (axes ?? [.. Enumerable.Range(0, x.Rank)]).Select(axis => GraphCall.Axis(axis, x.Rank))];
        if (call.Integer("keepdims", 1) != 0) throw new GraphRunException("axes that are kept");
        int[] kept = [.. Enumerable.Range(0, x.Rank).Where(axis => !reduced.Contains(axis))];
        int[] shape = [.. kept.Select(axis => x.Shape[axis])];
        double[] result = call.Allocate(shape);
        call.Machine.Spend(x.Values.Length);
        Array.Fill(result, first);
        int[] strides = x.Strides(), to = new GraphArray(shape, result).Strides();
        for (int i = 0; i < x.Values.Length; i++)
        {
            int at = 0;
            for (int k = 0; k < kept.Length; k++) at += i / strides[kept[k]] % shape[k] * to[k];
            result[at] = function(result[at], x.Values[i]);
        }
        return new GraphArray(shape, result);
    }

    /// <summary>Where the first largest element along an axis is; the axis stays, with one element.</summary>
    public static GraphArray ArgMax(GraphCall call)
    {
        if (call.Integer("keepdims", 1) != 1 || call.Integer("select_last_index", 0) != 0)
            throw new GraphRunException("another form of ArgMax");
        int axis = GraphCall.Axis(call.Integer("axis", 0), call[0].Rank);
        double[] result = Rows(call, axis, (row, values) =>
        {
            int first = 0;
            for (int i = 1; i < row; i++)
                if (!(values(i) <= values(first)) && !double.IsNaN(values(first))) first = i;
            return [first];
        });
        return new GraphArray([.. call[0].Shape.Select((extent, i) => i == axis ? 1 : extent)], result);
    }

    /// <summary>The sums of the elements along an axis, up to each or from each on.</summary>
    public static GraphArray CumSum(GraphCall call)
    {
        if (call.Integer("exclusive", 0) != 0) throw new GraphRunException("sums without the element itself");
        bool isReversed = call.Integer("reverse", 0) != 0;
        int axis = GraphCall.Axis(call[1].Integers()[0], call[0].Rank);
        return call[0] with
        {
            Values = Rows(call, axis, (row, values) =>
            {
                var sums = new double[row];
                double sum = 0;
                for (int i = 0; i < row; i++)
                {
                    int at = isReversed ? row - 1 - i : i;
                    sums[at] = sum += values(at);
                }
                return sums;
            }),
        };
    }

    public static GraphArray Softmax(GraphCall call)
    {
        int axis = GraphCall.Axis(call.Integer("axis", -1), call[0].Rank);
        return call[0] with
        {
            Values = Rows(call, axis, (row, values) =>
            {
                double[] all = [.. Enumerable.Range(0, row).Select(values)];
                double largest = all.Aggregate(GraphNumbers.Maximum);
                double[] exponentials = Array.ConvertAll(all, value => Math.Exp(value - largest));
                double sum = exponentials.Sum();
                return Array.ConvertAll(exponentials, value => value / sum);
            }),
        };
    }

    /// <summary>What a function makes of each row along an axis, in the places of that axis.</summary>
    private static double[] Rows(GraphCall call, int axis, Func<int, Func<int, double>, double[]> function)
    {
        (int before, int extent, int behind) = GraphAxes.Around(call[0], axis);
        call.Machine.Spend(call[0].Values.Length);
        double[] from = call[0].Values, result = [];
        if (extent == 0) throw new GraphRunException("an axis without elements");
        for (int block = 0; block < before; block++)
        {
            for (int i = 0; i < behind; i++)
            {
                (int start, int stride) = (block * extent * behind + i, behind);
                double[] made = function(extent, k => from[start + k * stride]);
                if (result.Length == 0) result = new double[before * made.Length * behind];
                for (int k = 0; k < made.Length; k++) result[(block * made.Length + k) * behind + i] = made[k];
            }
        }
        return result;
    }
}
