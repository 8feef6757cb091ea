using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace RnnGen;

/// <summary>The exceptions that emitted code throws, out of line so that kernels stay small.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellErrors
{
    /// <summary>A span has another length than its shape asks for.</summary>
    /// <param name="argument">The argument's name.</param>
    /// <param name="found">Its length.</param>
    /// <param name="expected">The length that is needed.</param>
    /// <param name="shape">The shape that is needed, such as <c>[input = 3]</c>.</param>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void WrongLength(string argument, int found, int expected, string shape) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"{argument} has {found} {Elements(found)}; {expected} needed, shape {shape}."),
        argument);

    /// <summary>A sequence is no whole number of time steps.</summary>
    /// <param name="argument">The argument's name.</param>
    /// <param name="found">Its length.</param>
    /// <param name="perStep">The elements of one time step.</param>
    /// <param name="shape">The shape that is needed, such as <c>[T, 3]</c>.</param>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void WrongSequence(string argument, int found, int perStep, string shape) => throw new ArgumentException(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{argument} has {found} {Elements(found)}; a multiple of {perStep} needed, shape {shape}."),
        argument);

    /// <summary>A size of a tape differs from the one that the cell fixes.</summary>
    /// <param name="argument">The argument's name.</param>
    /// <param name="found">Its value.</param>
    /// <param name="expected">The value that the cell's attribute fixes.</param>
    /// <exception cref="ArgumentOutOfRangeException">Always.</exception>
    [DoesNotReturn]
    public static void WrongFixedSize(string argument, int found, int expected) => throw new ArgumentOutOfRangeException(
        argument,
        found,
        string.Create(CultureInfo.InvariantCulture, $"{argument} is {found}; this cell is compiled for {expected} only."));

    /// <summary>What generic code passes, as the class of this cell.</summary>
    /// <param name="value">The argument.</param>
    /// <param name="argument">Its name.</param>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    /// <exception cref="ArgumentException">It belongs to another cell.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Own<T>(object value, string argument)
        where T : class
        => value as T ?? NotOwn<T>(value, argument);

    /// <summary>Gradients would be added to the very parameters that they are of.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void SameObject() =>
        throw new ArgumentException("gradients is the same object as parameters: gradients need parameters of their own.", "gradients");

    /// <summary>
    /// Checks that writing the outputs of a step does not overwrite inputs of a later one: spans that overlap have to start together,
    /// with rows of one length.
    /// </summary>
    /// <param name="inputs">[T, <paramref name="inputStride"/>].</param>
    /// <param name="inputStride">Elements of the input in one time step.</param>
    /// <param name="outputs">[T, <paramref name="outputStride"/>].</param>
    /// <param name="outputStride">Elements of the output in one time step.</param>
    /// <param name="input">The input's name.</param>
    /// <param name="output">The output's name.</param>
    /// <exception cref="ArgumentException">They overlap otherwise.</exception>
    public static void CheckOverlap<T>(
        ReadOnlySpan<T> inputs, int inputStride, ReadOnlySpan<T> outputs, int outputStride, string input, string output)
    {
        if (inputs.Overlaps(outputs, out int offset) && (offset != 0 || inputStride != outputStride) && inputs.Length > inputStride)
        {
            throw new ArgumentException(
                $"{output} overlaps {input} and would overwrite time steps that are still to be read: "
                + "use the same span for both, or separate ones.",
                output);
        }
    }

    /// <summary>Checks the length of a tensor of a pooled call.</summary>
    /// <param name="argument">The argument's name.</param>
    /// <param name="found">Its length.</param>
    /// <param name="sessions">How many handles there are.</param>
    /// <param name="timeSteps">The steps of each.</param>
    /// <param name="features">The elements of a session in one step.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public static void CheckRows(string argument, int found, int sessions, int timeSteps, int features)
    {
        long expected = (long)sessions * timeSteps * features;
        if (found != expected)
        {
            string steps = timeSteps == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{timeSteps} steps, ");
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{argument} has {found} {Elements(found)}; {expected} needed, shape [{steps}{sessions} handles, {features}]."),
                argument);
        }
    }

    /// <summary>An output would be written over the state that the step leaves.</summary>
    /// <param name="argument">The output's name.</param>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void OutputInState(string argument) => throw new ArgumentException(
        $"{argument} lies in the memory of the state, where the step leaves its new values: give it memory of its own.", argument);

    [DoesNotReturn]
    private static T NotOwn<T>(object? value, string argument)
    {
        ArgumentNullException.ThrowIfNull(value, argument);
        throw new ArgumentException($"{argument} is a {Name(value.GetType())}; a {Name(typeof(T))} needed.", argument);
    }

    private static string Name(Type type) => type.DeclaringType is { } cell ? $"{cell.Name}.{type.Name}" : type.Name;

    private static string Elements(int count) => count == 1 ? "element" : "elements";
}
