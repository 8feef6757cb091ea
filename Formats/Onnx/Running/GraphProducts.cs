using System.Linq;

namespace RnnGen.Formats.Onnx.Running;

/// <summary>The product of matrices, of stacks of them, and of vectors, which are rows on the left and columns on the right.</summary>
internal static class GraphProducts
{
    public static GraphArray MatMul(GraphCall call)
    {
        GraphArray a = call[0], b = call[1];
        if (a.Rank == 0 || b.Rank == 0) throw new GraphRunException("a product with a scalar");
        GraphArray left = a.Rank == 1 ? a.As(1, a.Shape[0]) : a, right = b.Rank == 1 ? b.As(b.Shape[0], 1) : b;
        (int rows, int inner, int columns) = (left.Shape[^2], left.Shape[^1], right.Shape[^1]);
        if (right.Shape[^2] != inner) throw new GraphRunException($"{inner} columns meet {right.Shape[^2]} rows");
        int[] stack = GraphElements.Together(left.Shape[..^2], right.Shape[..^2]);
        double[] result = call.Allocate([.. stack, rows, columns]);
        call.Machine.Spend(result.LongLength * inner);
        for (int at = 0; at * rows * columns < result.Length; at++)
        {
            int from = Offset(at, stack, left) * rows * inner, with = Offset(at, stack, right) * inner * columns, to = at * rows * columns;
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    for (int k = 0; k < inner; k++)
                        result[to + i * columns + j] += left.Values[from + i * inner + k] * right.Values[with + k * columns + j];
        }
        return new GraphArray([.. stack, .. a.Rank == 1 ? [] : new[] { rows }, .. b.Rank == 1 ? [] : new[] { columns }], result);
    }

    /// <summary>Which matrix of a stack meets the one at a place of the result.</summary>
    private static int Offset(int at, int[] stack, GraphArray array)
    {
        int[] own = array.Shape[..^2], strides = new GraphArray(own, []).Strides();
        int from = 0;
        foreach (int axis in Enumerable.Range(1, stack.Length))
        {
            if (axis <= own.Length && own[^axis] != 1) from += at % stack[^axis] * strides[^axis];
            at /= stack[^axis];
        }
        return from;
    }
}
