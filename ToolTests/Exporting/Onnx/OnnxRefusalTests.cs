using System;
using System.Linq;
using RnnGen.Tool.Exporting;
using RnnGen.Tool.Exporting.Onnx;
using Xunit;

namespace RnnGen.ToolTests.Exporting.Onnx;

/// <summary>What a graph of ONNX cannot say is refused by its name.</summary>
public sealed class OnnxRefusalTests
{
    private const string Reversed = """
        inputs: { x: 2 }
        cells:
          back: { cell: rnn, hidden: 3, reversed: true }
        outputs:
          y: back(x)
        """;

    private const string WithoutInput = """
        states: { h: 2 }
        equations: |
          h = 0.5 * h' + 1
        """;

    private const string LengthsOfItsOwn = """
        inputs: { lengths: 2 }
        states: { h: 2 }
        equations: |
          h = 0.5 * h' + lengths
        """;

    [Theory]
    [InlineData(Reversed, true, false, "'back.h' go from the last step to the first")]
    [InlineData(WithoutInput, false, false, "The definition has no input")]
    [InlineData(WithoutInput, true, false, "The definition has no input")]
    [InlineData(LengthsOfItsOwn, false, true, "the definition has a tensor of that name")]
    public void What_a_graph_cannot_say(string definition, bool isStep, bool hasLengths, string message)
    {
        OnnxCell cell = OnnxCell.Of(ExportRequests.Of(definition, isDouble: false));
        double[][] parameters = [.. cell.Signature.Parameters.Select(slot => new double[slot.Shape.Length])];
        var settings = new OnnxSettings(isStep ? OnnxForm.Step : OnnxForm.Sequences, HasStates: false, hasLengths);
        ExportException refused = Assert.Throws<ExportException>(() => OnnxExport.Write(cell, settings, parameters, ""));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The equation that needs what is not there is named.</summary>
    [Fact]
    public void A_function_that_a_runtime_lacks_is_named_with_its_equation()
    {
        const string Definition = "inputs: { x: 2 }\nstates: { h: 2 }\nequations: |\n  g = 2 * x\n  h = h' * erf(g)\n";
        OnnxCell wide = OnnxCell.Of(ExportRequests.Of(Definition, isDouble: true));
        OnnxCell single = OnnxCell.Of(ExportRequests.Of(Definition, isDouble: false));
        var settings = new OnnxSettings(OnnxForm.Sequences, HasStates: false, HasLengths: false);
        ExportException refused = Assert.Throws<ExportException>(() => OnnxExport.Write(wide, settings, [], ""));
        Assert.Equal(
            "ONNX export has no operators for the function 'erf' in doubles, which ONNX Runtime has in float only, in: h = h' * erf(g)",
            refused.Message);
        Assert.Contains(OnnxExport.Write(single, settings, [], "").Graph.Nodes, node => node.Operation == "Erf");
    }
}
