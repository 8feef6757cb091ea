using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace Xunit;

/// <summary>What the tests that go to Arm64 ask of xunit, whose own comparisons need reflection that is not there ahead of time.</summary>
internal static class Assert
{
    public static void True(bool condition, string? message = null)
    {
        if (!condition) Fail(message ?? "False instead of true.");
    }

    public static void False(bool condition) => True(!condition, "True instead of false.");

    public static void Fail(string message) => throw new InvalidOperationException(message);

    public static void Equal<T>(IEnumerable<T> expected, IEnumerable<T> actual) => Equal<object>(expected, actual);

    /// <summary>Element by element, where both have elements.</summary>
    public static void Equal<T>(T expected, T actual)
    {
        if (!AreEqual(expected, actual)) Fail($"{Text(actual)} instead of {Text(expected)}.");
    }

    public static void InRange<T>(T actual, T low, T high)
        where T : IComparable<T> => True(actual.CompareTo(low) >= 0 && actual.CompareTo(high) <= 0, $"{actual} is not {low} to {high}.");

    public static void Contains<T>(T expected, IEnumerable<T> actual) =>
        True(actual.Contains(expected), $"No {expected} in {Text(actual)}.");

    public static void All<T>(IEnumerable<T> elements, Action<T> check)
    {
        foreach (T element in elements) check(element);
    }

    /// <summary>This exception and no derived one.</summary>
    public static TException Throws<TException>(Action action)
        where TException : Exception
    {
        try
        {
            action();
        }
        catch (Exception thrown) when (thrown.GetType() == typeof(TException))
        {
            return (TException)thrown;
        }
        throw new InvalidOperationException($"No {typeof(TException)} was thrown.");
    }

    private static bool AreEqual(object? expected, object? actual)
    {
        if (expected is float[] floats && actual is float[] otherFloats) return floats.AsSpan().SequenceEqual(otherFloats);
        if (expected is double[] doubles && actual is double[] otherDoubles) return doubles.AsSpan().SequenceEqual(otherDoubles);
        if (expected is string || expected is not IEnumerable left || actual is not IEnumerable right) return Equals(expected, actual);
        object?[] wanted = [.. left.Cast<object?>()], found = [.. right.Cast<object?>()];
        return wanted.Length == found.Length && wanted.Zip(found, AreEqual).All(isEqual => isEqual);
    }

    private static string Text(object? value) =>
        value is IEnumerable elements and not string ? $"[{string.Join(", ", elements.Cast<object?>().Select(Text))}]" : $"{value}";
}
