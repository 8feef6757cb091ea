using System;
using System.Globalization;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// The mean of (y − target)² over all elements, or over those of the rows that count: by a mask, or by the lengths of a tape's rows.
/// Stateless; allocates nothing.
/// </summary>
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
        return SumOfSquares(outputs, targets, 0) / Math.Max(1, outputs.Length);
    }

    /// <summary>The loss over the rows that count, such as the steps of a padded batch that are no padding.</summary>
    /// <param name="outputs">y, row by row: [rows, F], such as the [T, B, F] of a tape. Rows that do not count may hold NaN.</param>
    /// <param name="targets">As many elements. Rows that do not count may hold NaN.</param>
    /// <param name="mask">Which rows count: [rows], such as [T, B]. F follows from the lengths.</param>
    /// <returns>The mean square over all elements of the rows that count; 0 where none does.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public double Value(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, ReadOnlySpan<bool> mask)
    {
        return Value(outputs, targets, CountedRows.Of(mask));
    }

    /// <summary>The loss over the steps that the rows of a tape have.</summary>
    /// <param name="outputs">y of all steps: [T, B, F]. Beyond the end of a row it may hold NaN.</param>
    /// <param name="targets">As many elements. Beyond the end of a row they may be NaN.</param>
    /// <param name="tape">Says by <see cref="CellTape{T}.Lengths"/> which steps count.</param>
    /// <returns>The mean square over all elements of the steps that count.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public double Value(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, CellTape<T> tape) =>
        Value(outputs, targets, CountedRows.Of(tape));

    /// <summary>The loss and its adjoint, 2 (y − target) / n.</summary>
    /// <param name="outputs">y, of any shape.</param>
    /// <param name="targets">As many elements.</param>
    /// <param name="adjoint">Receives the adjoint of y; as many elements. May be the same memory as the outputs.</param>
    /// <returns>The loss, as <see cref="Value(ReadOnlySpan{T}, ReadOnlySpan{T})"/>.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public double Adjoint(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, Span<T> adjoint)
    {
        Require(nameof(adjoint), adjoint.Length, outputs.Length);
        double loss = Value(outputs, targets);
        Differences(outputs, targets, adjoint, Scale(outputs.Length));
        return loss;
    }

    /// <summary>
    /// The loss over the rows that count, and its adjoint: 2 (y − target) / n with n their elements, exactly 0 in the other rows.
    /// </summary>
    /// <param name="outputs">y, row by row: [rows, F], such as the [T, B, F] of a tape. Rows that do not count may hold NaN.</param>
    /// <param name="targets">As many elements. Rows that do not count may hold NaN.</param>
    /// <param name="mask">Which rows count: [rows], such as [T, B]. F follows from the lengths.</param>
    /// <param name="adjoint">Receives the adjoint of y; as many elements. May be the same memory as the outputs.</param>
    /// <returns>The loss, as <see cref="Value(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{bool})"/>.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public double Adjoint(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, ReadOnlySpan<bool> mask, Span<T> adjoint)
    {
        Require(nameof(adjoint), adjoint.Length, outputs.Length);
        return Adjoint(outputs, targets, CountedRows.Of(mask), adjoint);
    }

    /// <summary>
    /// The loss over the steps that the rows of a tape have, and its adjoint: 2 (y − target) / n with n the elements that count, exactly 0
    /// beyond the end of a row.
    /// </summary>
    /// <param name="outputs">y of all steps: [T, B, F]. Beyond the end of a row it may hold NaN.</param>
    /// <param name="targets">As many elements. Beyond the end of a row they may be NaN.</param>
    /// <param name="tape">Says by <see cref="CellTape{T}.Lengths"/> which steps count.</param>
    /// <param name="adjoint">Receives the adjoint of y; as many elements. May be the same memory as the outputs.</param>
    /// <returns>The loss, as <see cref="Value(ReadOnlySpan{T}, ReadOnlySpan{T}, CellTape{T})"/>.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public double Adjoint(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, CellTape<T> tape, Span<T> adjoint)
    {
        Require(nameof(adjoint), adjoint.Length, outputs.Length);
        return Adjoint(outputs, targets, CountedRows.Of(tape), adjoint);
    }

    private static double Value(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, CountedRows rows)
    {
        Require(nameof(targets), targets.Length, outputs.Length);
        int features = rows.Features(outputs.Length);
        double sum = 0;
        for (int r = 0; r < rows.Rows; r++)
        {
            // Left out, not multiplied by 0: 0 · NaN is NaN.
            if (rows.Counts(r))
            {
                sum = SumOfSquares(outputs.Slice(r * features, features), targets.Slice(r * features, features), sum);
            }
        }

        return sum / Math.Max(1, (long)rows.Count * features);
    }

    private static double Adjoint(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, CountedRows rows, Span<T> adjoint)
    {
        double loss = Value(outputs, targets, rows);
        int features = rows.Features(outputs.Length);
        T scale = Scale((long)rows.Count * features);
        for (int r = 0; r < rows.Rows; r++)
        {
            Span<T> row = adjoint.Slice(r * features, features);
            if (rows.Counts(r))
            {
                Differences(outputs.Slice(r * features, features), targets.Slice(r * features, features), row, scale);
            }
            else
            {
                row.Clear();
            }
        }

        return loss;
    }

    private static T Scale(long count) => T.CreateTruncating(2.0 / Math.Max(1, count));

    // Goes on with a sum, so that a mask that counts every row gives the very bits of no mask.
    private static double SumOfSquares(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, double sum)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            double difference = double.CreateTruncating(outputs[i]) - double.CreateTruncating(targets[i]);
            sum += difference * difference;
        }

        return sum;
    }

    private static void Differences(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, Span<T> adjoint, T scale)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            adjoint[i] = scale * (outputs[i] - targets[i]);
        }
    }

    private static void Require(string argument, int found, int expected)
    {
        if (found != expected)
        {
            CellErrors.WrongLength(argument, found, expected, string.Create(CultureInfo.InvariantCulture, $"[{expected}] as the outputs"));
        }
    }
}
