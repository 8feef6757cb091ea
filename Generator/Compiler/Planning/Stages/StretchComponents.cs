using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>
/// Finds the components of a loop back through time, which do not read each other, as heads do not: each makes its states of a stretch
/// again and goes back over them before the next component does, so that they stay in the second-level cache.
/// Before: <c>for each step back, each head: ...</c>. After: <c>for each head: states again, for each step back: ...</c>.
/// </summary>
internal static class StretchComponents
{
    /// <summary>
    /// The same loop, its maps apart and its stages component by component: what one has done with a later one may take.
    /// </summary>
    public static Sweep InOrder(Sweep sweep)
    {
        sweep = Of(sweep with { Stages = sweep.Stages.SelectMany(Apart).ToEquatableArray() });
        return sweep with
        {
            Stages = sweep.Components.SelectMany(component => component.Stages).Select(i => sweep.Stages[i]).ToEquatableArray(),
            Components = [],
        };
    }

    /// <summary>The loop with its components.</summary>
    public static Sweep Of(Sweep sweep)
    {
        List<Stage> stages = [.. sweep.AllStages];
        var component = new DisjointSets();
        List<List<(Location Place, bool IsWrite)>> touched = [.. stages.Select(stage => Touched(stage).ToList())];
        for (int one = 0; one < stages.Count; one++)
            for (int other = one + 1; other < stages.Count; other++)
                if (touched[one].Any(a => touched[other].Any(b => (a.IsWrite || b.IsWrite) && a.Place.Overlaps(b.Place))))
                    component.Join(one, other);
        int again = sweep.Again.Count;
        // What lies around the states of a component is none of another.
        while (FindWithin() is var (first, second) && first >= 0) component.Join(first, second);
        return sweep with
        {
            Components = Enumerable.Range(0, stages.Count).GroupBy(component.Root).Select(Component).ToEquatableArray(),
        };

        StretchComponent Component(IEnumerable<int> of)
        {
            List<int> all = [.. of];
            return new StretchComponent(
                all.Where(i => i < again).ToEquatableArray(), all.Where(i => i >= again).Select(i => i - again).ToEquatableArray(),
                States(all, Region.Previous, Region.Next), States(all, Region.NextSeed, Region.PreviousAdjoint));
        }

        EquatableArray<StatePart> States(IEnumerable<int> of, Region arriving, Region leaving)
        {
            var states = new List<StatePart>();
            int end = 0;
            foreach (var state in of.SelectMany(i => Places.Read(stages[i]).Concat(Places.Written(stages[i])))
                .Where(l => (l.Region == arriving || l.Region == leaving) && IsMadeAgain(l)).GroupBy(l => l.Index))
            {
                int start = state.Min(l => l.Offset), length = state.Max(l => l.Offset + l.Length) - start;
                states.Add(new StatePart(state.Key, start, length, end));
                end += length;
            }
            return states.ToEquatableArray();

            // Other states than those that are made again lie on the tape.
            bool IsMadeAgain(Location l) => arriving != Region.Previous || sweep.Again.Any(stage =>
                Places.Written(stage).Any(w => w.Region == Region.Next && w.Index == l.Index));
        }

        (int, int) FindWithin()
        {
            List<StretchComponent> components = [.. Enumerable.Range(0, stages.Count).GroupBy(component.Root).Select(Component)];
            for (int one = 0; one < components.Count; one++)
                for (int other = one + 1; other < components.Count; other++)
                    if (Overlap(components[one].States, components[other].States)
                        || Overlap(components[one].Carried, components[other].Carried))
                        return (First(components[one]), First(components[other]));
            return (-1, -1);
        }

        int First(StretchComponent of) => of.Again.Count > 0 ? of.Again[0] : again + of.Stages[0];
    }

    private static bool Overlap(EquatableArray<StatePart> one, EquatableArray<StatePart> other) =>
        one.Any(a => other.Any(b => a.State == b.State && a.Start < b.End && b.Start < a.End));

    /// <summary>What a state was before has the place of what it will be; and so have its adjoints.</summary>
    private static IEnumerable<(Location Place, bool IsWrite)> Touched(Stage stage) =>
        Places.Read(stage).Select(l => (InStep(l), false)).Concat(Places.Written(stage).Select(l => (InStep(l), true)));

    private static Location InStep(Location l) => l.Region switch
    {
        Region.Previous => l with { Region = Region.Next },
        Region.NextSeed => l with { Region = Region.PreviousAdjoint },
        _ when l.Region.IsPrivate() => l with { Index = 0 },
        _ => l,
    };

    /// <summary>
    /// Before: a map over the units of all heads. After: one for each, where nothing but the number of their units has brought them
    /// together.
    /// </summary>
    private static IEnumerable<Stage> Apart(Stage stage)
    {
        if (stage is not Stage.Map { Accumulators.Count: 0, Reductions.Count: 0 } map) return [stage];
        Dictionary<int, Equation> makers = map.Equations.ToDictionary(equation => equation.Result.Id);
        List<(Value Value, Store? Store, GradientSum? Sum)> ends =
        [
            .. map.Stores.Select(store => (store.Value, (Store?)store, (GradientSum?)null)),
            .. map.Gradients.Select(sum => (sum.Value, (Store?)null, (GradientSum?)sum)),
        ];
        List<HashSet<int>> made = [.. ends.Select(end => Leading(end.Value, makers))];
        var of = new DisjointSets();
        for (int one = 0; one < ends.Count; one++)
            for (int other = one + 1; other < ends.Count; other++)
                if (made[one].Overlaps(made[other].Where(id => makers.TryGetValue(id, out Equation? e) && e.Operands.Count > 0)))
                    of.Join(one, other);
        return Enumerable.Range(0, ends.Count).GroupBy(of.Root).Select((component, number) =>
        {
            var ids = new HashSet<int>(component.SelectMany(i => made[i]));
            return map with
            {
                Name = number == 0 ? map.Name : $"{map.Name}Component{number + 1}",
                Body = map.Body with
                {
                    Loads = map.Loads.Where(load => ids.Contains(load.Value.Id)).ToEquatableArray(),
                    Equations = map.Equations.Where(equation => ids.Contains(equation.Result.Id)).ToEquatableArray(),
                    Stores = component.Select(i => ends[i].Store).OfType<Store>().ToEquatableArray(),
                    Gradients = component.Select(i => ends[i].Sum).OfType<GradientSum>().ToEquatableArray(),
                },
            };
        });
    }

    /// <summary>A value and all that a map makes it of.</summary>
    private static HashSet<int> Leading(Value value, Dictionary<int, Equation> makers)
    {
        var leading = new HashSet<int>();
        var open = new Stack<Value>([value]);
        while (open.Count > 0)
        {
            Value next = open.Pop();
            if (!leading.Add(next.Id) || !makers.TryGetValue(next.Id, out Equation? maker)) continue;
            foreach (Value operand in maker.Operands) open.Push(operand);
        }
        return leading;
    }
}
