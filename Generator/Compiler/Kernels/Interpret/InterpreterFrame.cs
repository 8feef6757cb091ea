using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <summary>What the names of a running kernel stand for.</summary>
internal sealed class InterpreterFrame(int lanes)
{
    public Dictionary<string, long> Counts { get; } = [];

    public HashSet<string> Flags { get; } = [];

    public Dictionary<string, double> Scalars { get; } = [];

    public Dictionary<string, double[]> Vectors { get; } = [];

    public Dictionary<string, Reference> References { get; } = [];

    /// <param name="value">A number, a truth value, a reference or a vector, as the parameter wants it.</param>
    public void Give(Parameter parameter, object value)
    {
        switch (parameter)
        {
            case Parameter.Count: Counts[parameter.Name] = Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture); break;
            case Parameter.Flag: if ((bool)value) Flags.Add(parameter.Name); break;
            case Parameter.Elements: References[parameter.Name] = (Reference)value; break;
            case Parameter.Sum: Vectors[parameter.Name] = (double[])value; break;
        }
    }

    public double[] Vector(string name) => Vectors.TryGetValue(name, out double[]? vector)
        ? vector
        : throw new InvalidOperationException($"The vector '{name}' is read before it has a value.");

    public Reference At(Address address, long behind = 0)
    {
        Reference reference = References[address.Elements];
        return reference with { Offset = reference.Offset + Of(address.Offset) + behind };
    }

    public long Of(Offset offset) => offset switch
    {
        Offset.Number number => number.Value,
        Offset.Lanes => lanes,
        Offset.Variable variable => Counts[variable.Name],
        Offset.Sum sum => sum.Terms.Sum(Of),
        Offset.Difference difference => Of(difference.Left) - Of(difference.Right),
        Offset.Product product => Of(product.Left) * Of(product.Right),
        Offset.Multiple multiple => multiple.Value / Of(multiple.Unit) * Of(multiple.Unit),
        Offset.Choice choice => Of(Flags.Contains(choice.Flag) ? choice.IfTrue : choice.IfFalse),
        Offset.Minimum minimum => Math.Min(Of(minimum.Left), Of(minimum.Right)),
        Offset.Parity parity => Of(parity.Value) & 1,
        _ => throw Unknown(offset),
    };

    public double[] Of(VectorExpression expression) => expression switch
    {
        VectorExpression.Variable variable => (double[])Vector(variable.Name).Clone(),
        VectorExpression.Constant constant => Each(_ => constant.Number),
        VectorExpression.Load load => Load(At(load.Address), lanes),
        VectorExpression.LoadPart part => Load(At(part.Row, Of(part.At)), (int)Math.Max(0, Math.Min(lanes, part.Length - Of(part.At)))),
        VectorExpression.Broadcast broadcast => Broadcast(Element(broadcast.Address)),
        VectorExpression.Apply apply => Apply(PointwiseTable.Of(apply.Function), [.. apply.Operands.Select(Of)]),
        VectorExpression.MultiplyAdd sum => MultiplyAdd(sum),
        VectorExpression.Select select => Select(select.Comparison, [.. select.Operands.Select(Of)]),
        VectorExpression.KeepTail keep => Keep(Of(keep.Value), keep.Units - Of(keep.At), keep.Fill),
        VectorExpression.KeepFirst keep => Keep(Of(keep.Value), Of(keep.Count), 0),
        VectorExpression.FirstOfPair pair => [.. Of(pair.Pair).Select(BFloat16.First)],
        _ => throw Unknown(expression),
    };

    public double Of(ScalarExpression expression) => expression switch
    {
        ScalarExpression.Variable variable => Scalars[variable.Name],
        ScalarExpression.Constant constant => constant.Number,
        ScalarExpression.Load load => Element(load.Address),
        ScalarExpression.Multiply product => Of(product.Left) * Of(product.Right),
        ScalarExpression.SumAcross sum => Vector(sum.Vector).Sum(),
        ScalarExpression.MaximumAcross maximum => Vector(maximum.Vector).Aggregate(ScalarMath.Maximum),
        _ => throw Unknown(expression),
    };

    private double Element(Address address)
    {
        Reference place = At(address);
        return place.Memory[place.Offset];
    }

    private double[] MultiplyAdd(VectorExpression.MultiplyAdd sum)
    {
        double[] left = Of(sum.Left), right = Of(sum.Right), addend = Of(sum.Addend);
        return Each(i => (sum.Negated ? -left[i] : left[i]) * right[i] + addend[i]);
    }

    private double[] Apply(PointwiseRow function, double[][] operands) =>
        Each(i => function.Evaluate(operands[0][i], operands[operands.Length - 1][i]));

    private double[] Select(Comparison comparison, double[][] operands) =>
        Each(i => ScalarMath.Compare(comparison, operands[0][i], operands[1][i]) ? operands[2][i] : operands[3][i]);

    private double[] Keep(double[] value, long count, double fill) => Each(i => i < count ? value[i] : fill);

    private double[] Load(Reference from, int count) => Each(i => i < count ? from.Memory[from.Offset + i] : 0);

    private double[] Broadcast(double value) => Each(_ => value);

    private double[] Each(Func<int, double> element)
    {
        var result = new double[lanes];
        for (int i = 0; i < lanes; i++) result[i] = element(i);
        return result;
    }

    private static InvalidOperationException Unknown(object node) => new($"{node} cannot be interpreted.");
}
