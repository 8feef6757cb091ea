using System.Collections.Generic;
using System.Linq;
using RnnGen.Formats.Onnx;

namespace RnnGen.Tool.Exporting.Onnx.Operations;

/// <summary>A function of numbers in operators of the standard.</summary>
internal abstract record FunctionExpression
{
    private FunctionExpression()
    {
    }

    /// <summary>An operand of the function.</summary>
    public sealed record Operand(int Index) : FunctionExpression;

    public sealed record Number(double Value) : FunctionExpression;

    public sealed record Node(string Operation, IReadOnlyList<FunctionExpression> Operands, IReadOnlyList<OnnxAttribute> Attributes)
        : FunctionExpression;

    public static FunctionExpression X { get; } = new Operand(0);

    public static FunctionExpression Y { get; } = new Operand(1);

    public static implicit operator FunctionExpression(double value) => new Number(value);

    public static FunctionExpression Of(string operation, params FunctionExpression[] operands) => new Node(operation, operands, []);

    public FunctionExpression With(params OnnxAttribute[] attributes) => (Node)this with { Attributes = attributes };

    /// <summary>The operators that it is made of.</summary>
    public IEnumerable<string> Operators =>
        this is Node node ? node.Operands.SelectMany(operand => operand.Operators).Append(node.Operation) : [];
}
