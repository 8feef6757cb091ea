using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;

namespace RnnGen.Compiler.Binding;

/// <summary>Gives the shape of an operator's value for its operands; reports and gives the erroneous shape where they do not fit.</summary>
internal delegate SymbolicShape ShapeRule(OperandList operands);

/// <param name="Name">A function's name, or the symbol of an operator.</param>
/// <param name="Size">Of its code, see <see cref="CodeSize"/>.</param>
internal sealed record Operator(string Name, int MinimumArity, int MaximumArity, ShapeRule Rule, int Size = CodeSize.Pointwise)
{
    public bool IsFunction => Names.IsName(Name);

    /// <summary>One operand is reduced, two are taken element by element.</summary>
    public bool ReducesOne => Rule == ShapeRules.ElementwiseOrReduction;

    /// <summary>How messages call it: the symbol without what tells "-x" from "a - b".</summary>
    public string Display => Name == Operators.Negation ? "-" : Name;
}

/// <summary>
/// The operators of the language, one row each: name, number of operands, rule for the shape, size of the code. What a row computes
/// stands in Lowering/OperatorLowering.cs, one row each as well.
/// </summary>
internal static class Operators
{
    public const string Negation = "-x";
    public const string Product = "@";
    public const string Where = "where";
    public const string Split = "split";

    public static EquatableArray<Operator> All { get; } = EquatableArray.Of(
        new Operator("+", 2, 2, ShapeRules.Elementwise),
        new Operator("-", 2, 2, ShapeRules.Elementwise),
        new Operator("*", 2, 2, ShapeRules.Elementwise),
        new Operator("/", 2, 2, ShapeRules.Elementwise),
        new Operator(Negation, 1, 1, ShapeRules.Elementwise),
        new Operator(Product, 2, 2, ShapeRules.Product, CodeSize.Product),
        new Operator("tanh", 1, 1, ShapeRules.Elementwise),
        new Operator("sigmoid", 1, 1, ShapeRules.Elementwise),
        new Operator("relu", 1, 1, ShapeRules.Elementwise),
        new Operator("leakyrelu", 1, 1, ShapeRules.Elementwise),
        new Operator("elu", 1, 1, ShapeRules.Elementwise),
        new Operator("exp", 1, 1, ShapeRules.Elementwise),
        new Operator("log", 1, 1, ShapeRules.Elementwise),
        new Operator("sqrt", 1, 1, ShapeRules.Elementwise),
        new Operator("abs", 1, 1, ShapeRules.Elementwise),
        new Operator("sign", 1, 1, ShapeRules.Elementwise),
        new Operator("softplus", 1, 1, ShapeRules.Elementwise),
        new Operator("softsign", 1, 1, ShapeRules.Elementwise),
        new Operator("hardsigmoid", 1, 1, ShapeRules.Elementwise),
        new Operator("logsigmoid", 1, 1, ShapeRules.Elementwise),
        new Operator("sin", 1, 1, ShapeRules.Elementwise),
        new Operator("cos", 1, 1, ShapeRules.Elementwise),
        new Operator("erf", 1, 1, ShapeRules.Elementwise),
        new Operator("floor", 1, 1, ShapeRules.Elementwise),
        new Operator("stopgradient", 1, 1, ShapeRules.Elementwise),
        new Operator("min", 1, 2, ShapeRules.ElementwiseOrReduction),
        new Operator("max", 1, 2, ShapeRules.ElementwiseOrReduction),
        new Operator("clamp", 3, 3, ShapeRules.Elementwise),
        new Operator("sum", 1, 1, ShapeRules.Reduction, CodeSize.Reduction),
        new Operator("mean", 1, 1, ShapeRules.Reduction, CodeSize.Reduction),
        new Operator("count", 1, 1, ShapeRules.Reduction, CodeSize.Pointwise),
        new Operator("softmax", 1, 1, ShapeRules.OfVector, CodeSize.Softmax),
        new Operator("outer", 2, 2, ShapeRules.Outer, CodeSize.Product),
        new Operator("transpose", 1, 1, ShapeRules.Transpose, CodeSize.Reordering),
        new Operator("square", 1, 1, ShapeRules.Elementwise),
        new Operator("rsqrt", 1, 1, ShapeRules.Elementwise, 2 * CodeSize.Pointwise),
        new Operator("silu", 1, 1, ShapeRules.Elementwise, 2 * CodeSize.Pointwise),
        new Operator("mish", 1, 1, ShapeRules.Elementwise, 3 * CodeSize.Pointwise),
        new Operator("hardsigmoid6", 1, 1, ShapeRules.Elementwise, 4 * CodeSize.Pointwise),
        new Operator("hardswish", 1, 1, ShapeRules.Elementwise, 5 * CodeSize.Pointwise),
        new Operator("gelutanh", 1, 1, ShapeRules.Elementwise, 9 * CodeSize.Pointwise),
        new Operator("gelu", 1, 1, ShapeRules.Elementwise, 6 * CodeSize.Pointwise),
        new Operator("mod", 2, 2, ShapeRules.Elementwise, 4 * CodeSize.Pointwise),
        new Operator("pow", 2, 2, ShapeRules.Power, 8 * CodeSize.Pointwise),
        new Operator("cumsum", 1, 1, ShapeRules.OfVector, CodeSize.Reordering),
        new Operator("groupnorm", 2, 2, ShapeRules.Normalization, 2 * CodeSize.Reduction + 6 * CodeSize.Pointwise),
        new Operator("dot", 2, 2, ShapeRules.OfTwoVectors, CodeSize.Reduction + CodeSize.Pointwise),
        new Operator("norm", 1, 1, ShapeRules.Reduction, CodeSize.Reduction + 3 * CodeSize.Pointwise),
        new Operator("layernorm", 1, 2, ShapeRules.Normalization, 2 * CodeSize.Reduction + 6 * CodeSize.Pointwise),
        new Operator("rmsnorm", 1, 2, ShapeRules.Normalization, CodeSize.Reduction + 4 * CodeSize.Pointwise),
        new Operator("rows", 1, 1, ShapeRules.Rows, CodeSize.Reordering),
        new Operator("columns", 1, 1, ShapeRules.Columns, CodeSize.Reordering),
        new Operator("rowsums", 1, 1, ShapeRules.OfEachRow, CodeSize.Reduction),
        new Operator("columnsums", 1, 1, ShapeRules.OfEachColumn, CodeSize.Reduction),
        new Operator("rowmeans", 1, 1, ShapeRules.OfEachRow, CodeSize.Reduction),
        new Operator("columnmeans", 1, 1, ShapeRules.OfEachColumn, CodeSize.Reduction),
        new Operator("rowmax", 1, 1, ShapeRules.OfEachRow, CodeSize.Reduction),
        new Operator("columnmax", 1, 1, ShapeRules.OfEachColumn, CodeSize.Reduction),
        new Operator("rowmin", 1, 1, ShapeRules.OfEachRow, CodeSize.Reduction),
        new Operator("columnmin", 1, 1, ShapeRules.OfEachColumn, CodeSize.Reduction),
        new Operator("diag", 1, 1, ShapeRules.Diagonal, CodeSize.Reordering),
        new Operator("diagonal", 1, 1, ShapeRules.OfSquare, CodeSize.Reordering),
        new Operator("trace", 1, 1, ShapeRules.Trace, CodeSize.Reordering + CodeSize.Reduction));

    private static readonly Dictionary<string, Operator> ByName = All.ToDictionary(row => row.Name);

    /// <summary>All that can be called, those included which have a syntax of their own.</summary>
    public static IEnumerable<string> FunctionNames =>
        All.Where(row => row.IsFunction).Select(row => row.Name).Concat(
            [Where, Split, NoiseFunctions.Dropout, NoiseFunctions.Zoneout, SizedFunctions.Part]);

    public static Operator Get(string name) => ByName[name];

    public static Operator? Function(string name) => ByName.TryGetValue(name, out Operator? row) && row.IsFunction ? row : null;
}
