using System;
using System.Globalization;
using Google.Protobuf;
using RnnGen.Formats;
using RnnGen.Formats.Onnx;
using RnnGen.Formats.Onnx.Exported;
using RnnGen.Tool.Importing;
using ElementType = RnnGen.Compiler.ElementType;

namespace RnnGen.Tool.Exporting.Onnx.Proof;

/// <summary>
/// What is known of a file before it is written: its graph, run operator by operator in double precision, computes what the definition
/// says; it can be
/// imported again, and the definition that comes out computes what the graph does; and ONNX Runtime, where it is there, agrees.
/// </summary>
/// <param name="Runtime">Its version and its difference; null where it is not there.</param>
internal sealed record OnnxProof((string Version, double Difference)? Runtime)
{
    /// <summary>Numbers of operators' attributes are floats, in graphs of float.</summary>
    private const double FloatTolerance = 1e-5, DoubleTolerance = 1e-12;

    /// <summary>A runtime computes in float, step upon step.</summary>
    private const double RuntimeTolerance = 1e-4;

    /// <param name="parameters">As the file has them: rounded to the element type.</param>
    /// <exception cref="ExportException">One of the witnesses disagrees.</exception>
    public static OnnxProof Of(OnnxCell cell, OnnxSettings settings, double[][] parameters, byte[] file, OnnxRuntimeLibrary? runtime)
    {
        OnnxTrial trial = OnnxTrial.Of(cell, settings, parameters);
        OnnxModel model = OnnxModel.Parser.ParseFrom(file);
        var run = new ExportedRun(model, file.Length, new ReadingBudget(file.Length), isTrusted: true);
        (double[][] outputs, double[][] final) = run.Run(trial.Steps, trial.Batch, trial.Inputs, trial.Initial, trial.Lengths);
        double difference = trial.Difference(outputs, final);
        Require(difference, ToleranceOf(cell.Element), "the graph, run here operator by operator,");
        ImportedModel again = ModelFile.Read(file, "export.onnx");
        ImportProof proof = ImportProof.Of(again, WrittenPair.Of(again, ModelWriter.Write(again, new WriteOptions { IsDouble = true })));
        Require(proof.Difference, ImportProof.Tolerance * Math.Max(1, proof.Largest), "the file, imported again,");
        if (runtime?.Run(file, run, trial, cell.Element) is not { } made) return new OnnxProof(Runtime: null);
        double apart = trial.Difference(made.Outputs, made.Final);
        Require(apart, RuntimeTolerance, $"ONNX Runtime {runtime.Version}");
        return new OnnxProof((runtime.Version, apart));
    }

    /// <summary>How far graph and definition may be apart, by the size of the largest element.</summary>
    public static double ToleranceOf(ElementType element) => element == ElementType.Float ? FloatTolerance : DoubleTolerance;

    private static void Require(double difference, double tolerance, string witness)
    {
        if (difference <= tolerance) return;
        throw new ExportException(string.Create(CultureInfo.InvariantCulture,
            $"Nothing was written: {witness} computes something else than the definition, with a difference of {difference:0.0e+0}."));
    }
}
