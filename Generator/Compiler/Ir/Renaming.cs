using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Ir;

/// <summary>Functions with other values in the place of theirs.</summary>
public static class Renaming
{
    /// <summary>Each value, those that are given too, becomes another one of its shape.</summary>
    public static AdjointFunction Rename(this AdjointFunction function, Func<Value, Value> to) => function with
    {
        Forward = function.Forward.Rename(to),
        OutputSeeds = All(function.OutputSeeds, to),
        NextSeeds = All(function.NextSeeds, to),
        Equations = All(function.Equations, to),
        ParameterAdjoints = Some(function.ParameterAdjoints, to),
        InputAdjoints = Some(function.InputAdjoints, to),
        PreviousAdjoints = Some(function.PreviousAdjoints, to),
    };

    /// <summary>The same of a step.</summary>
    public static StepFunction Rename(this StepFunction function, Func<Value, Value> to) => function with
    {
        Parameters = All(function.Parameters, to),
        Inputs = All(function.Inputs, to),
        Previous = All(function.Previous, to),
        Equations = All(function.Equations, to),
        Next = All(function.Next, to),
        Outputs = All(function.Outputs, to),
    };

    /// <summary>
    /// A function with ids, and names of temporaries, that another one leaves free; what is given to both stays the same, and so do the
    /// names of results.
    /// </summary>
    public static AdjointFunction Apart(this AdjointFunction function, AdjointFunction other)
    {
        var names = new UniqueNames();
        int next = 0;
        foreach (Value value in other.Values().Concat(function.Forward.Arguments()))
        {
            names.Reserve(value.Name);
            next = Math.Max(next, value.Id + 1);
        }
        foreach (Value value in function.Values().Where(value => !value.IsTemporary)) names.Reserve(value.Name);
        var renamed = function.Forward.Arguments().ToDictionary(value => value.Id);
        return function.Rename(value => renamed.TryGetValue(value.Id, out Value? known) ? known : renamed[value.Id] = value with
        {
            Id = next++,
            Name = value.Stem is { } stem && !names.Reserve(value.Name) ? names.TakeNumbered(stem) : value.Name,
        });
    }

    private static IEnumerable<Value> Arguments(this StepFunction function) =>
        function.Parameters.Concat(function.Inputs).Concat(function.Previous);

    /// <summary>All values of a function: what is given, what arrives, what is made, and what is made of parameters alone.</summary>
    public static IEnumerable<Value> Values(this AdjointFunction function) => function.Forward.Arguments()
        .Concat(function.OutputSeeds).Concat(function.NextSeeds)
        .Concat(function.Forward.Equations.Concat(function.Equations).Select(equation => equation.Result))
        .Concat(function.Precomputation?.Values() ?? []);

    private static EquatableArray<Value> All(EquatableArray<Value> values, Func<Value, Value> to) => values.Select(to).ToEquatableArray();

    private static EquatableArray<Value?> Some(EquatableArray<Value?> values, Func<Value, Value> to) =>
        values.Select(value => value is null ? null : to(value)).ToEquatableArray();

    private static EquatableArray<Equation> All(EquatableArray<Equation> equations, Func<Value, Value> to) => equations
        .Select(equation => equation with { Result = to(equation.Result), Operands = All(equation.Operands, to) }).ToEquatableArray();
}
