using System;
using System.Collections.Generic;

namespace RnnGen.Compiler.Ir;

/// <summary>The elements, row-major, of every value of one run of the interpreter.</summary>
public sealed class Evaluation
{
    private double[]?[] _values;

    public Evaluation(int capacity) => _values = new double[]?[capacity];

    private Evaluation(double[]?[] values) => _values = values;

    public double[] this[Value value] => value.Id < _values.Length && _values[value.Id] is { } elements
        ? elements
        : throw new InvalidIrException($"{value} was not computed.");

    public void Set(Value value, double[] elements)
    {
        if (elements.Length != value.Shape.Length)
            throw new ArgumentException($"{elements.Length} elements for {value}.", nameof(elements));
        if (value.Id >= _values.Length) Array.Resize(ref _values, Math.Max(value.Id + 1, 2 * _values.Length));
        _values[value.Id] = elements;
    }

    public void Set(IReadOnlyList<Value> values, IReadOnlyList<double[]> elements)
    {
        if (elements.Count != values.Count)
            throw new ArgumentException($"{elements.Count} arrays for {values.Count} values.", nameof(elements));
        for (int i = 0; i < values.Count; i++) Set(values[i], elements[i]);
    }

    /// <summary>Another run that starts with the values of this one.</summary>
    public Evaluation Continue() => new((double[]?[])_values.Clone());
}
