using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// Numbers the temporaries anew. Passes build temporaries on the way to temporaries; after them <c>zf_2_1_3</c> is <c>zf_1</c> again. Names
/// that a definition or an adjoint gave stay.
/// </summary>
public static class TemporaryNames
{
    public static AdjointFunction Renumber(AdjointFunction function)
    {
        StepFunction step = function.Forward;
        List<Equation> equations = [.. step.Equations, .. function.Equations];
        var names = new UniqueNames();
        foreach (Value argument in step.Parameters.Concat(step.Inputs).Concat(step.Previous)) names.Reserve(argument.Name);
        foreach (Value seed in function.OutputSeeds.Concat(function.NextSeeds)) names.Reserve(seed.Name);
        foreach (Equation equation in equations)
            if (Stem(equation) is null) names.Reserve(equation.Result.Name);
        var renamed = new Dictionary<int, Value>();
        foreach (Equation equation in equations)
            if (Stem(equation) is { } stem) renamed.Add(equation.Result.Id, equation.Result with { Name = names.TakeNumbered(stem) });
        return Rename(function, renamed);
    }

    /// <summary>Null for a name that stays: what a function is of is called <c>zf</c>, and is the only one.</summary>
    private static string? Stem(Equation equation) => equation.Result.Stem is { } stem && stem != equation.Result.Name ? stem : null;

    private static AdjointFunction Rename(AdjointFunction function, Dictionary<int, Value> renamed)
    {
        Value New(Value value) => renamed.TryGetValue(value.Id, out Value? other) ? other : value;
        EquatableArray<Value> All(EquatableArray<Value> values) => values.Select(New).ToEquatableArray();
        EquatableArray<Value?> AllThere(EquatableArray<Value?> values) =>
            values.Select(value => value is null ? null : New(value)).ToEquatableArray();
        EquatableArray<Equation> Body(EquatableArray<Equation> equations) => equations
            .Select(equation => equation with { Result = New(equation.Result), Operands = All(equation.Operands) }).ToEquatableArray();
        StepFunction step = function.Forward;
        return function with
        {
            Forward = step with
            {
                Equations = Body(step.Equations),
                Next = All(step.Next),
                Outputs = All(step.Outputs),
            },
            Equations = Body(function.Equations),
            ParameterAdjoints = AllThere(function.ParameterAdjoints),
            InputAdjoints = AllThere(function.InputAdjoints),
            PreviousAdjoints = AllThere(function.PreviousAdjoints),
        };
    }
}
