using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>
/// What depends on parameters alone is the same at every step. Before: <c>A = B - transpose(B)</c> among the equations of a step.
/// After: <c>A</c> is a parameter of the step, and a function of its own makes it, once a pass. Slices and transposes of parameters, and
/// repeated scalars, stay where they are read: they cost nothing.
/// </summary>
internal static class Precompute
{
    public static StepFunction TakeOut(StepFunction function)
    {
        // What is infinite somewhere stays before a choice among the steps: the choice keeps its adjoint from where it was not taken.
        var stays = new HashSet<int>();
        while (true)
        {
            StepFunction rest = TakeOut(function, stays);
            if (rest.Precomputation is not { } once) return rest;
            HashSet<int> chosen = Reached(
                [.. function.Equations], rest.Equations.Where(e => GuardRules.Chooses(e.Operation)).Select(e => e.Result), from: _ => true);
            var poles = once.Equations.Where(e => HasPole(e) && chosen.Contains(e.Result.Id)).Select(e => e.Result.Id).ToList();
            if (poles.Count == 0) return rest;
            stays.UnionWith(poles);
        }
    }

    private static bool HasPole(Equation equation) =>
        equation.Operation is Operation.Pointwise { Function: var function } && PointwiseTable.Of(function).HasPole;

    /// <param name="stays">Ids of what is not taken out.</param>
    private static StepFunction TakeOut(StepFunction function, HashSet<int> stays)
    {
        var numbers = new HashSet<int>();
        var made = new HashSet<int>(function.Parameters.Select(parameter => parameter.Id));
        var once = new List<Equation>();
        foreach (Equation equation in function.Equations)
        {
            if (stays.Contains(equation.Result.Id)) continue;
            if (!equation.Operands.All(operand => made.Contains(operand.Id) || numbers.Contains(operand.Id))) continue;
            if (equation.Operands.All(operand => numbers.Contains(operand.Id))) numbers.Add(equation.Result.Id);
            else
            {
                made.Add(equation.Result.Id);
                if (!equation.Operation.IsView()) once.Add(equation);
            }
        }
        return once.Count == 0 ? function : Divide(function, once, made, numbers);
    }

    private static StepFunction Divide(StepFunction function, List<Equation> once, HashSet<int> made, HashSet<int> numbers)
    {
        var moved = new HashSet<int>(once.Select(equation => equation.Result.Id));
        List<Equation> stay = [.. function.Equations.Where(equation => !moved.Contains(equation.Result.Id))];
        // What only moved equations read has nothing to do in a step.
        HashSet<int> read = Reached(stay, function.Next.Concat(function.Outputs), from: value => !moved.Contains(value.Id));
        stay.RemoveAll(equation => !read.Contains(equation.Result.Id));
        // Nothing renames them, or writes them out, any more.
        var named = once.Where(equation => read.Contains(equation.Result.Id))
            .ToDictionary(equation => equation.Result.Id, equation => equation.Result with { Stem = null });
        if (named.Count == 0) return function;
        function = function.Rename(value => named.TryGetValue(value.Id, out Value? result) ? result : value);
        stay = [.. function.Equations.Where(equation => read.Contains(equation.Result.Id) && !moved.Contains(equation.Result.Id))];
        EquatableArray<Value> results = once.Where(e => named.ContainsKey(e.Result.Id)).Select(e => named[e.Result.Id]).ToEquatableArray();
        List<Equation> own = [.. function.Equations.Where(e => made.Contains(e.Result.Id) || numbers.Contains(e.Result.Id))];
        HashSet<int> needed = Reached(own, results, from: _ => true);
        var precomputation = new StepFunction(
            function.Name, default, function.Parameters, default,
            own.Where(equation => needed.Contains(equation.Result.Id)).ToEquatableArray(), default, results);
        function = function with
        {
            Constants = function.Constants.Concat(MadeOfConstants(function, precomputation)).ToEquatableArray(),
            Parameters = function.Parameters.Concat(results).ToEquatableArray(),
            Equations = stay.ToEquatableArray(),
            Precomputation = precomputation,
            Unnamed = once.Where(e => named.ContainsKey(e.Result.Id) && e.Result.IsTemporary).Select(e => e.Result.Name).ToEquatableArray(),
        };
        Verifier.Verify(function);
        return function;
    }

    /// <summary>The results that are made of nothing that is learned, by the index that they have among the parameters.</summary>
    private static IEnumerable<int> MadeOfConstants(StepFunction function, StepFunction precomputation)
    {
        var learned = new HashSet<int>(function.Parameters.Where((_, i) => !function.Constants.Contains(i)).Select(value => value.Id));
        foreach (Equation equation in precomputation.Equations)
            if (equation.Operands.Any(operand => learned.Contains(operand.Id))) learned.Add(equation.Result.Id);
        return Enumerable.Range(0, precomputation.Outputs.Count).Where(i => !learned.Contains(precomputation.Outputs[i].Id))
            .Select(i => function.Parameters.Count + i);
    }

    /// <summary>Ids of what leads to some values.</summary>
    /// <param name="from">Whether what a value is made of counts.</param>
    private static HashSet<int> Reached(List<Equation> equations, IEnumerable<Value> values, Func<Value, bool> from)
    {
        var definitions = equations.ToDictionary(equation => equation.Result.Id);
        var reached = new HashSet<int>();
        var open = new Stack<Value>(values);
        while (open.Count > 0)
        {
            Value value = open.Pop();
            if (!reached.Add(value.Id) || !from(value) || !definitions.TryGetValue(value.Id, out Equation? equation)) continue;
            foreach (Value operand in equation.Operands) open.Push(operand);
        }
        return reached;
    }
}
