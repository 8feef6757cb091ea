using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Formats.Onnx;
using RnnGen.Tool.Exporting.Onnx.Graph;
using Shape = RnnGen.Compiler.Shapes.Shape;

namespace RnnGen.Tool.Exporting.Onnx.Operations;

/// <summary>Writes the nodes of one equation: those on the way, and the last one, which has the name of the result.</summary>
/// <param name="scope">The graph.</param>
/// <param name="name">Of the result.</param>
/// <param name="equation">As people read it.</param>
internal sealed class OperationWriter(GraphScope scope, string name, string equation)
{
    public GraphScope Scope => scope;

    public string Integers(params IReadOnlyList<long> values) => scope.Integers(values);

    public string Integer(long value) => scope.Integer(value);

    public string Number(double value) => scope.Number(value);

    /// <summary>A node on the way.</summary>
    public string Inner(string operation, params string[] inputs) => Inner(operation, inputs, []);

    public string Inner(string operation, IEnumerable<string> inputs, params IEnumerable<OnnxAttribute> attributes) =>
        scope.Node(operation, name + "_" + operation, inputs, attributes);

    /// <summary>The node that gives the result.</summary>
    public string Last(string operation, IEnumerable<string> inputs, params IEnumerable<OnnxAttribute> attributes) =>
        scope.Node(operation, name, inputs, attributes);

    public Term Pointwise(PointwiseFunction function, Term[] operands, Shape shape)
    {
        if (!OnnxFunctions.All.TryGetValue(function, out OnnxFunction? row))
            throw Refused($"the function '{PointwiseTable.Of(function).Spelling}'");
        if (row.IsOfFloatOnly && scope.Element == ElementType.Double)
            throw Refused($"the function '{PointwiseTable.Of(function).Spelling}' in doubles, which ONNX Runtime has in float only");
        bool isFactor = function is PointwiseFunction.Multiply or PointwiseFunction.Divide && scope.Element == ElementType.Double;
        if (isFactor && operands.Any(operand => operand.Lead > 0)) operands = [.. operands.Select(Factor)];
        string result = Write(row.Of(scope.Element), operands, isLast: true);
        return new Term(result, shape, operands.Max(operand => operand.Lead), shape.Rank > 0 && operands.All(operand => operand.IsSpread));
    }

    /// <summary>
    /// A number that a vector is multiplied by, with all elements: ONNX Runtime takes a constant of one element before or behind a product
    /// into that product, as an attribute, and attributes are floats (its MatMulScaleFusion).
    /// </summary>
    private Term Factor(Term term) => term is not { Lead: 0, IsSpread: true } ? term
        : term.Shape.Length > 1 ? Full(term)
        : WithLead(term, scope.Lead);

    /// <summary>With all elements, where one number stood for them.</summary>
    public Term Full(Term term) => !term.IsSpread ? term
        : Expanded(term.Lead == 0 ? scope.Whole : scope, term, scope.Integers(Extents(term)));

    /// <summary>With all elements, for each step and each sequence.</summary>
    public Term WithLead(Term term, int lead)
    {
        if (term.Lead == lead || lead == 0) return Full(term);
        return Expanded(scope, term, ExtentsBehind(scope.LeadExtents, term.Shape)) with { Lead = lead };
    }

    /// <summary>For each sequence of a batch, where it may be there once for all: [1, …] or [B, …] becomes [B, …].</summary>
    public string Repeated(string tensor, Shape shape) => Last("Expand", [tensor, ExtentsBehind(scope.Batch.Value, shape)]);

    private string ExtentsBehind(string lead, Shape shape) => Term.Extents(shape) is { Length: > 0 } own
        ? scope.Node("Concat", name + "_extents", [lead, scope.Integers(own)], NodeAttributes.Of("axis", 0))
        : lead;

    public ExportException Refused(string what) => new($"ONNX export has no operators for {what}, in: {equation}");

    private Term Expanded(GraphScope graph, Term term, string extents) =>
        term with { Name = graph.Node("Expand", name + "_whole", [term.Name, extents]), IsSpread = false };

    private static long[] Extents(Term term) => [.. Enumerable.Repeat(1L, term.Lead), .. Term.Extents(term.Shape)];

    private string Write(FunctionExpression expression, Term[] operands, bool isLast = false)
    {
        switch (expression)
        {
            case FunctionExpression.Operand operand:
                return operands[operand.Index].Name;
            case FunctionExpression.Number number:
                return scope.Number(number.Value);
        }
        var node = (FunctionExpression.Node)expression;
        string[] inputs = [.. node.Operands.Select(operand => Write(operand, operands))];
        return isLast
            ? Last(node.Operation, inputs, node.Attributes.Select(attribute => attribute.Clone()))
            : Inner(node.Operation, inputs, node.Attributes.Select(attribute => attribute.Clone()));
    }
}
