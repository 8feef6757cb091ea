using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using RnnGen.Compiler;
using RnnGen.Formats.Onnx;

namespace RnnGen.Tool.Exporting.Onnx.Graph;

/// <summary>Tensors of a file: bytes in the order of the standard.</summary>
internal static class GraphTensors
{
    public const int Float = 1, Int32 = 6, Int64 = 7, Bool = 9, Double = 11;

    public static int TypeOf(ElementType element) => element == ElementType.Float ? Float : Double;

    public static OnnxTensor Of(string name, ElementType element, IEnumerable<long> extents, double[] values)
    {
        int size = element == ElementType.Float ? sizeof(float) : sizeof(double);
        byte[] bytes = new byte[values.Length * size];
        for (int i = 0; i < values.Length; i++)
        {
            Span<byte> at = bytes.AsSpan(i * size);
            if (element == ElementType.Float) BinaryPrimitives.WriteSingleLittleEndian(at, (float)values[i]);
            else BinaryPrimitives.WriteDoubleLittleEndian(at, values[i]);
        }
        return Of(name, TypeOf(element), extents, bytes);
    }

    public static OnnxTensor Of(string name, int type, IEnumerable<long> extents, byte[] bytes)
    {
        var tensor = new OnnxTensor { Name = name, ElementType = type, RawData = UnsafeByteOperations.UnsafeWrap(bytes) };
        tensor.Extents.Add(extents);
        return tensor;
    }

    public static OnnxTensor Integers(string name, IReadOnlyList<long> values, bool isScalar = false)
    {
        byte[] bytes = new byte[values.Count * sizeof(long)];
        for (int i = 0; i < values.Count; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        return Of(name, Int64, isScalar ? [] : [values.Count], bytes);
    }

    /// <summary>An input or an output; an extent is a number, or the name of one that is open.</summary>
    public static OnnxArgument Argument(string name, int type, params IEnumerable<object> extents)
    {
        var shape = new OnnxShape();
        shape.Dimensions.Add(extents.Select(extent => extent is string open
            ? new OnnxDimension { Name = open }
            : new OnnxDimension { Value = Convert.ToInt64(extent, System.Globalization.CultureInfo.InvariantCulture) }));
        return new OnnxArgument { Name = name, Type = new OnnxType { Tensor = new OnnxTensorType { ElementType = type, Shape = shape } } };
    }
}
