using System;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Tool.Exporting;
using RnnGen.Tool.Exporting.Onnx;
using RnnGen.Tool.Exporting.Onnx.Graph;
using RnnGen.Tool.Exporting.Onnx.Operations;
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

    /// <summary>The equation that needs an operator which is not there is named.</summary>
    [Fact]
    public void An_operation_without_a_row_is_named_with_its_equation()
    {
        var scope = new GraphScope(ElementType.Float, 2, "x");
        ExportException refused = new OperationWriter(scope, "h", "h = erf(x)").Refused("the function 'erf'");
        Assert.Equal("ONNX export has no operators for the function 'erf', in: h = erf(x)", refused.Message);
    }
}
