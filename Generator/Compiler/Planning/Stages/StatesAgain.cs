using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Sequences;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>
/// What makes large states again on the way back, from the step before and from what the tape holds: inputs, other states, and what the
/// forward pass has saved (checkpointing: Griewank and Walther 2000, "Algorithm 799: revolve"; Chen et al. 2016).
/// Before: the loop back reads the S of each step. After: it makes those of a stretch again from the S before it, then goes back over it.
/// </summary>
internal static class StatesAgain
{
    /// <summary>The sweeps with the stages that make states again in the loop that reads these.</summary>
    /// <param name="states">By index.</param>
    /// <param name="saved">Where values lie that the forward pass has saved.</param>
    /// <param name="name">What the names of stages begin with.</param>
    public static List<Sweep> In(
        List<Sweep> sweeps, StepFunction step, EquatableArray<int> states, IReadOnlyDictionary<int, Location> saved, string name,
        PanelForm panels, ProgramMemory memory)
    {
        int loop = sweeps.FindIndex(sweep =>
            sweep.Kind == SweepKind.ReverseTimeLoop && states.Any(state => sweep.Stages.Any(s => OverwrittenStates.Touches(s, state))));
        if (loop < 0) return sweeps;
        var known = new Dictionary<int, Location>(saved.ToDictionary(entry => entry.Key, entry => entry.Value));
        known.Add(Region.Input, step.Inputs);
        known.Add(Region.Previous, step.Previous);
        var owed = new RequiredResults();
        for (int i = 0; i < step.Next.Count; i++)
        {
            if (states.Contains(i)) owed.Add(step.Next[i], Location.Whole(Region.Next, i, step.Next[i]));
            else if (!known.ContainsKey(step.Next[i].Id)) known[step.Next[i].Id] = Location.Whole(Region.Next, i, step.Next[i]);
        }
        List<Equation> equations = Leading(step, states, known);
        var content = new SweepContent(
            name, equations, new SweepPlaces(known, owed), SweepGradients.None, panels, (_, _) => true);
        EquatableArray<Stage> again = StageBuilder.Build(content, memory, new ParameterViews(step.Parameters, equations));
        return [.. sweeps.Select((sweep, i) => i == loop ? StretchComponents.InOrder(sweep with { Again = again }) : sweep)];
    }

    /// <summary>The same where the tape holds all states at every step.</summary>
    public static Program Without(Program backward) =>
        backward with { Sweeps = backward.Sweeps.Select(sweep => sweep with { Again = [] }).ToEquatableArray() };

    /// <summary>The equations that lead to the next states from what is known.</summary>
    private static List<Equation> Leading(StepFunction step, EquatableArray<int> states, Dictionary<int, Location> known)
    {
        var flow = new DataFlow(step.Equations);
        var wanted = new HashSet<int>();
        var open = new Stack<Value>(states.Select(state => step.Next[state]));
        while (open.Count > 0)
        {
            Value value = open.Pop();
            if (known.ContainsKey(value.Id) || flow.Definition(value) is not { } definition || !wanted.Add(value.Id)) continue;
            foreach (Value operand in definition.Operands) open.Push(operand);
        }
        return [.. step.Equations.Where(equation => wanted.Contains(equation.Result.Id))];
    }
}
