using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using RnnGen.Formats;
using RnnGen.Formats.Onnx;
using RnnGen.ToolTests.References;

namespace RnnGen.ToolTests.Onnx;

/// <summary>
/// Writes ONNX models, with random weights. That the schema has the numbers of the standard is seen by ONNX Runtime, which reads them too.
/// </summary>
internal sealed class OnnxBuilder(int seed, int version = 14)
{
    private readonly RandomWeights _weights = new(seed);
    private readonly OnnxGraph _graph = new();
    private int _made;

    public OnnxGraph Graph => _graph;

    /// <summary>An input of the graph; an extent of 0 is open.</summary>
    public string Input(string name, params int[] shape) => Argument(_graph.Inputs, name, shape);

    /// <summary>An output of the graph of that rank.</summary>
    public OnnxBuilder Output(string name, int rank)
    {
        Argument(_graph.Outputs, name, new int[rank]);
        return this;
    }

    /// <summary>Random weights between -1 and 1.</summary>
    public string Weights(params int[] shape) => Constant(shape, _weights.Numbers(shape.Aggregate(1, (a, b) => a * b)));

    public string Constant(int[] shape, params double[] values) => Add(Tensor($"w{_made++}", 1, shape, values, inRaw: true));

    public string Integers(params long[] values) =>
        Add(Tensor($"w{_made++}", 7, [values.Length], Array.ConvertAll(values, value => (double)value), inRaw: true));

    public string Scalar(long value) => Add(Tensor($"w{_made++}", 7, [], [value], inRaw: true));

    public string Add(OnnxTensor tensor)
    {
        _graph.Initializers.Add(tensor);
        return tensor.Name;
    }

    /// <summary>A node with one output.</summary>
    public string Node(string operation, string[] inputs, params (string, object)[] attributes) =>
        Nodes(operation, inputs, 1, attributes)[0];

    /// <summary>A node with several outputs.</summary>
    public string[] Nodes(string operation, string[] inputs, int outputs, params (string Name, object Value)[] attributes)
    {
        var node = new OnnxNode { Operation = operation, Name = $"/{operation.ToLowerInvariant()}/{operation}_{_made++}" };
        node.Inputs.Add(inputs);
        node.Outputs.Add(Enumerable.Range(0, outputs).Select(i => $"v{_made++}"));
        node.Attributes.Add(attributes.Select(attribute => Attribute(attribute.Name, attribute.Value)));
        _graph.Nodes.Add(node);
        return [.. node.Outputs];
    }

    public byte[] Bytes()
    {
        var model = new OnnxModel { IrVersion = 8, Graph = _graph };
        model.OperatorSets.Add(new OnnxOperatorSet { Version = version });
        return model.ToByteArray();
    }

    public static OnnxTensor Tensor(string name, int type, int[] shape, double[] values, bool inRaw)
    {
        var tensor = new OnnxTensor { Name = name, ElementType = type };
        tensor.Extents.Add(shape.Select(extent => (long)extent));
        if (inRaw) tensor.RawData = ByteString.CopyFrom([.. values.SelectMany(value => Raw(type, value))]);
        else if (type == 1) tensor.FloatData.Add(values.Select(value => (float)value));
        else if (type == 11) tensor.DoubleData.Add(values);
        else if (type == 7) tensor.Int64Data.Add(values.Select(value => (long)value));
        else tensor.Int32Data.Add(values.Select(value => (int)BinaryPrimitives.ReadUInt16LittleEndian(Raw(type, value))));
        return tensor;
    }

    /// <summary>What ONNX Runtime makes of one input.</summary>
    public static float[] RunOnnx(byte[] model, float[] input, params long[] shape)
    {
        using var session = new InferenceSession(model);
        using OrtValue x = OrtValue.CreateTensorValueFromMemory(input, shape);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(
            options, new Dictionary<string, OrtValue> { [session.InputNames[0]] = x }, [session.OutputNames[0]]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static byte[] Raw(int type, double value)
    {
        var bytes = new byte[8];
        switch (type)
        {
            case 1:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
                return bytes[..4];
            case 10:
                BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)value);
                return bytes[..2];
            case 11:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
                return bytes;
            case 16:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
                return bytes[2..4];
            default:
                BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)value);
                return bytes;
        }
    }

    private static string Argument(ICollection<OnnxArgument> to, string name, int[] shape)
    {
        var type = new OnnxTensorType { ElementType = 1, Shape = new OnnxShape() };
        type.Shape.Dimensions.Add(shape.Select(extent => new OnnxDimension { Value = extent }));
        to.Add(new OnnxArgument { Name = name, Type = new OnnxType { Tensor = type } });
        return name;
    }

    private static OnnxAttribute Attribute(string name, object value)
    {
        var attribute = new OnnxAttribute { Name = name };
        switch (value)
        {
            case int number:
                (attribute.I, attribute.Type) = (number, 2);
                break;
            case double number:
                (attribute.F, attribute.Type) = ((float)number, 1);
                break;
            case string text:
                (attribute.S, attribute.Type) = (ByteString.CopyFromUtf8(text), 3);
                break;
            case OnnxTensor tensor:
                (attribute.T, attribute.Type) = (tensor, 4);
                break;
            case double[] numbers:
                attribute.Floats.Add(numbers.Select(number => (float)number));
                attribute.Type = 6;
                break;
            case int[] numbers:
                attribute.Ints.Add(numbers.Select(number => (long)number));
                attribute.Type = 7;
                break;
            case string[] texts:
                attribute.Strings.Add(texts.Select(ByteString.CopyFromUtf8));
                attribute.Type = 8;
                break;
        }
        return attribute;
    }
}
