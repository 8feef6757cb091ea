using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>
/// Calls of the runtime library behind each other that do the same with one parameter after the other, such as the weights of all gates:
/// one call as C#, with a list of the places where they differ.
/// </summary>
internal static class RuntimeCallRun
{
    /// <summary>How many statements from the first on are one call.</summary>
    public static int Length(IReadOnlyList<Statement> statements, int first)
    {
        if (Call(statements[first]) is not { } head || Listed(head) is not { } listed || Value(listed.Offset) is null) return 1;
        int end = first + 1;
        while (end < statements.Count && Call(statements[end]) is { } next && Continues(head, next, end - first, Apart(statements, first)))
            end++;
        return end - first;
    }

    /// <param name="t">The element type's keyword.</param>
    public static Code Text(IReadOnlyList<Statement> statements, int first, int count, string t)
    {
        List<RuntimeCall> calls = [.. statements.Skip(first).Take(count).Select(statement => Call(statement)!)];
        Address listed = Listed(calls[0])!;
        Code[] places = [$"ref {listed.Elements}", Code.Brackets(calls.Select(call => OffsetText.Terms(Listed(call)!.Offset)))];
        return RuntimeCallText.Of(calls[0], t, places, Apart(statements, first));
    }

    private static RuntimeCall? Call(Statement statement) => statement is Statement.CallRuntime { Remark: "" } call ? call.Of : null;

    /// <summary>The place that each call has for itself: that of the parameter.</summary>
    private static Address? Listed(RuntimeCall call) => call switch
    {
        RuntimeCall.Copy { Count: Offset.Number } copy => copy.From,
        RuntimeCall.Add { Count: Offset.Number } add => add.To,
        RuntimeCall.Pack { Paired: false } pack => pack.Parameters,
        RuntimeCall.Unpack unpack => unpack.Parameters,
        _ => null,
    };

    /// <summary>The other place, and so many elements behind it that of the next call.</summary>
    private static Address Other(RuntimeCall call) => call switch
    {
        RuntimeCall.Copy copy => copy.To,
        RuntimeCall.Add add => add.From,
        RuntimeCall.Pack pack => pack.Panel,
        RuntimeCall.Unpack unpack => unpack.Panel,
        _ => throw new InvalidOperationException($"{call} has one place."),
    };

    private static int? Apart(IReadOnlyList<Statement> statements, int first) =>
        first + 1 < statements.Count && Call(statements[first + 1]) is { } second && Listed(second) is not null
            ? Value(Other(second).Offset) - Value(Other(Call(statements[first])!).Offset) : null;

    /// <param name="number">Of the call behind the first one.</param>
    private static bool Continues(RuntimeCall first, RuntimeCall next, int number, int? apart)
    {
        if (Listed(next) is not { } listed || listed.Elements != Listed(first)!.Elements || Value(listed.Offset) is null) return false;
        if (apart is null || Other(next).Elements != Other(first).Elements) return false;
        if (Value(Other(next).Offset) != Value(Other(first).Offset) + number * apart) return false;
        return (first, next) switch
        {
            (RuntimeCall.Copy one, RuntimeCall.Copy other) => one.Count == other.Count,
            (RuntimeCall.Add one, RuntimeCall.Add other) => one.Count == other.Count,
            (RuntimeCall.Pack one, RuntimeCall.Pack other) => apart == 0 && Behind(one.Share, number) == other.Share,
            (RuntimeCall.Unpack one, RuntimeCall.Unpack other) => apart == 0 && Behind(one.Share, number) == other.Share,
            _ => false,
        };
    }

    /// <summary>So many accumulators behind the first one: those of a segment side by side, then those of the next.</summary>
    private static PanelShare? Behind(PanelShare first, int number) => first.Index != 0 ? null : first with
    {
        Index = number % first.Width,
        Before = first.Before + number / first.Width * first.Width * first.Length,
    };

    /// <summary>A number of elements, however it is called; null for what depends on anything.</summary>
    private static int? Value(Offset offset) => offset switch
    {
        Offset.Number number => number.Value,
        Offset.Sum sum => sum.Terms.Select(Value).Aggregate((int?)0, (left, right) => left + right),
        _ => null,
    };
}
