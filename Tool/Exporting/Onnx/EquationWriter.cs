using System;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Tool.Exporting.Onnx.Graph;
using RnnGen.Tool.Exporting.Onnx.Operations;

namespace RnnGen.Tool.Exporting.Onnx;

/// <summary>Writes an equation of a step, and the equation of the definition that it comes from beside its nodes.</summary>
internal static class EquationWriter
{
    /// <param name="termOf">What the graph has of the operands.</param>
    /// <param name="name">Of the result.</param>
    public static Term Write(GraphScope scope, Equation equation, Func<Value, Term> termOf, string name)
    {
        Term[] operands = [.. equation.Operands.Select(termOf)];
        int before = scope.Graph.Nodes.Count;
        string text = equation.Origin.Text.Length > 0 ? equation.Origin.Text : EquationText.Of(equation);
        Term term = OnnxOperations.Write(new OperationWriter(scope, name, text), equation, operands);
        foreach (Formats.Onnx.OnnxNode node in scope.Graph.Nodes.Skip(before)) node.Documentation = text;
        return term;
    }
}
