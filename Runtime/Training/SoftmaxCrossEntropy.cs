using System;
using System.Globalization;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// The cross-entropy of softmax(z) against targets, from the logits z: −Σ t·log softmax(z), averaged over the rows that count.
/// Works on any number of rows, such as the [T, B, classes] of a tape. Stable: the maximum is subtracted, and the logarithm is taken
/// of the sum, never of a probability. Stateless; allocates nothing.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class SoftmaxCrossEntropy<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _classes;
    private readonly int _ignoreIndex;

    /// <summary>Makes the loss for a number of classes.</summary>
    /// <param name="classes">The length of a row.</param>
    /// <param name="ignoreIndex">The target that marks a row which does not count, such as padding; no class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no class, or the mark is one.</exception>
    public SoftmaxCrossEntropy(int classes, int ignoreIndex = -1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        if (ignoreIndex >= 0 && ignoreIndex < classes)
        {
            throw new ArgumentOutOfRangeException(nameof(ignoreIndex), ignoreIndex, "The target to ignore has to be no class.");
        }

        _classes = classes;
        _ignoreIndex = ignoreIndex;
    }

    /// <summary>The loss against class indices.</summary>
    /// <param name="logits">z, row by row: [rows, classes].</param>
    /// <param name="targets">A class for each row: [rows].</param>
    /// <returns>The mean over the rows that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither a class nor the mark to ignore.</exception>
    public double Value(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets) => Compute(logits, targets, default, false);

    /// <summary>The loss against class indices, and its adjoint: (softmax(z) − one-hot) / rows that count, 0 in the others.</summary>
    /// <param name="logits">z, row by row: [rows, classes].</param>
    /// <param name="targets">A class for each row: [rows].</param>
    /// <param name="adjoint">Receives the adjoint of z: [rows, classes]. May be the same memory as the logits.</param>
    /// <returns>The mean over the rows that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither a class nor the mark to ignore.</exception>
    public double Adjoint(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, Span<T> adjoint)
    {
        Require(nameof(adjoint), adjoint.Length, logits.Length);
        return Compute(logits, targets, adjoint, true);
    }

    /// <summary>The loss against distributions.</summary>
    /// <param name="logits">z, row by row: [rows, classes].</param>
    /// <param name="targets">A weight for each class: [rows, classes]. A row of zeros does not count.</param>
    /// <returns>The mean over the rows that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public double Value(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets) => Compute(logits, targets, default, false);

    /// <summary>The loss against distributions, and its adjoint: (Σt · softmax(z) − t) / rows that count.</summary>
    /// <param name="logits">z, row by row: [rows, classes].</param>
    /// <param name="targets">A weight for each class: [rows, classes]. A row of zeros does not count.</param>
    /// <param name="adjoint">Receives the adjoint of z: [rows, classes]. May be the same memory as the logits.</param>
    /// <returns>The mean over the rows that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public double Adjoint(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> adjoint)
    {
        Require(nameof(adjoint), adjoint.Length, logits.Length);
        return Compute(logits, targets, adjoint, true);
    }

    private double Compute(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, Span<T> adjoint, bool wantAdjoint)
    {
        int rows = Rows(logits);
        Require(nameof(targets), targets.Length, rows);
        int counted = Count(targets);
        T scale = T.CreateTruncating(1.0 / Math.Max(1, counted));
        double sum = 0;
        for (int r = 0; r < rows; r++)
        {
            Span<T> row = wantAdjoint ? adjoint.Slice(r * _classes, _classes) : default;
            int target = targets[r];
            if (target == _ignoreIndex)
            {
                row.Clear();
                continue;
            }

            ReadOnlySpan<T> z = logits.Slice(r * _classes, _classes);
            T largest = SoftmaxRows.Maximum(z);

            // log Σ exp(z − max) and max − z apart: their sum with a large maximum would lose the small one.
            double below = double.CreateTruncating(largest) - double.CreateTruncating(z[target]);
            sum += below + SoftmaxRows.LogSum(z, largest, row, scale);
            if (wantAdjoint)
            {
                row[target] -= scale;
            }
        }

        return sum / Math.Max(1, counted);
    }

    private double Compute(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> adjoint, bool wantAdjoint)
    {
        int rows = Rows(logits);
        Require(nameof(targets), targets.Length, logits.Length);
        int counted = Count(targets);
        T scale = T.CreateTruncating(1.0 / Math.Max(1, counted));
        double sum = 0;
        for (int r = 0; r < rows; r++)
        {
            Span<T> row = wantAdjoint ? adjoint.Slice(r * _classes, _classes) : default;
            ReadOnlySpan<T> z = logits.Slice(r * _classes, _classes);
            ReadOnlySpan<T> t = targets.Slice(r * _classes, _classes);

            if (IsZero(t))
            {
                row.Clear();
                continue;
            }

            // Σ t (max − z) + Σ t · log Σ exp(z − max); terms without weight are left out, so that a logit of −∞ may stand there.
            T largest = SoftmaxRows.Maximum(z);
            double weight = 0;
            for (int c = 0; c < t.Length; c++)
            {
                if (t[c] != T.Zero)
                {
                    weight += double.CreateTruncating(t[c]);
                    sum += double.CreateTruncating(t[c]) * (double.CreateTruncating(largest) - double.CreateTruncating(z[c]));
                }
            }

            sum += weight * SoftmaxRows.LogSum(z, largest, row, scale * T.CreateTruncating(weight));
            for (int c = 0; c < row.Length; c++)
            {
                row[c] -= scale * t[c];
            }
        }

        return sum / Math.Max(1, counted);
    }

    private int Rows(ReadOnlySpan<T> logits)
    {
        if (logits.Length % _classes != 0)
        {
            string shape = string.Create(CultureInfo.InvariantCulture, $"[rows, {_classes}]");
            CellErrors.WrongSequence(nameof(logits), logits.Length, _classes, shape);
        }

        return logits.Length / _classes;
    }

    private int Count(ReadOnlySpan<int> targets)
    {
        int count = 0;
        for (int r = 0; r < targets.Length; r++)
        {
            if (targets[r] != _ignoreIndex)
            {
                if ((uint)targets[r] >= (uint)_classes)
                {
                    throw new ArgumentOutOfRangeException(nameof(targets), targets[r], string.Create(
                        CultureInfo.InvariantCulture, $"The target of row {r} is no class from 0 to {_classes - 1}."));
                }

                count++;
            }
        }

        return count;
    }

    private int Count(ReadOnlySpan<T> targets)
    {
        int count = 0;
        for (int start = 0; start < targets.Length; start += _classes)
        {
            count += IsZero(targets.Slice(start, _classes)) ? 0 : 1;
        }

        return count;
    }

    private static bool IsZero(ReadOnlySpan<T> row) => row.IndexOfAnyExcept(T.Zero) < 0;

    private static void Require(string argument, int found, int expected)
    {
        if (found != expected)
        {
            string shape = string.Create(CultureInfo.InvariantCulture, $"[{expected}] to match the logits");
            CellErrors.WrongLength(argument, found, expected, shape);
        }
    }
}
