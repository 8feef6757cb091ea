using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <summary>What the names of a running kernel stand for.</summary>
internal sealed class InterpreterFrame
{
    private readonly int _lanes;
    private readonly VectorEvaluator _evaluator;

    public InterpreterFrame(int lanes) => (_lanes, _evaluator) = (lanes, new VectorEvaluator(this, lanes));

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

    /// <summary>Gives a vector a value: in the memory of its value before, if it has one.</summary>
    public void Assign(string name, VectorExpression value)
    {
        if (!Vectors.TryGetValue(name, out double[]? vector)) vector = new double[_lanes];
        _evaluator.Write(value, vector);
        Vectors[name] = vector;
    }

    /// <summary>Elements to look at: they last until the next vector is evaluated.</summary>
    public double[] Of(VectorExpression expression) => _evaluator.Read(expression);

    public Reference At(Address address, long behind = 0)
    {
        Reference reference = References[address.Elements];
        return new Reference(reference.Memory, reference.Offset + Of(address.Offset) + behind);
    }

    public long Of(Offset offset) => offset switch
    {
        Offset.Number number => number.Value,
        Offset.Variable variable => Counts[variable.Name],
        Offset.Sum sum => Sum(sum),
        Offset.Product product => Of(product.Left) * Of(product.Right),
        Offset.Lanes => _lanes,
        Offset.Difference difference => Of(difference.Left) - Of(difference.Right),
        Offset.Multiple multiple => multiple.Value / Of(multiple.Unit) * Of(multiple.Unit),
        Offset.Choice choice => Of(Flags.Contains(choice.Flag) ? choice.IfTrue : choice.IfFalse),
        Offset.Minimum minimum => Math.Min(Of(minimum.Left), Of(minimum.Right)),
        Offset.Parity parity => Of(parity.Value) & 1,
        _ => throw Unknown(offset),
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

    public double Element(Address address) => At(address)[0];

    public static InvalidOperationException Unknown(object node) => new($"{node} cannot be interpreted.");

    private long Sum(Offset.Sum sum)
    {
        long total = 0;
        foreach (Offset term in sum.Terms) total += Of(term);
        return total;
    }
}
