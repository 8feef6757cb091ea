using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;

namespace RnnGen.Tool.Exporting.C;

/// <summary>A function of C that an exported file has where something calls it.</summary>
/// <param name="Text">With T for the element type and #name for a function of math.h of that type.</param>
/// <param name="Calls">The functions of the file that it calls.</param>
internal sealed record CFunction(string Name, string Text, params string[] Calls)
{
    /// <summary>As C, for an element type.</summary>
    public string Of(ElementType element)
    {
        bool isFloat = element == ElementType.Float;
        string text = Text.Replace("T ", isFloat ? "float " : "double ").Replace("(T)", isFloat ? "(float)" : "(double)");
        foreach (string name in CFunctions.Library) text = text.Replace("#" + name, isFloat ? name + "f" : name);
        return text;
    }
}

/// <summary>What kernels call, as C: functions of numbers, and work on whole tensors.</summary>
internal static class CFunctions
{
    public const string PackPanel = "PackPanel", UnpackPanel = "UnpackPanel", AddElements = "AddElements", MarkMaximum = "MarkMaximum";

    public const string TransposeMatrix = "TransposeMatrix";

    /// <summary>Functions of math.h, which end in f for float.</summary>
    public static readonly string[] Library = ["tanh", "expm1", "exp", "log1p", "log", "sqrt", "fabs", "sin", "cos", "erf", "floor"];

    /// <summary>Where a panel has the weight of a unit and a k, as the kernels read it.</summary>
    private const string OverPanel = """
            ptrdiff_t unit, k, all = (units + blocks - 1) / blocks * blocks;
            for (unit = 0; unit < all; unit++)
            {
                for (k = 0; k < length; k++)
                {
                    ptrdiff_t vector = before * blocks + (k * blocks + unit % blocks) * width + index;
                    ptrdiff_t at = unit / blocks * lane_rows * blocks + vector;
        """;

    private const string PanelCounts = """
                                  ptrdiff_t unit_stride, ptrdiff_t source_stride, ptrdiff_t units, ptrdiff_t length,
                                  ptrdiff_t blocks, ptrdiff_t lane_rows, ptrdiff_t before, ptrdiff_t width, ptrdiff_t index)
        """;

    private static readonly Dictionary<string, CFunction> s_all = new CFunction[]
    {
        new("Minimum", "static T Minimum(T a, T b) { return a <= b || isnan(a) ? a : b; }"),
        new("Maximum", "static T Maximum(T a, T b) { return a >= b || isnan(a) ? a : b; }"),
        new("Sigmoid", """
            // The exponential of a positive number is never taken: it would overflow.
            static T Sigmoid(T x)
            {
                T e = #exp(-#fabs(x));
                return x >= 0 ? 1 / (1 + e) : e / (1 + e);
            }
            """),
        new("Relu", "static T Relu(T x) { return x <= 0 ? 0 : x; }"),
        new("LeakyRelu", "static T LeakyRelu(T x) { return x <= 0 ? (T)0.01 * x : x; }"),
        new("Elu", "static T Elu(T x) { return x <= 0 ? #expm1(x) : x; }"),
        new("Sign", "static T Sign(T x) { return (T)((x > 0) - (x < 0)); }"),
        new("Softplus", "static T Softplus(T x) { return Maximum(x, 0) + #log1p(#exp(-#fabs(x))); }", "Maximum"),
        new("LogSigmoid", "static T LogSigmoid(T x) { return -Softplus(-x); }", "Softplus"),
        new("Softsign", "static T Softsign(T x) { return isinf(x) ? (x > 0 ? 1 : -1) : x / (1 + #fabs(x)); }"),
        new("HardSigmoid",
            "static T HardSigmoid(T x) { return Minimum(Maximum((T)0.2 * x + (T)0.5, 0), 1); }", "Minimum", "Maximum"),
        new(AddElements, """
            static void AddElements(T *to, const T *from, ptrdiff_t count)
            {
                ptrdiff_t i;
                for (i = 0; i < count; i++) to[i] += from[i];
            }
            """),
        new(TransposeMatrix, """
            static void TransposeMatrix(const T *from, T *to, ptrdiff_t rows, ptrdiff_t columns)
            {
                ptrdiff_t i, j;
                for (i = 0; i < rows; i++)
                    for (j = 0; j < columns; j++) to[j * rows + i] = from[i * columns + j];
            }
            """),
        new(MarkMaximum, """
            // 1 at the first largest of the values, else 0; the first NaN counts as the largest.
            static void MarkMaximum(T *result, const T *values, ptrdiff_t length)
            {
                ptrdiff_t i, first = 0;
                for (i = 1; i < length; i++)
                {
                    if (!(values[i] <= values[first]) && !isnan(values[first])) first = i;
                }
                for (i = 0; i < length; i++) result[i] = i == first;
            }
            """),
        new(PackPanel, $$"""
            // Weights of a submatrix of a parameter in the order in which the kernels read them; zero beyond the last unit.
            static void PackPanel(const T *parameters, T *panel,
            {{PanelCounts}}
            {
            {{OverPanel}}
                        panel[at] = unit < units ? parameters[unit * unit_stride + k * source_stride] : 0;
                    }
                }
            }
            """),
        new(UnpackPanel, $$"""
            // Adds gradients that lie like a panel to those of a submatrix of a parameter.
            static void UnpackPanel(T *parameters, const T *panel,
            {{PanelCounts}}
            {
            {{OverPanel}}
                        if (unit < units) parameters[unit * unit_stride + k * source_stride] += panel[at];
                    }
                }
            }
            """),
    }.ToDictionary(function => function.Name);

    /// <summary>How each function is called: an operator, a function of the file, or #name of math.h; one row a function.</summary>
    public static readonly IReadOnlyDictionary<PointwiseFunction, string> Spelling = new Dictionary<PointwiseFunction, string>
    {
        [PointwiseFunction.Add] = "+",
        [PointwiseFunction.Subtract] = "-",
        [PointwiseFunction.Multiply] = "*",
        [PointwiseFunction.Divide] = "/",
        [PointwiseFunction.Negate] = "-",
        [PointwiseFunction.Minimum] = "Minimum",
        [PointwiseFunction.Maximum] = "Maximum",
        [PointwiseFunction.Tanh] = "#tanh",
        [PointwiseFunction.Sigmoid] = "Sigmoid",
        [PointwiseFunction.Relu] = "Relu",
        [PointwiseFunction.LeakyRelu] = "LeakyRelu",
        [PointwiseFunction.Elu] = "Elu",
        [PointwiseFunction.Exp] = "#exp",
        [PointwiseFunction.Log] = "#log",
        [PointwiseFunction.Sqrt] = "#sqrt",
        [PointwiseFunction.Abs] = "#fabs",
        [PointwiseFunction.Sign] = "Sign",
        [PointwiseFunction.Softplus] = "Softplus",
        [PointwiseFunction.Softsign] = "Softsign",
        [PointwiseFunction.HardSigmoid] = "HardSigmoid",
        [PointwiseFunction.LogSigmoid] = "LogSigmoid",
        [PointwiseFunction.Sin] = "#sin",
        [PointwiseFunction.Cos] = "#cos",
        [PointwiseFunction.Erf] = "#erf",
        [PointwiseFunction.Floor] = "#floor",
        [PointwiseFunction.StopGradient] = "", // the operand as it is
    };

    public static IReadOnlyCollection<string> Names => s_all.Keys;

    public static IEnumerable<string> LibraryNames => Library.Concat(Library.Select(name => name + "f")).Concat(["isnan", "isinf"]);

    /// <summary>A function and those that it calls, these first.</summary>
    public static IEnumerable<CFunction> With(string name)
    {
        CFunction function = s_all.TryGetValue(name, out CFunction? known)
            ? known
            : throw new InvalidOperationException($"There is no function {name}.");
        return function.Calls.SelectMany(With).Append(function);
    }
}
