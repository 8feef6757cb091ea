using System;
using System.Buffers;
using Google.Protobuf;
using RnnGen.Formats.Onnx.Exported;

namespace RnnGen.Formats.Onnx;

/// <summary>
/// ONNX: a graph of operators in protocol buffers. Read are LSTM, GRU and RNN in all their variants, and what exporters write around them.
/// </summary>
internal sealed class OnnxFormat : IModelFormat
{
    public string Name => "ONNX";

    // The first field is the version of the format, a small number; then comes a text or the graph.
    public bool Recognizes(ReadOnlySpan<byte> bytes, string fileName) =>
        fileName.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)
        || (bytes.Length > 3 && bytes[0] == 0x08 && bytes[1] is > 0 and < 32 && bytes[2] is 0x12 or 0x3A or 0x42);

    public ImportedModel Read(ReadOnlyMemory<byte> bytes, string name)
    {
        var budget = new ReadingBudget(bytes.Length);
        OnnxModel model = ParseModel(bytes, budget);
        return ExportedReader.Read(model, bytes.Length, name, budget) ?? new OnnxReader(model.Graph, budget).Read(name);
    }

    public static OnnxGraph Parse(ReadOnlyMemory<byte> bytes, ReadingBudget budget) => ParseModel(bytes, budget).Graph;

    private static OnnxModel ParseModel(ReadOnlyMemory<byte> bytes, ReadingBudget budget)
    {
        OnnxScan.Check(bytes.Span, budget);
        OnnxModel model;
        try
        {
            model = OnnxModel.Parser.WithDiscardUnknownFields(true).ParseFrom(new ReadOnlySequence<byte>(bytes));
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw ModelFormatException.Damaged("ONNX", "the file is no valid protocol buffer: " + exception.Message, exception);
        }
        return model.Graph is null ? throw ModelFormatException.Damaged("ONNX", "the file has no graph.") : model;
    }
}
