using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Google.Protobuf;

namespace RnnGen.Tests.Onnx;

/// <summary>
/// Writes an ONNX model of one node whose operands are all inputs of the graph. Field numbers are those of onnx.proto3
/// (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3).
/// </summary>
internal static class OnnxModel
{
    private const int FloatElements = 1, Int32Elements = 6, IntegerAttribute = 2, TextAttribute = 3;
    private const int IrVersion = 8, OperatorSet = 14;

    /// <param name="inputs">Names in the operator's order, empty where an optional one is left out, with shapes.</param>
    /// <param name="outputs">Names with ranks.</param>
    /// <param name="texts">Attributes that are texts.</param>
    public static byte[] OfNode(
        string operation,
        IReadOnlyList<(string Name, int[] Shape, bool IsInt32)> inputs,
        IReadOnlyList<(string Name, int Rank)> outputs,
        IReadOnlyList<(string Name, int Value)> attributes,
        IReadOnlyList<(string Name, string Value)> texts)
    {
        byte[] node = Message(output =>
        {
            foreach ((string name, _, _) in inputs) Write(output, 1, name);
            foreach ((string name, _) in outputs) Write(output, 2, name);
            Write(output, 4, operation);
            foreach ((string name, int value) in attributes) Write(output, 5, Attribute(name, value));
            foreach ((string name, string value) in texts) Write(output, 5, Attribute(name, value));
        });
        byte[] graph = Message(output =>
        {
            Write(output, 1, node);
            Write(output, 2, "graph");
            foreach ((string name, int[] shape, bool isInt32) in inputs.Where(input => input.Name.Length > 0))
                Write(output, 11, Tensor(name, shape, isInt32 ? Int32Elements : FloatElements));
            foreach ((string name, int rank) in outputs) Write(output, 12, Tensor(name, new int[rank]));
        });
        return Message(output =>
        {
            Write(output, 1, IrVersion);
            Write(output, 7, graph);
            Write(output, 8, Message(set => Write(set, 2, OperatorSet)));
        });
    }

    private static byte[] Attribute(string name, int value) => Message(output =>
    {
        Write(output, 1, name);
        Write(output, 3, value);
        Write(output, 20, IntegerAttribute);
    });

    private static byte[] Attribute(string name, string value) => Message(output =>
    {
        Write(output, 1, name);
        Write(output, 4, value);
        Write(output, 20, TextAttribute);
    });

    /// <summary>A tensor; an extent of 0 stands for any.</summary>
    private static byte[] Tensor(string name, int[] shape, int elements = FloatElements)
    {
        byte[] extents = Message(output =>
        {
            foreach (int extent in shape) Write(output, 1, Message(dimension => WriteExtent(dimension, extent)));
        });
        byte[] tensor = Message(output =>
        {
            Write(output, 1, elements);
            Write(output, 2, extents);
        });
        return Message(output =>
        {
            Write(output, 1, name);
            Write(output, 2, Message(type => Write(type, 1, tensor)));
        });
    }

    private static void WriteExtent(CodedOutputStream output, int extent)
    {
        if (extent > 0) Write(output, 1, extent);
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true)) write(output);
        return bytes.ToArray();
    }

    private static void Write(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void Write(CodedOutputStream output, int field, byte[] message)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(message));
    }

    private static void Write(CodedOutputStream output, int field, int number)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(number);
    }
}
