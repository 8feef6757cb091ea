using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using RnnGen.Formats.Onnx;
using RnnGen.Tool.Exporting.Onnx;
using RnnGen.Tool.Exporting.Onnx.Graph;

namespace RnnGen.ToolTests.Exporting.Onnx;

/// <summary>What ONNX Runtime has for doubles.</summary>
internal static class OnnxKernels
{
    public static bool RunsInDouble(IEnumerable<string> operators) => operators.All(RunsInDouble);

    public static bool RunsRecurrentInDouble(string operation)
    {
        int gates = operation switch { "LSTM" => 4, "GRU" => 3, _ => 1 };
        var graph = new OnnxGraph { Name = "kernel" };
        graph.Inputs.Add(GraphTensors.Argument("x", GraphTensors.Double, 1, 1, 1));
        graph.Initializers.Add(GraphTensors.Of("W", Compiler.ElementType.Double, [1, gates, 1], new double[gates]));
        graph.Initializers.Add(GraphTensors.Of("R", Compiler.ElementType.Double, [1, gates, 1], new double[gates]));
        return Runs(graph, operation, ["x", "W", "R"], [1, 1, 1], NodeAttributes.Of("hidden_size", 1L));
    }

    private static bool RunsInDouble(string operation)
    {
        var graph = new OnnxGraph { Name = "kernel" };
        graph.Inputs.Add(GraphTensors.Argument("x", GraphTensors.Double, 3));
        return Runs(graph, operation, operation is "Add" or "Sub" or "Mul" or "Div" or "Min" or "Max" ? ["x", "x"] : ["x"], [3]);
    }

    private static bool Runs(OnnxGraph graph, string operation, string[] inputs, long[] extents, params OnnxAttribute[] attributes)
    {
        var node = new OnnxNode { Operation = operation };
        node.Inputs.Add(inputs);
        node.Outputs.Add("y");
        node.Attributes.Add(attributes);
        graph.Nodes.Add(node);
        graph.Outputs.Add(new OnnxArgument { Name = "y" });
        var model = new OnnxModel { IrVersion = 8, Graph = graph };
        model.OperatorSets.Add(new OnnxOperatorSet { Version = OnnxExport.OperatorSet });
        try
        {
            using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            using var session = new InferenceSession(model.ToByteArray(), options);
            using OrtValue x = OrtValue.CreateTensorValueFromMemory(new double[extents.Aggregate(1L, (a, b) => a * b)], extents);
            using var run = new RunOptions();
            using IDisposableReadOnlyCollection<OrtValue> results =
                session.Run(run, new Dictionary<string, OrtValue> { ["x"] = x }, session.OutputNames);
            return true;
        }
        catch (OnnxRuntimeException)
        {
            return false;
        }
    }
}
