using System;
using System.Numerics;

namespace RnnGen;

/// <summary>
/// The cross-entropy of softmax(z) against targets, from the logits z: −Σ t·log softmax(z), averaged over the rows that count.
/// Works on any number of rows, such as the [T, B, classes] of a tape. Stable: the maximum is subtracted, and the logarithm is taken
/// of the sum, never of a probability. Stateless; allocates nothing.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed partial class SoftmaxCrossEntropy<T>
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
    /// <param name="logits">z, row by row: [rows, classes]. Rows that are ignored may hold anything, NaN too.</param>
    /// <param name="targets">A class, or the mark to ignore, for each row: [rows].</param>
    /// <returns>The mean over the rows that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither a class nor the mark to ignore.</exception>
    public double Value(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets) =>
        Compute(logits, targets, CountedRows.All(Rows(logits)), default, false);

    /// <summary>
    /// The loss against class indices, and its adjoint: (softmax(z) − one-hot) / rows that count, exactly 0 in the others.
    /// </summary>
    /// <param name="logits">z, row by row: [rows, classes]. Rows that are ignored may hold anything, NaN too.</param>
    /// <param name="targets">A class, or the mark to ignore, for each row: [rows].</param>
    /// <param name="adjoint">Receives the adjoint of z: [rows, classes]. May be the same memory as the logits.</param>
    /// <returns>The mean over the rows that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither a class nor the mark to ignore.</exception>
    public double Adjoint(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, Span<T> adjoint)
    {
        Require(nameof(adjoint), adjoint.Length, logits.Length);
        return Compute(logits, targets, CountedRows.All(Rows(logits)), adjoint, true);
    }

    /// <summary>The loss against distributions.</summary>
    /// <param name="logits">z, row by row: [rows, classes].</param>
    /// <param name="targets">A weight for each class: [rows, classes]. A row of zeros does not count.</param>
    /// <returns>The mean over the rows that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public double Value(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets) =>
        Compute(logits, targets, CountedRows.All(Rows(logits)), default, false);

    /// <summary>The loss against distributions, and its adjoint: (Σt · softmax(z) − t) / rows that count.</summary>
    /// <param name="logits">z, row by row: [rows, classes].</param>
    /// <param name="targets">A weight for each class: [rows, classes]. A row of zeros does not count.</param>
    /// <param name="adjoint">Receives the adjoint of z: [rows, classes]. May be the same memory as the logits.</param>
    /// <returns>The mean over the rows that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public double Adjoint(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> adjoint)
    {
        Require(nameof(adjoint), adjoint.Length, logits.Length);
        return Compute(logits, targets, CountedRows.All(Rows(logits)), adjoint, true);
    }

    /// <summary>
    /// The loss against class indices over the rows that a mask counts, such as the steps of a padded batch that are no padding.
    /// </summary>
    /// <param name="logits">z, row by row: [rows, classes].</param>
    /// <param name="targets">A class for each row that counts: [rows].</param>
    /// <param name="mask">Which rows count: [rows], such as [T, B]. The others may hold anything, NaN and unknown targets too.</param>
    /// <returns>The mean over the rows that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The target of a row that counts is neither a class nor the mark to ignore.</exception>
    public double Value(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, ReadOnlySpan<bool> mask)
    {
        Require(nameof(mask), mask.Length, Rows(logits));
        return Compute(logits, targets, CountedRows.Of(mask), default, false);
    }

    /// <summary>The loss against class indices over the rows that a mask counts, and its adjoint, exactly 0 in the other rows.</summary>
    /// <param name="logits">z, row by row: [rows, classes].</param>
    /// <param name="targets">A class for each row that counts: [rows].</param>
    /// <param name="mask">Which rows count: [rows], such as [T, B]. The others may hold anything, NaN and unknown targets too.</param>
    /// <param name="adjoint">Receives the adjoint of z: [rows, classes]. May be the same memory as the logits.</param>
    /// <returns>The mean over the rows that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The target of a row that counts is neither a class nor the mark to ignore.</exception>
    public double Adjoint(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, ReadOnlySpan<bool> mask, Span<T> adjoint)
    {
        Require(nameof(mask), mask.Length, Rows(logits));
        Require(nameof(adjoint), adjoint.Length, logits.Length);
        return Compute(logits, targets, CountedRows.Of(mask), adjoint, true);
    }

    /// <summary>
    /// The loss against distributions over the rows that a mask counts, such as the steps of a padded batch that are no padding.
    /// </summary>
    /// <param name="logits">z, row by row: [rows, classes].</param>
    /// <param name="targets">A weight for each class: [rows, classes]. A row of zeros does not count either.</param>
    /// <param name="mask">Which rows count: [rows], such as [T, B]. The others may hold anything, NaN and unknown targets too.</param>
    /// <returns>The mean over the rows that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public double Value(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, ReadOnlySpan<bool> mask)
    {
        Require(nameof(mask), mask.Length, Rows(logits));
        return Compute(logits, targets, CountedRows.Of(mask), default, false);
    }

    /// <summary>The loss against distributions over the rows that a mask counts, and its adjoint, exactly 0 in the other rows.</summary>
    /// <param name="logits">z, row by row: [rows, classes].</param>
    /// <param name="targets">A weight for each class: [rows, classes]. A row of zeros does not count either.</param>
    /// <param name="mask">Which rows count: [rows], such as [T, B]. The others may hold anything, NaN and unknown targets too.</param>
    /// <param name="adjoint">Receives the adjoint of z: [rows, classes]. May be the same memory as the logits.</param>
    /// <returns>The mean over the rows that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public double Adjoint(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, ReadOnlySpan<bool> mask, Span<T> adjoint)
    {
        Require(nameof(mask), mask.Length, Rows(logits));
        Require(nameof(adjoint), adjoint.Length, logits.Length);
        return Compute(logits, targets, CountedRows.Of(mask), adjoint, true);
    }
}
