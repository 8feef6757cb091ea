using System;
using System.Globalization;
using System.Numerics;

namespace RnnGen;

/// <summary>The mean of (y − target)² over all elements. Stateless; allocates nothing.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class MeanSquaredError<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The loss.</summary>
    /// <param name="outputs">y, of any shape.</param>
    /// <param name="targets">As many elements.</param>
    /// <returns>The mean square, summed in double precision; 0 for no elements.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public double Value(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets)
    {
        Require(nameof(targets), targets.Length, outputs.Length);
        double sum = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double difference = double.CreateTruncating(outputs[i]) - double.CreateTruncating(targets[i]);
            sum += difference * difference;
        }

        return outputs.Length == 0 ? 0 : sum / outputs.Length;
    }

    /// <summary>The loss and its adjoint, 2 (y − target) / n.</summary>
    /// <param name="outputs">y, of any shape.</param>
    /// <param name="targets">As many elements.</param>
    /// <param name="adjoint">Receives the adjoint of y; as many elements. May be the same memory as the outputs.</param>
    /// <returns>The loss, as <see cref="Value"/>.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public double Adjoint(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, Span<T> adjoint)
    {
        Require(nameof(adjoint), adjoint.Length, outputs.Length);
        double loss = Value(outputs, targets);
        T scale = T.CreateTruncating(2.0 / Math.Max(1, outputs.Length));
        for (int i = 0; i < outputs.Length; i++)
        {
            adjoint[i] = scale * (outputs[i] - targets[i]);
        }

        return loss;
    }

    private static void Require(string argument, int found, int expected)
    {
        if (found != expected)
        {
            CellErrors.WrongLength(argument, found, expected, string.Create(CultureInfo.InvariantCulture, $"[{expected}] as the outputs"));
        }
    }
}
