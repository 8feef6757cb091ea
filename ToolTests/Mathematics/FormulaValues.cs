using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Tool.Mathematics;

namespace RnnGen.ToolTests.Mathematics;

/// <summary>What formulas are worth: matrices, with vectors as columns. Reads them as mathematics, wherever they come from.</summary>
/// <param name="blocks">Of parameters that are several matrices, how many, by name.</param>
internal sealed class FormulaValues(IReadOnlyDictionary<string, int> sizes, IReadOnlyDictionary<string, int>? blocks = null)
{
    private readonly Dictionary<Formula.Symbol, double[,]> _known = [];

    public double[,] this[Formula.Symbol symbol]
    {
        get => _known.TryGetValue(Key(symbol), out double[,]? value) ? value : throw new KeyNotFoundException($"{symbol}");
        set => _known[Key(symbol)] = value;
    }

    public void Run(IEnumerable<FormulaLine> lines)
    {
        foreach (FormulaLine line in lines)
        {
            if (line.Left is Formula.Symbol symbol) this[symbol] = Of(line.Right);
            else Share(((Formula.Tuple)line.Left).Items, Of(((Formula.Call)line.Right).Arguments[0]));
        }
    }

    /// <summary>a, b = split(v, 2): equal parts of the rows.</summary>
    private void Share(EquatableArray<Formula> targets, double[,] value)
    {
        int rows = value.GetLength(0) / targets.Count;
        for (int i = 0; i < targets.Count; i++)
            this[(Formula.Symbol)targets[i]] = Part(value, i * rows, (i + 1) * rows, isOfColumns: false);
    }

    // Two names of one value differ in nothing else.
    private static Formula.Symbol Key(Formula.Symbol symbol) => symbol with { Rank = 0 };

    private double[,] Of(Formula formula) => formula switch
    {
        Formula.Number number => Scalar(number.Value),
        Formula.Filled filled => Scalar(filled.Value),
        Formula.Symbol symbol => this[symbol],
        Formula.Word word => Scalar(sizes[word.Text]),
        Formula.Negate negate => Map(Of(negate.Operand), x => -x),
        Formula.Fraction fraction => Zip(Of(fraction.Numerator), Of(fraction.Denominator), (x, y) => x / y),
        Formula.Infix infix => Infix(infix.Kind, Of(infix.Left), Of(infix.Right)),
        Formula.Call call => Call(call.Function, call.Arguments),
        Formula.Transpose transpose => Transpose(Of(transpose.Operand)),
        Formula.Part { End: null } part => Of(part, (int)Of(part.Start)[0, 0]),
        Formula.Part part => Part(Of(part.Operand), (int)Of(part.Start)[0, 0], (int)Of(part.End!)[0, 0], part.IsOfColumns),
        Formula.Cases cases => Choose(cases),
        Formula.Stack stack => Stack([.. stack.Items.Select(Of)], stack.IsVertical),
        _ => throw new NotSupportedException(formula.GetType().Name),
    };

    /// <summary>One of several matrices, or of the rows of one.</summary>
    private double[,] Of(Formula.Part part, int index)
    {
        double[,] value = Of(part.Operand);
        int count = 0;
        bool isOfBlocks = part.Operand is Formula.Symbol symbol && blocks?.TryGetValue(symbol.Identifier, out count) == true;
        int rows = isOfBlocks ? value.GetLength(0) / count : 1;
        double[,] found = Part(value, index * rows, (index + 1) * rows, isOfColumns: false);
        return isOfBlocks ? found : Transpose(found);
    }

    private static double[,] Infix(InfixKind kind, double[,] left, double[,] right) => kind switch
    {
        InfixKind.Plus => Zip(left, right, (x, y) => x + y),
        InfixKind.Minus => Zip(left, right, (x, y) => x - y),
        InfixKind.Times => Zip(left, right, (x, y) => x * y),
        InfixKind.Product => Product(left, right),
        _ => Product(left, Transpose(right)),
    };

    private double[,] Choose(Formula.Cases cases)
    {
        double[,] holds = Zip(Of(cases.Left), Of(cases.Right), (x, y) => cases.Comparison switch
        {
            "<" => x < y,
            ">" => x > y,
            "<=" => x <= y,
            ">=" => x >= y,
            "==" => x == y,
            _ => x != y,
        } ? 1 : 0);
        double[,] chosen = Zip(holds, Of(cases.Then), (h, x) => h > 0 ? x : double.NaN);
        return Zip(chosen, Of(cases.Else), (x, y) => double.IsNaN(x) ? y : x);
    }

    private double[,] Call(string function, EquatableArray<Formula> arguments)
    {
        double[,] x = Of(arguments[0]);
        double[] all = [.. x.Cast<double>()];
        if (function == "part")
        {
            int rows = x.GetLength(0) / (int)Of(arguments[2])[0, 0], index = (int)Of(arguments[1])[0, 0];
            return Part(x, index * rows, (index + 1) * rows, isOfColumns: false);
        }
        if (arguments.Count == 2)
        {
            double[,] y = Of(arguments[1]);
            if (function == "dot") return Product(Transpose(x), y);
            if (function == "layernorm") return Normed(x, y[0, 0]);
            return Zip(x, y, function switch
            {
                "max" => Math.Max,
                "min" => Math.Min,
                _ => throw new NotSupportedException(function + " of two"),
            });
        }
        double mean = all.Sum() / all.Length, square = all.Sum(v => v * v) / all.Length;
        return function switch
        {
            "relu" => Map(x, v => Math.Max(v, 0)),
            "silu" => Map(x, v => v / (1 + Math.Exp(-v))),
            "softplus" => Map(x, v => Math.Log(1 + Math.Exp(v))),
            "logsigmoid" => Map(x, v => -Math.Log(1 + Math.Exp(-v))),
            "abs" => Map(x, Math.Abs),
            "sign" => Map(x, v => Math.Sign(v)),
            "sqrt" => Map(x, Math.Sqrt),
            "rsqrt" => Map(x, v => 1 / Math.Sqrt(v)),
            "mean" => Scalar(mean),
            "count" => Scalar(all.Length),
            "layernorm" => Normed(x, 1e-5),
            "rmsnorm" => Map(x, v => v / Math.Sqrt(square + 1e-5)),
            "tanh" => Map(x, Math.Tanh),
            "sigmoid" => Map(x, v => 1 / (1 + Math.Exp(-v))),
            "exp" => Map(x, Math.Exp),
            "sin" => Map(x, Math.Sin),
            "cos" => Map(x, Math.Cos),
            "sum" => Scalar(all.Sum()),
            "max" => Scalar(all.Max()),
            "rowsums" => Make(x.GetLength(0), 1, (row, _) => Enumerable.Range(0, x.GetLength(1)).Sum(k => x[row, k])),
            "columnsums" => Make(x.GetLength(1), 1, (column, _) => Enumerable.Range(0, x.GetLength(0)).Sum(k => x[k, column])),
            "norm" => Scalar(Math.Sqrt(all.Sum(v => v * v))),
            "columns" => x,
            "rows" => Transpose(x),
            "softmax" => Map(x, v => Math.Exp(v) / all.Sum(Math.Exp)),
            _ => throw new NotSupportedException(function),
        };
    }

    private static double[,] Scalar(double value) => new[,] { { value } };

    private static double[,] Make(int rows, int columns, Func<int, int, double> element)
    {
        var made = new double[rows, columns];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) made[row, column] = element(row, column);
        return made;
    }

    private static double[,] Map(double[,] x, Func<double, double> function) =>
        Make(x.GetLength(0), x.GetLength(1), (row, column) => function(x[row, column]));

    private static double[,] Normed(double[,] x, double epsilon)
    {
        double[] all = [.. x.Cast<double>()];
        double mean = all.Average(), variance = all.Average(v => v * v) - mean * mean;
        return Map(x, v => (v - mean) / Math.Sqrt(variance + epsilon));
    }

    private static double[,] Zip(double[,] x, double[,] y, Func<double, double, double> function)
    {
        if (x.Length == 1 && y.Length > 1) return Map(y, v => function(x[0, 0], v));
        if (y.Length == 1) return Map(x, v => function(v, y[0, 0]));
        // What columns(v) and rows(v) repeat has one column, or one row.
        if (IsRepeated(x, y)) return Make(y.GetLength(0), y.GetLength(1), (row, column) => function(At(x, row, column), y[row, column]));
        if (IsRepeated(y, x)) return Make(x.GetLength(0), x.GetLength(1), (row, column) => function(x[row, column], At(y, row, column)));
        if (x.GetLength(0) != y.GetLength(0) || x.GetLength(1) != y.GetLength(1)) throw new InvalidOperationException("Unequal shapes.");
        return Make(x.GetLength(0), x.GetLength(1), (row, column) => function(x[row, column], y[row, column]));
    }

    private static bool IsRepeated(double[,] x, double[,] over) =>
        x.GetLength(0) == over.GetLength(0) && x.GetLength(1) == 1 && over.GetLength(1) > 1
        || x.GetLength(1) == over.GetLength(1) && x.GetLength(0) == 1 && over.GetLength(0) > 1;

    private static double At(double[,] x, int row, int column) => x[row % x.GetLength(0), column % x.GetLength(1)];

    private static double[,] Product(double[,] x, double[,] y)
    {
        int length = x.GetLength(1);
        if (length != y.GetLength(0)) throw new InvalidOperationException($"{length} columns meet {y.GetLength(0)} rows.");
        return Make(x.GetLength(0), y.GetLength(1), (row, column) => Enumerable.Range(0, length).Sum(k => x[row, k] * y[k, column]));
    }

    private static double[,] Transpose(double[,] x) => Make(x.GetLength(1), x.GetLength(0), (row, column) => x[column, row]);

    private static double[,] Part(double[,] x, int start, int end, bool isOfColumns) => isOfColumns
        ? Make(x.GetLength(0), end - start, (row, column) => x[row, start + column])
        : Make(end - start, x.GetLength(1), (row, column) => x[start + row, column]);

    private static double[,] Stack(double[][,] items, bool isVertical)
    {
        if (!isVertical) return Transpose(Stack([.. items.Select(Transpose)], isVertical: true));
        double[][] rows =
        [
            .. items.SelectMany(item => Enumerable.Range(0, item.GetLength(0)).Select(row =>
                Enumerable.Range(0, item.GetLength(1)).Select(column => item[row, column]).ToArray())),
        ];
        return Make(rows.Length, rows[0].Length, (row, column) => rows[row][column]);
    }
}
