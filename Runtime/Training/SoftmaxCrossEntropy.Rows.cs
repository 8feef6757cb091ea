using System;
using System.Globalization;
using System.Numerics;

namespace RnnGen;

/// <content>The computation, row by row.</content>
public sealed partial class SoftmaxCrossEntropy<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private double Compute(
        ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, CountedRows counts, Span<T> adjoint, bool wantAdjoint)
    {
        int rows = Rows(logits);
        Require(nameof(targets), targets.Length, rows);
        int counted = Count(targets, counts);
        T scale = T.CreateTruncating(1.0 / Math.Max(1, counted));
        double sum = 0;
        for (int r = 0; r < rows; r++)
        {
            Span<T> row = wantAdjoint ? adjoint.Slice(r * _classes, _classes) : default;
            int target = targets[r];
            if (target == _ignoreIndex || !counts.Counts(r))
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

    private double Compute(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, CountedRows counts, Span<T> adjoint, bool wantAdjoint)
    {
        int rows = Rows(logits);
        Require(nameof(targets), targets.Length, logits.Length);
        int counted = Count(targets, counts);
        T scale = T.CreateTruncating(1.0 / Math.Max(1, counted));
        double sum = 0;
        for (int r = 0; r < rows; r++)
        {
            Span<T> row = wantAdjoint ? adjoint.Slice(r * _classes, _classes) : default;
            ReadOnlySpan<T> z = logits.Slice(r * _classes, _classes);
            ReadOnlySpan<T> t = targets.Slice(r * _classes, _classes);

            if (!counts.Counts(r) || IsZero(t))
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

    private int Count(ReadOnlySpan<int> targets, CountedRows counts)
    {
        int count = 0;
        for (int r = 0; r < targets.Length; r++)
        {
            if (targets[r] != _ignoreIndex && counts.Counts(r))
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

    private int Count(ReadOnlySpan<T> targets, CountedRows counts)
    {
        int count = 0;
        for (int r = 0; r < targets.Length / _classes; r++)
        {
            count += !counts.Counts(r) || IsZero(targets.Slice(r * _classes, _classes)) ? 0 : 1;
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
