using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx;

/// <summary>Shapes that the graph computes: how exporters write zeros for a batch of any size, and reshapes of it.</summary>
internal static class OnnxShapes
{
    public static OnnxValue Apply(OnnxCall call) => call.Operation switch
    {
        "Shape" => Shape(call),
        "ConstantOfShape" => ConstantOfShape(call),
        "Expand" => Expand(call),
        "Concat" => new OnnxValue.Extents([.. Enumerable.Range(0, call.Count).SelectMany(index => Extents(call, index))]),
        "Gather" when call.Operand(0) is OnnxValue.Extents => Gather(call),
        "Slice" when call.Operand(0) is OnnxValue.Extents => Slice(call),
        "Squeeze" or "Unsqueeze" => call.Operand(0)!,
        "Slice" or "Transpose" or "Reshape" when call.Operand(0) is OnnxValue.Filled => call.Operand(0)!,
        _ => throw call.Unsupported("a shape that is computed in a way that is not followed; export the model with constant shapes."),
    };

    /// <summary>An operand as a shape.</summary>
    public static IReadOnlyList<Extent> Extents(OnnxCall call, int index) => call.Operand(index) is OnnxValue.Extents extents
        ? extents.Values
        : [.. OnnxCall.Numbers(call.Constant(index)).Select(number => new Extent(number, null))];

    private static OnnxValue Shape(OnnxCall call)
    {
        IReadOnlyList<Extent> all = call.Operand(0) switch
        {
            OnnxValue.Constant constant => [.. constant.Tensor.Shape.Select(extent => new Extent(extent, null))],
            OnnxValue.Signal signal => [.. signal.Axes.Select(Extent.Of)],
            _ => throw OnnxOperators.Unknown(call),
        };
        (long start, long count) = OnnxConstants.Range(
            call, call.Integer("start", 0), call.Integer("end", long.MaxValue), 1, all.Count);
        return new OnnxValue.Extents([.. all.Skip((int)start).Take((int)count)]);
    }

    private static OnnxValue.Filled ConstantOfShape(OnnxCall call)
    {
        if (call.Find("value")?.T is not { } tensor) return new OnnxValue.Filled(0);
        ImportedTensor value = OnnxTensors.Read(tensor, call.Where, call.Budget);
        return value.Values.Length == 1 ? new OnnxValue.Filled(value.Values[0]) : throw call.Damaged("its value has to be one element.");
    }

    /// <summary>A constant that is repeated for each sequence of a batch stays what it is: one row for all.</summary>
    private static OnnxValue Expand(OnnxCall call) => call.Operand(0) switch
    {
        OnnxValue.Filled filled => filled,
        OnnxValue.Constant { Tensor: { Values.Length: 1 } tensor } => new OnnxValue.Filled(tensor.Values[0]),
        OnnxValue.Constant constant => constant,
        _ => throw OnnxOperators.Unknown(call),
    };

    private static OnnxValue.Extents Gather(OnnxCall call)
    {
        IReadOnlyList<Extent> all = Extents(call, 0);
        long[] indices = OnnxCall.Numbers(call.Constant(1));
        return new OnnxValue.Extents([.. indices.Select(index => all[call.Axis(index, all.Count)])]);
    }

    private static OnnxValue.Extents Slice(OnnxCall call)
    {
        IReadOnlyList<Extent> all = Extents(call, 0);
        foreach ((_, long start, long end, long step) in OnnxConstants.Slices(call, 1))
        {
            (long first, long count) = OnnxConstants.Range(call, start, end, step, all.Count);
            all = [.. all.Skip((int)first).Take((int)count)];
        }
        return new OnnxValue.Extents(all);
    }
}
