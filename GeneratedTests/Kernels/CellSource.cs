using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Tests.Kernels;

/// <summary>A cell to compile: from a definition or a zoo name, or from the IR where <paramref name="Function"/> is there.</summary>
internal sealed record CellSource(
    string Definition,
    IReadOnlyList<(string Name, int Value)> Sizes,
    ElementType Element,
    StepFunction? Function = null,
    int TimeSteps = 0,
    int Batch = 0)
{
    public CellOptions Options { get; init; } = new();

    /// <summary>Where recurrences have loops of their own, for a cell from the IR; what was measured where it is left out.</summary>
    public LoopRules? Rules { get; init; }

    public static CellSource Of(StepFunction function, ElementType element, int timeSteps = 0, int batch = 0) =>
        new("ir", [], element, function, timeSteps, batch);

    public string Attributes
    {
        get
        {
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"[Cell({SymbolDisplay.FormatLiteral(Definition, quote: true)}");
            text.Append(CultureInfo.InvariantCulture, $", Element = typeof({(Element == ElementType.Double ? "double" : "float")})");
            text.Append(CultureInfo.InvariantCulture, $", TimeSteps = {TimeSteps}, Batch = {Batch}");
            text.Append(CultureInfo.InvariantCulture, $", Unroll = Unroll.{Options.Unroll}");
            text.Append(CultureInfo.InvariantCulture, $", Activations = Activations.{Options.Activations}");
            text.Append(CultureInfo.InvariantCulture, $", Recompute = {(Options.Recompute ? "true" : "false")}");
            text.Append(CultureInfo.InvariantCulture, $", StreamingWeights = StreamingWeights.{Options.StreamingWeights}");
            text.Append(CultureInfo.InvariantCulture, $", Denormals = Denormals.{Options.Denormals})]\n");
            foreach ((string name, int value) in Sizes) text.Append(CultureInfo.InvariantCulture, $"[CellSize(\"{name}\", {value})]\n");
            return text.ToString();
        }
    }

    /// <summary>What the surface of a cell from the IR shows.</summary>
    public static CellSignature Signature(StepFunction step)
    {
        static EquatableArray<SlotSignature> Slots(IEnumerable<(Value Value, string Name)> values) =>
            values.Select(v => new SlotSignature(v.Name, v.Value.Shape, v.Value.Shape.ToString())).ToEquatableArray();

        return new CellSignature(
            step.Name,
            null,
            null,
            EquatableArray<SizeValue>.Empty,
            Slots(step.Parameters.Select(v => (v, v.Name))),
            Slots(step.Inputs.Select(v => (v, v.Name))),
            Slots(step.Previous.Select(v => (v, v.Name.TrimEnd('\'')))),
            Slots(step.Outputs.Select((v, i) => (v, $"out{i}"))),
            step.Equations.Select(e => e.Origin.Text).Distinct().ToEquatableArray());
    }
}
