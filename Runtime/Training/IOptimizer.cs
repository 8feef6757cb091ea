using System;
using System.Collections.Generic;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// Changes parameters against their gradients. It belongs to the parameters that it was made for (its state has their layout);
/// updates allocate nothing.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public interface IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The method, as written to checkpoints: <c>sgd</c>, <c>adam</c>, <c>adamw</c>.</summary>
    string Name { get; }

    /// <summary>The learning rate of the next update.</summary>
    double LearningRate { get; set; }

    /// <summary>The number of updates so far; set by a checkpoint.</summary>
    long Steps { get; set; }

    /// <summary>The names of the buffers that the method keeps between updates, such as <c>momentum</c>.</summary>
    IReadOnlyList<string> StateNames { get; }

    /// <summary>A buffer of <see cref="StateNames"/>, laid out like <see cref="CellParameters{T}.Values"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such buffer.</exception>
    Span<T> State(int index);

    /// <summary>Takes one step.</summary>
    /// <param name="parameters">Changed in place.</param>
    /// <param name="gradients">The adjoints of the parameters; only read.</param>
    /// <exception cref="ArgumentException">One of them belongs to another cell.</exception>
    void Update(CellParameters<T> parameters, CellParameters<T> gradients);
}
