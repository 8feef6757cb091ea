using System;
using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using RnnGen.Formats.Onnx;

namespace RnnGen.Tool.Exporting.Onnx.Graph;

/// <summary>Attributes of nodes, each with the number that the standard gives its type.</summary>
internal static class NodeAttributes
{
    public static OnnxAttribute Of(string name, long value) => new() { Name = name, I = value, Type = 2 };

    public static OnnxAttribute Of(string name, double value) => new() { Name = name, F = (float)value, Type = 1 };

    public static OnnxAttribute Of(string name, string value) => new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = 3 };

    public static OnnxAttribute Of(string name, OnnxGraph value) => new() { Name = name, G = value, Type = 5 };

    public static OnnxAttribute Of(string name, IEnumerable<long> values)
    {
        var attribute = new OnnxAttribute { Name = name, Type = 7 };
        attribute.Ints.Add(values);
        return attribute;
    }

    public static OnnxAttribute Of(string name, IEnumerable<string> values)
    {
        var attribute = new OnnxAttribute { Name = name, Type = 8 };
        attribute.Strings.Add(values.Select(ByteString.CopyFromUtf8));
        return attribute;
    }
}
