using System;
using System.Numerics;

namespace RnnGen;

/// <content>Over the steps that the rows of a tape have.</content>
public sealed partial class SoftmaxCrossEntropy<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The loss against class indices over the steps that the rows of a tape have.</summary>
    /// <param name="logits">z of all steps: [T, B, classes].</param>
    /// <param name="targets">A class for each step that counts: [T, B].</param>
    /// <param name="tape">
    /// Says by <see cref="CellTape{T}.Lengths"/> which steps count. The others may hold anything, NaN and unknown targets too.
    /// </param>
    /// <returns>The mean over the steps that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The target of a step that counts is neither a class nor the mark.</exception>
    public double Value(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, CellTape<T> tape) =>
        Compute(logits, targets, Steps(tape, logits), default, false);

    /// <summary>
    /// The loss against class indices over the steps that the rows of a tape have, and its adjoint, exactly 0 beyond the end of a row.
    /// </summary>
    /// <param name="logits">z of all steps: [T, B, classes].</param>
    /// <param name="targets">A class for each step that counts: [T, B].</param>
    /// <param name="tape">
    /// Says by <see cref="CellTape{T}.Lengths"/> which steps count. The others may hold anything, NaN and unknown targets too.
    /// </param>
    /// <param name="adjoint">Receives the adjoint of z: [T, B, classes]. May be the same memory as the logits.</param>
    /// <returns>The mean over the steps that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The target of a step that counts is neither a class nor the mark.</exception>
    public double Adjoint(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, CellTape<T> tape, Span<T> adjoint)
    {
        Require(nameof(adjoint), adjoint.Length, logits.Length);
        return Compute(logits, targets, Steps(tape, logits), adjoint, true);
    }

    /// <summary>The loss against distributions over the steps that the rows of a tape have.</summary>
    /// <param name="logits">z of all steps: [T, B, classes].</param>
    /// <param name="targets">A weight for each class: [T, B, classes]. A row of zeros does not count either.</param>
    /// <param name="tape">Says by <see cref="CellTape{T}.Lengths"/> which steps count. The others may hold anything, NaN too.</param>
    /// <returns>The mean over the steps that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public double Value(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, CellTape<T> tape) =>
        Compute(logits, targets, Steps(tape, logits), default, false);

    /// <summary>
    /// The loss against distributions over the steps that the rows of a tape have, and its adjoint, exactly 0 beyond the end of a row.
    /// </summary>
    /// <param name="logits">z of all steps: [T, B, classes].</param>
    /// <param name="targets">A weight for each class: [T, B, classes]. A row of zeros does not count either.</param>
    /// <param name="tape">Says by <see cref="CellTape{T}.Lengths"/> which steps count. The others may hold anything, NaN too.</param>
    /// <param name="adjoint">Receives the adjoint of z: [T, B, classes]. May be the same memory as the logits.</param>
    /// <returns>The mean over the steps that count, in nats; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public double Adjoint(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, CellTape<T> tape, Span<T> adjoint)
    {
        Require(nameof(adjoint), adjoint.Length, logits.Length);
        return Compute(logits, targets, Steps(tape, logits), adjoint, true);
    }

    private CountedRows Steps(CellTape<T> tape, ReadOnlySpan<T> logits)
    {
        var steps = CountedRows.Of(tape);
        if (Rows(logits) != steps.Rows)
        {
            string shape = $"[T = {tape.TimeSteps}, B = {tape.Batch}, {_classes}]";
            CellErrors.WrongLength(nameof(logits), logits.Length, steps.Rows * _classes, shape);
        }

        return steps;
    }
}
