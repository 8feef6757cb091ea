using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx;

/// <summary>Changes of layout between a constant in the file and the operator that uses it.</summary>
internal static class OnnxConstants
{
    public static ImportedTensor Read(OnnxCall call)
    {
        if (call.Find("value")?.T is { } tensor) return OnnxTensors.Read(tensor, call.Where, call.Budget);
        if (call.Find("value_float") is { } number) return new ImportedTensor(call.Where, "F32", [], [number.F]);
        if (call.Find("value_int") is { } integer) return new ImportedTensor(call.Where, "I64", [], [integer.I]);
        if (call.Find("value_floats") is { } numbers)
            return new ImportedTensor(call.Where, "F32", [numbers.Floats.Count], [.. numbers.Floats.Select(value => (double)value)]);
        if (call.Find("value_ints") is { } integers)
            return new ImportedTensor(call.Where, "I64", [integers.Ints.Count], [.. integers.Ints.Select(value => (double)value)]);
        throw call.Unsupported("a constant that is no tensor of numbers.");
    }

    public static OnnxValue[] Apply(OnnxCall call)
    {
        ImportedTensor tensor = call.Constant(0);
        call.Budget.Spend(tensor.Values.Length, sizeof(double), call.Where);
        return call.Operation switch
        {
            "Transpose" => [Value(Transpose(call, tensor))],
            "Unsqueeze" => [Value(Unsqueeze(call, tensor))],
            "Squeeze" => [Value(Squeeze(call, tensor))],
            "Reshape" => [Value(Reshape(call, tensor))],
            "Concat" => [Value(Concat(call))],
            "Slice" => [Value(Slice(call, tensor))],
            "Gather" => [Value(Gather(call, tensor))],
            "Neg" => [Value(tensor.Negate())],
            _ => throw OnnxOperators.Unknown(call),
        };
    }

    /// <summary>To another element type, rounded as that type is.</summary>
    public static ImportedTensor Cast(OnnxCall call, ImportedTensor tensor)
    {
        (string dtype, Func<double, double> to) = call.Integer("to", 1) switch
        {
            1 => ("F32", value => (float)value),
            10 => ("F16", value => (double)(Half)value),
            11 => ("F64", value => value),
            6 or 7 => ("I64", Math.Truncate),
            _ => (tensor.Dtype, (Func<double, double>)(_ => throw call.Unsupported("a change to another type than a floating-point one."))),
        };
        return new ImportedTensor(tensor.Name, dtype, tensor.Shape, [.. tensor.Values.ToArray().Select(to)]);
    }

    /// <summary>The axes that a node permutes, as indices.</summary>
    public static int[] Permutation(OnnxCall call, int rank)
    {
        long[] axes = call.Find("perm")?.Ints.ToArray() ?? [.. Enumerable.Range(0, rank).Reverse().Select(axis => (long)axis)];
        return axes.Order().SequenceEqual(Enumerable.Range(0, rank).Select(axis => (long)axis))
            ? [.. axes.Select(axis => (int)axis)]
            : throw call.Damaged($"perm is [{string.Join(", ", axes.Take(10))}] for a tensor with {rank} axes.");
    }

    /// <summary>First element, end and step of a slice along one axis of known extent, as the standard bounds them.</summary>
    public static (long Start, long Count) Range(OnnxCall call, long start, long end, long step, long extent)
    {
        if (step != 1) throw call.Unsupported($"a slice in steps of {step}; only steps of 1 are carried over.");
        start = Math.Clamp(start < 0 ? start + extent : start, 0, extent);
        end = Math.Clamp(end < 0 ? end + extent : end, 0, extent);
        return (start, Math.Max(0, end - start));
    }

    /// <summary>Starts, ends, axes and steps of a Slice, which are operands, attributes in older versions.</summary>
    public static IEnumerable<(int Axis, long Start, long End, long Step)> Slices(OnnxCall call, int rank)
    {
        long[] starts = call.Integers(1, "starts") ?? [], ends = call.Integers(2, "ends") ?? [];
        long[] axes = call.Integers(3, "axes") ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        long[] steps = call.Integers(4, "steps") ?? [.. Enumerable.Repeat(1L, starts.Length)];
        if (starts.Length != ends.Length || starts.Length != axes.Length || starts.Length != steps.Length || starts.Length > rank)
            throw call.Damaged("starts, ends, axes and steps of unequal length.");
        return starts.Select((start, i) => (call.Axis(axes[i], rank), start, ends[i], steps[i]));
    }

    private static OnnxValue.Constant Value(ImportedTensor tensor) => new(tensor);

    private static ImportedTensor Transpose(OnnxCall call, ImportedTensor tensor)
    {
        int[] axes = Permutation(call, tensor.Rank);
        int[] shape = [.. axes.Select(axis => tensor.Shape[axis])];
        long[] strides = Strides(tensor.Shape);
        return Gathered(tensor, shape, [.. axes.Select(axis => strides[axis])], 0);
    }

    private static ImportedTensor Unsqueeze(OnnxCall call, ImportedTensor tensor)
    {
        long[] axes = call.Integers(1, "axes") ?? throw call.Damaged("axes are missing.");
        int rank = tensor.Rank + axes.Length;
        if (rank > 16) throw call.Damaged($"a tensor with {rank} axes.");
        HashSet<int> added = [.. axes.Select(axis => call.Axis(axis, rank))];
        if (added.Count != axes.Length) throw call.Damaged("an axis is added twice.");
        var left = new Queue<int>(tensor.Shape);
        return tensor.Reshape([.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? 1 : left.Dequeue())]);
    }

    private static ImportedTensor Squeeze(OnnxCall call, ImportedTensor tensor)
    {
        HashSet<int>? axes = call.Integers(1, "axes")?.Select(axis => call.Axis(axis, tensor.Rank)).ToHashSet();
        return tensor.Reshape([.. tensor.Shape.Where((extent, axis) => axes is null ? extent != 1 : !axes.Contains(axis))]);
    }

    private static ImportedTensor Reshape(OnnxCall call, ImportedTensor tensor)
    {
        long[] wanted = call.Integers(1, "shape") ?? throw call.Damaged("the shape is missing.");
        if (wanted.Length > 16) throw call.Damaged($"a tensor with {wanted.Length} axes.");
        long[] shape = [.. wanted.Select((extent, axis) => extent == 0 && axis < tensor.Rank ? tensor.Shape[axis] : extent)];
        Int128 known = shape.Where(extent => extent >= 0).Aggregate((Int128)1, (a, b) => a * b);
        int open = Array.IndexOf(shape, -1L);
        if (open >= 0 && known > 0) shape[open] = (long)(tensor.Values.Length / known);
        if (shape.Any(extent => extent is < 0 or > int.MaxValue)) throw call.Damaged("a shape that does not fit the elements.");
        return tensor.Reshape([.. shape.Select(extent => (int)extent)]);
    }

    private static ImportedTensor Concat(OnnxCall call)
    {
        ImportedTensor[] parts = [.. Enumerable.Range(0, call.Count).Select(call.Constant)];
        int axis = call.Axis(call.Integer("axis", 0), parts[0].Rank);
        int[] shape = [.. parts[0].Shape];
        long extent = 0;
        foreach (ImportedTensor part in parts)
        {
            if (part.Rank != shape.Length || part.Shape.Where((size, i) => i != axis && size != shape[i]).Any())
                throw call.Damaged($"'{OnnxCall.Cut(part.Name)}' {part.ShapeText} does not fit {parts[0].ShapeText}.");
            extent += part.Shape[axis];
            call.Budget.Spend(part.Values.Length, sizeof(double), call.Where);
        }
        if (extent > int.MaxValue) throw call.Damaged("the sum of the extents is too large.");
        shape[axis] = (int)extent;
        int rows = shape[..axis].Aggregate(1, (a, b) => a * b);
        var values = new List<double>();
        for (int row = 0; row < rows; row++)
        {
            foreach (ImportedTensor part in parts)
            {
                int length = part.Values.Length / rows;
                values.AddRange(part.Values.Slice(row * length, length));
            }
        }
        return new ImportedTensor(parts[0].Name, parts[0].Dtype, shape, [.. values]);
    }

    private static ImportedTensor Slice(OnnxCall call, ImportedTensor tensor)
    {
        int[] shape = [.. tensor.Shape];
        long[] strides = Strides(tensor.Shape);
        long offset = 0;
        foreach ((int axis, long start, long end, long step) in Slices(call, tensor.Rank))
        {
            (long first, long count) = Range(call, start, end, step, shape[axis]);
            offset += first * strides[axis];
            shape[axis] = (int)count;
        }
        return Gathered(tensor, shape, strides, offset);
    }

    private static ImportedTensor Gather(OnnxCall call, ImportedTensor tensor)
    {
        ImportedTensor index = call.Constant(1);
        int axis = call.Axis(call.Integer("axis", 0), tensor.Rank);
        if (index.Values.Length != 1 || index.Rank > 1) throw call.Unsupported("a choice of several rows of a constant.");
        int at = call.Axis((long)index.Values[0], tensor.Shape[axis]);
        long[] strides = Strides(tensor.Shape);
        int[] shape = [.. tensor.Shape];
        shape[axis] = 1;
        ImportedTensor row = Gathered(tensor, shape, strides, at * strides[axis]);
        return index.Rank == 1 ? row : row.Reshape([.. shape.Where((_, i) => i != axis)]);
    }

    private static long[] Strides(IReadOnlyList<int> shape)
    {
        var strides = new long[shape.Count];
        long stride = 1;
        for (int axis = shape.Count - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }

    /// <summary>The elements at offset + index · strides for all indices of a shape, which does not ask for more than there are.</summary>
    private static ImportedTensor Gathered(ImportedTensor tensor, int[] shape, long[] strides, long offset)
    {
        int count = shape.Aggregate(1, (a, b) => a * b);
        var values = new double[count];
        var index = new int[shape.Length];
        long at = offset;
        for (int i = 0; i < count; i++)
        {
            values[i] = tensor.Values[(int)at];
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                at += strides[axis];
                if (++index[axis] < shape[axis]) break;
                at -= index[axis] * strides[axis];
                index[axis] = 0;
            }
        }
        return new ImportedTensor(tensor.Name, tensor.Dtype, shape, values);
    }
}
