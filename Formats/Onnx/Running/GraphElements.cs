using System;
using System.Linq;

namespace RnnGen.Formats.Onnx.Running;

/// <summary>Operators element by element, with axes aligned from the last one and those of one element repeated.</summary>
internal static class GraphElements
{
    public static GraphArray Map(GraphCall call, Func<double, double> function)
    {
        GraphArray x = call[0];
        call.Machine.Spend(x.Values.Length);
        return x with { Values = Array.ConvertAll(x.Values, value => function(value)) };
    }

    public static GraphArray Zip(GraphCall call, Func<double, double, double> function)
    {
        int[] shape = Together(call[0].Shape, call[1].Shape);
        GraphArray a = Repeated(call, call[0], shape), b = Repeated(call, call[1], shape);
        double[] result = call.Allocate(shape);
        for (int i = 0; i < result.Length; i++) result[i] = function(a.Values[i], b.Values[i]);
        return new GraphArray(shape, result);
    }

    public static GraphArray Where(GraphCall call)
    {
        int[] shape = Together(Together(call[0].Shape, call[1].Shape), call[2].Shape);
        GraphArray[] all = [.. Enumerable.Range(0, 3).Select(i => Repeated(call, call[i], shape))];
        double[] result = call.Allocate(shape);
        for (int i = 0; i < result.Length; i++) result[i] = all[all[0].Values[i] != 0 ? 1 : 2].Values[i];
        return new GraphArray(shape, result);
    }

    public static GraphArray Expand(GraphCall call) => Repeated(call, call[0], Together(call[0].Shape, call[1].Integers()));

    /// <summary>The shape of which both are repetitions.</summary>
    public static int[] Together(int[] a, int[] b)
    {
        var shape = new int[Math.Max(a.Length, b.Length)];
        for (int axis = 1; axis <= shape.Length; axis++)
        {
            int left = axis <= a.Length ? a[^axis] : 1, right = axis <= b.Length ? b[^axis] : 1;
            if (left != right && left != 1 && right != 1)
                throw new GraphRunException($"the shapes [{string.Join(", ", a)}] and [{string.Join(", ", b)}] do not go together");
            shape[^axis] = left == 1 ? right : left;
        }
        return shape;
    }

    private static GraphArray Repeated(GraphCall call, GraphArray array, int[] shape)
    {
        if (array.Shape.AsSpan().SequenceEqual(shape)) return array;
        double[] result = call.Allocate(shape);
        int[] strides = array.Strides();
        int added = shape.Length - array.Rank;
        for (int i = 0; i < result.Length; i++)
        {
            int from = 0;
            for (int axis = shape.Length - 1, left = i; axis >= 0; left /= shape[axis], axis--)
                if (axis >= added && array.Shape[axis - added] != 1) from += left % shape[axis] * strides[axis - added];
            result[i] = array.Values[from];
        }
        return new GraphArray(shape, result);
    }
}
