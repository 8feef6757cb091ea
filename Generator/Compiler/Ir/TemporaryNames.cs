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
        return function.Rename(value => renamed.TryGetValue(value.Id, out Value? other) ? other : value);
    }

    /// <summary>Null for a name that stays: what a function is of is called <c>zf</c>, and is the only one.</summary>
    private static string? Stem(Equation equation) => equation.Result.Stem is { } stem && stem != equation.Result.Name ? stem : null;
}
