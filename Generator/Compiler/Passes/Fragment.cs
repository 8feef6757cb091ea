using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>What a pass sees of a step function or of its adjoint: equations in order, and what must come out of them.</summary>
/// <param name="Parameters">Slices and transposes of these cost nothing: they are packed so.</param>
/// <param name="Given">Equations that the fragment may read but not change: of the forward function, for its adjoint.</param>
/// <param name="Results">Values that leave the fragment.</param>
/// <param name="Sums">Adjoints of parameters, which leave it as sums of terms and are never computed as a whole.</param>
/// <param name="Reserved">Other values whose ids and names are taken: arguments, and what stands beside the fragment.</param>
/// <param name="Carried">Next and previous value of each state.</param>
internal sealed record Fragment(
    IReadOnlyList<Value> Parameters,
    IReadOnlyList<Equation> Given,
    IReadOnlyList<Equation> Equations,
    IReadOnlyList<Value?> Results,
    IReadOnlyList<Value?> Sums,
    IReadOnlyList<Value> Reserved,
    IReadOnlyList<(Value Next, Value Previous)> Carried)
{
    public static Fragment Of(StepFunction function) => new(
        function.Parameters,
        [],
        function.Equations,
        [.. function.Next, .. function.Outputs],
        [],
        Arguments(function),
        [.. function.Next.Zip(function.Previous, (next, previous) => (next, previous))]);

    /// <summary>The backward equations alone.</summary>
    public static Fragment Of(AdjointFunction function) => new(
        function.Forward.Parameters,
        function.Forward.Equations,
        function.Equations,
        [.. function.InputAdjoints, .. function.PreviousAdjoints],
        function.ParameterAdjoints,
        [.. Arguments(function.Forward), .. function.OutputSeeds, .. function.NextSeeds],
        []);

    /// <summary>The forward equations of a function that is differentiated already: what the backward ones read must stay.</summary>
    public static Fragment OfForward(AdjointFunction function)
    {
        Fragment forward = Of(function.Forward);
        var defined = new HashSet<int>(function.Forward.Equations.Select(equation => equation.Result.Id));
        IEnumerable<Value?> read = function.Equations.SelectMany(equation => equation.Operands)
            .Concat(function.InputAdjoints).Concat(function.PreviousAdjoints).Concat(function.ParameterAdjoints)
            .Where(value => value is not null && defined.Contains(value.Id));
        return forward with
        {
            Results = [.. forward.Results, .. read],
            Reserved =
            [
                .. forward.Reserved, .. function.OutputSeeds, .. function.NextSeeds,
                .. function.Equations.Select(equation => equation.Result),
                .. function.Precomputation?.Values() ?? [],
            ],
        };
    }

    public StepFunction Into(StepFunction function)
    {
        int states = function.Next.Count;
        return function with
        {
            Equations = Equations.ToEquatableArray(),
            Next = Results.Take(states).Select(value => value!).ToEquatableArray(),
            Outputs = Results.Skip(states).Take(function.Outputs.Count).Select(value => value!).ToEquatableArray(),
        };
    }

    public AdjointFunction Into(AdjointFunction function)
    {
        int inputs = function.InputAdjoints.Count;
        return function with
        {
            Equations = Equations.ToEquatableArray(),
            ParameterAdjoints = Sums.ToEquatableArray(),
            InputAdjoints = Results.Take(inputs).ToEquatableArray(),
            PreviousAdjoints = Results.Skip(inputs).ToEquatableArray(),
        };
    }

    /// <summary>A builder whose new values clash with none of the fragment's.</summary>
    public IrBuilder NewBuilder() =>
        IrBuilder.Beside(Reserved.Concat(Given.Concat(Equations).Select(equation => equation.Result)));

    private static List<Value> Arguments(StepFunction function) => [.. function.Parameters, .. function.Inputs, .. function.Previous];
}
