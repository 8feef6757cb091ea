using System;
using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Shapes;
using RnnGen.Formats.Onnx;
using RnnGen.Tests.Gradients;
using RnnGen.Tool.Definitions;
using RnnGen.Tool.Exporting.Onnx;
using RnnGen.Tool.Exporting.Onnx.Graph;
using RnnGen.Tool.Exporting.Onnx.Operations;
using RnnGen.Tool.Exporting.Onnx.Proof;
using Xunit;
using ElementType = RnnGen.Compiler.ElementType;

namespace RnnGen.ToolTests.Exporting.Onnx;

/// <summary>A cell with random parameters and sequences, as a graph, and what the interpreter of the IR says that it computes.</summary>
internal sealed class OnnxCase
{
    private OnnxCase(string name, OnnxCell cell, OnnxSettings settings, string definition, OnnxTrial trial, double[][] parameters)
    {
        (Name, Cell, Settings, Definition, Trial, Parameters) = (name, cell, settings, definition, trial, parameters);
        Model = OnnxExport.Write(cell, settings, parameters, definition);
        Bytes = Model.ToByteArray();
    }

    public string Name { get; }

    public OnnxCell Cell { get; }

    public OnnxSettings Settings { get; }

    /// <summary>As the file carries it; empty for a cell of the IR alone.</summary>
    public string Definition { get; }

    public OnnxTrial Trial { get; }

    public double[][] Parameters { get; }

    public OnnxModel Model { get; }

    public byte[] Bytes { get; }

    /// <summary>The nodes that go from step to step.</summary>
    public IEnumerable<string> Recurrent =>
        Model.Graph.Nodes.Select(node => node.Operation).Where(one => one is "LSTM" or "GRU" or "RNN" or "Scan");

    /// <summary>Whether a step has a function that is refused in doubles.</summary>
    public static bool IsOfFloatOnly(StepFunction step) => step.Equations.Any(equation =>
        equation.Operation is Operation.Pointwise { Function: var function } && OnnxFunctions.All[function].IsOfFloatOnly);

    /// <summary>Null where no draw stays away from kinks.</summary>
    public static OnnxCase? Create(string name, CellRequest request, OnnxSettings settings, int seed)
    {
        FrontEndResult front = FrontEnd.Read(request);
        Assert.True(front.Cell is not null, $"{name}: {string.Join('\n', front.Diagnostics.Select(found => found.Message))}");
        CellSignature signature = SignatureLowering.Lower(front.Cell!);
        string text = request.Source switch
        {
            DefinitionSource.Zoo zoo => Compiler.Definitions.ZooLibrary.TryGet(zoo.Name)!,
            DefinitionSource.InPlace place => place.Text,
            _ => throw new ArgumentException("A file.", nameof(request)),
        };
        return Create(name, OnnxCell.Of(request), settings, DefinitionPrinter.Print(text, request.Library, signature), seed);
    }

    /// <summary>A cell of the IR alone.</summary>
    public static OnnxCase? Create(string name, StepFunction step, ElementType element, OnnxSettings settings, int seed)
    {
        var signature = new CellSignature(name, null, null, default, Slots(step.Parameters), Slots(step.Inputs), Slots(step.Previous),
            Slots(step.Outputs), default);
        return Create(name, OnnxCell.Of(element, signature, step), settings, "", seed);

        static EquatableArray<SlotSignature> Slots(IEnumerable<Value> values) => values
            .Select(value => new SlotSignature(value.Name.TrimEnd('\''), value.Shape, value.Shape.ToString())).ToEquatableArray();
    }

    private static OnnxCase? Create(string name, OnnxCell cell, OnnxSettings settings, string definition, int seed)
    {
        int steps = 3 + seed % 3, batch = 1 + seed % 3;
        SequenceDraw? draw = InterpretedGradients.TryDraw(cell.Step, steps, batch, new Random(seed), 1e-4, 50)?.Tame().Rounded();
        if (draw is null) return null;
        int[] lengths = [.. Enumerable.Range(0, batch).Select(b => settings.HasLengths ? Math.Max(1, steps - 2 * b) : steps)];
        double[][] initial = settings.TakesStates
            ? draw.Initial
            : [.. cell.Signature.States.Select(slot => Enumerable.Repeat(OnnxTrial.InitialOf(cell, slot, draw.Parameters), batch)
                .SelectMany(values => values).ToArray())];
        OnnxTrial trial = OnnxTrial.Of(cell, draw.Parameters, steps, draw.Inputs, initial, lengths);
        return new OnnxCase(name, cell, settings, definition, trial, draw.Parameters);
    }

    /// <summary>Runs the file in ONNX Runtime and compares every number.</summary>
    public void Check() => Check(Bytes, Cell.Element == ElementType.Float ? 1e-5 : 1e-12);

    public void Check(byte[] file, double tolerance)
    {
        (double[][] outputs, double[][] final) = Run(file);
        double difference = Trial.Difference(outputs, final);
        Assert.True(difference <= tolerance, $"{Name}, {Settings}: {difference:0.0e+0} apart in ONNX Runtime.\n{Printer.Print(Cell.Step)}");
    }

    private (double[][] Outputs, double[][] Final) Run(byte[] file)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(file, options);
        if (Settings.Form == OnnxForm.Sequences) return Split(Call(session, Trial.Inputs, [Trial.Steps, Trial.Batch], Trial.Initial));
        List<double>[] outputs = [.. Trial.Outputs.Select(_ => new List<double>())];
        double[][] states = Trial.Initial;
        for (int t = 0; t < Trial.Steps; t++)
        {
            (double[][] made, states) = Split(Call(session, Trial.InputsOf(t), [Trial.Batch], states));
            for (int o = 0; o < outputs.Length; o++) outputs[o].AddRange(made[o]);
        }
        return ([.. outputs.Select(all => all.ToArray())], states);
    }

    private (double[][], double[][]) Split(double[][] all) => (all[..Trial.Outputs.Length], all[Trial.Outputs.Length..]);

    private double[][] Call(InferenceSession session, double[][] inputs, long[] lead, double[][] states)
    {
        var values = new Dictionary<string, OrtValue>();
        for (int i = 0; i < inputs.Length; i++) Add(Cell.Signature.Inputs[i].Name, inputs[i], lead, Cell.Signature.Inputs[i].Shape);
        for (int s = 0; s < states.Length && Settings.TakesStates; s++)
            Add(TapeNames.Initial(Cell.Signature.States[s].Name), states[s], [Trial.Batch], Cell.Signature.States[s].Shape);
        if (Settings.HasLengths) values["lengths"] = OrtValue.CreateTensorValueFromMemory(Trial.Lengths, [Trial.Batch]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, values, session.OutputNames);
        foreach (OrtValue value in values.Values) value.Dispose();
        return [.. results.Select(result => Cell.Element == ElementType.Float
            ? [.. result.GetTensorDataAsSpan<float>().ToArray().Select(value => (double)value)]
            : result.GetTensorDataAsSpan<double>().ToArray())];

        void Add(string name, double[] elements, long[] before, Shape shape)
        {
            long[] extents = [.. before, .. Term.Extents(shape)];
            values[name] = Cell.Element == ElementType.Float
                ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(elements, value => (float)value), extents)
                : OrtValue.CreateTensorValueFromMemory(elements, extents);
        }
    }
}
