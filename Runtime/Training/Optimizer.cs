using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;

namespace RnnGen;

/// <summary>What all optimisers share: the cell, the rate, the count, and buffers with the layout of the parameters.</summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract class Optimizer<T> : IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly CellInfo _info;
    private readonly AlignedBuffer<T>[] _state;
    private readonly int[] _constants;
    private readonly T[][] _kept;
    private double _learningRate;

    private protected Optimizer(CellParameters<T> parameters, double learningRate, params string[] stateNames)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _info = parameters.Info;
        LearningRate = learningRate;
        StateNames = Array.AsReadOnly(stateNames);
        _constants = [.. Enumerable.Range(0, _info.Training.Count).Where(i => !_info.Training[i].IsLearned)];
        _kept = [.. _constants.Select(i => new T[_info.Parameters[i].Length])];
        _state = new AlignedBuffer<T>[stateNames.Length];
        for (int i = 0; i < _state.Length; i++)
        {
            _state[i] = new AlignedBuffer<T>(_info.ParameterLength);
        }
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = Within(value, 0, double.MaxValue, nameof(LearningRate));
    }

    /// <inheritdoc/>
    public long Steps { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> StateNames { get; }

    /// <inheritdoc/>
    public Span<T> State(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_state.Length, nameof(index));
        return _state[index].Span;
    }

    /// <inheritdoc/>
    public void Update(CellParameters<T> parameters, CellParameters<T> gradients)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        CellTensors.RequireSameCell(_info, parameters.Info, nameof(parameters));
        CellTensors.RequireSameCell(_info, gradients.Info, nameof(gradients));
        Steps++;
        Keep(parameters);
        Update(parameters.Values, gradients.Values);
        PutBack(parameters);
        parameters.Constrain();
    }

    /// <summary>Weight decay would change what is not learned, whatever its gradient.</summary>
    private void Keep(CellParameters<T> parameters)
    {
        for (int i = 0; i < _constants.Length; i++) parameters[_constants[i]].CopyTo(_kept[i]);
    }

    private void PutBack(CellParameters<T> parameters)
    {
        for (int i = 0; i < _constants.Length; i++) _kept[i].CopyTo(parameters[_constants[i]]);
    }

    // Buffers are whole lines of 64 bytes, of which the width of Vector<T> is a divisor: no remainders. Padding is zero in all of
    // them and every rule maps zeros to zero.
    private protected abstract void Update(Span<T> parameters, ReadOnlySpan<T> gradients);

    private protected static Span<Vector<T>> Vectors(Span<T> values) => MemoryMarshal.Cast<T, Vector<T>>(values);

    private protected static ReadOnlySpan<Vector<T>> Vectors(ReadOnlySpan<T> values) => MemoryMarshal.Cast<T, Vector<T>>(values);

    private protected static Vector<T> Broadcast(double value) => new(T.CreateTruncating(value));

    private protected static double Within(double value, double low, double high, string name) => value >= low && value <= high
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is out of range.");
}
