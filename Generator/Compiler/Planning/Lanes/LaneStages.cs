using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Lanes;

/// <summary>
/// Cuts the stages of a sweep with rows in the lanes into shorter ones. A unit's sums, then its functions, then functions of those are one
/// long chain, of which a processor overlaps few: a loop over all units for each link is 20 % faster (LSTM (3,5)).
/// Before: <c>z = sums; c = tanh(z); h = o * tanh(c)</c>.
/// After: <c>z = sums</c>; <c>c = tanh(z)</c>; <c>h = o * tanh(c)</c>, each for all units.
/// </summary>
internal static class LaneStages
{
    /// <summary>Whether a stage has no functions but those that cost about an addition.</summary>
    public static bool IsLight(Stage.Map map) => map.Equations.All(e => CriticalPath.Cost(e) < KernelTable.LaneLinkCost);

    public static Program Cut(Program program)
    {
        int scratch = program.ScratchStride;
        var sweeps = program.Sweeps.Select(s => s with { Stages = s.Stages.SelectMany(Cut).ToEquatableArray() }).ToEquatableArray();
        return program with { Sweeps = sweeps, ScratchStride = scratch };

        IEnumerable<Stage> Cut(Stage stage)
        {
            if (stage is not Stage.Map map) return [stage];
            int before = scratch;
            List<Stage> links = [.. Links(map, Scratch)];
            if (links.Count == 1) scratch = before;
            return links;
        }

        Location Scratch(int length)
        {
            scratch += length;
            return new Location(Region.Scratch, 0, scratch - length, length, Padded: true);
        }
    }

    private static IEnumerable<Stage> Links(Stage.Map map, Func<int, Location> scratch)
    {
        Dictionary<int, int> links = LinkOf(map);
        int last = links.Values.DefaultIfEmpty(0).Max();
        if (last == 0) return [map];
        var cut = new List<Stage.Map>();
        var places = map.Loads.ToDictionary(l => l.Value.Id, l => l);
        var own = Enumerable.Range(0, map.Equations.Count)
            .ToLookup(i => map.Equations[i].Operation.IsRepeated() ? -1 : links[map.Equations[i].Result.Id]);
        var (storesOf, gradientsOf) = (map.Stores.ToLookup(s => Link(s.Value)), map.Gradients.ToLookup(g => Link(g.Value)));
        ILookup<int, Value> handed = Handed(map, links).ToLookup(Link);
        for (int link = 0; link <= last; link++)
        {
            var equations = own[link].Concat(own[-1]).OrderBy(i => i).Select(i => map.Equations[i]).ToList();
            List<Store> stores = [.. storesOf[link]];
            List<GradientSum> gradients = [.. gradientsOf[link]];
            foreach (Value value in handed[link].Where(v => !places.ContainsKey(v.Id)))
            {
                // What leaves for the step before is added to other things; adjoints of inputs and saved values may be left out.
                Location place = stores.FirstOrDefault(s => s.Value.Id == value.Id
                    && s.Location.Region is not (Region.PreviousAdjoint or Region.InputAdjoint)
                    && !s.OnlyToSave)?.Location ?? scratch(map.Units);
                if (stores.All(s => s.Location != place)) stores.Add(new Store(value, place));
                places[value.Id] = new Load(value, place, IsBroadcast: false);
            }
            var made = new HashSet<int>(equations.Select(e => e.Result.Id));
            if (link == 0) made.UnionWith(map.Accumulators.Select(a => a.Result.Id));
            var loads = equations.SelectMany(e => e.Operands).Concat(stores.Select(s => s.Value)).Concat(gradients.Select(g => g.Value))
                .Where(v => !made.Contains(v.Id) && places.ContainsKey(v.Id)).GroupBy(v => v.Id).Select(g => places[g.Key]);
            cut.Add(map with
            {
                Name = link == 0 ? map.Name : $"{map.Name}Link{link + 1}",
                Products = link == 0 ? map.Products : MapProducts.None,
                Body = map.Body with
                {
                    Equations = Needed(equations, stores, gradients).ToEquatableArray(),
                    Loads = loads.ToEquatableArray(),
                    Stores = stores.ToEquatableArray(),
                    Gradients = gradients.ToEquatableArray(),
                },
            });
        }
        return OverwritesInput(cut) ? [map] : cut.Where(p => p.Stores.Count + p.Gradients.Count > 0);

        int Link(Value value) => links.TryGetValue(value.Id, out int link) ? link : 0;
    }

    /// <summary>What later links read of earlier ones.</summary>
    private static IEnumerable<Value> Handed(Stage.Map map, Dictionary<int, int> links)
    {
        var made = new HashSet<int>(map.Equations.Where(e => !e.Operation.IsRepeated()).Select(e => e.Result.Id));
        made.UnionWith(map.Accumulators.Select(a => a.Result.Id));
        return map.Equations.Where(e => !e.Operation.IsRepeated())
            .SelectMany(e => e.Operands.Where(v => made.Contains(v.Id) && Link(v) < links[e.Result.Id]))
            .GroupBy(v => v.Id).Select(g => g.First());

        int Link(Value value) => links.TryGetValue(value.Id, out int link) ? link : 0;
    }

    /// <summary>Heavy functions on the way to an equation, itself included; sums alone are link 0 where functions follow them.</summary>
    private static Dictionary<int, int> LinkOf(Stage.Map map)
    {
        var depth = new Dictionary<int, int>();
        foreach (Equation equation in map.Equations)
        {
            int before = equation.Operands.Select(o => depth.TryGetValue(o.Id, out int d) ? d : 0).DefaultIfEmpty(0).Max();
            int own = CriticalPath.Cost(equation) >= KernelTable.LaneLinkCost ? 1 : 0;
            depth[equation.Result.Id] = equation.Operation.IsRepeated() ? 0 : before + own;
        }
        if (map.Accumulators.Count > 0) return depth;
        return depth.ToDictionary(d => d.Key, d => Math.Max(d.Value - 1, 0));
    }

    /// <summary>Repeated scalars and constants are wherever they are read.</summary>
    private static IEnumerable<Equation> Needed(List<Equation> equations, List<Store> stores, List<GradientSum> gradients)
    {
        var read = new HashSet<int>(equations.Where(e => !e.Operation.IsRepeated()).SelectMany(e => e.Operands)
            .Concat(stores.Select(s => s.Value)).Concat(gradients.Select(g => g.Value)).Select(v => v.Id));
        foreach (Equation leaf in equations.Where(e => e.Operation.IsRepeated()).Reverse())
            if (read.Contains(leaf.Result.Id)) read.UnionWith(leaf.Operands.Select(o => o.Id));
        return equations.Where(e => !e.Operation.IsRepeated() || read.Contains(e.Result.Id));
    }

    /// <summary>A stage may write where it has read, unit by unit; a later link would read what an earlier one has left there.</summary>
    private static bool OverwritesInput(List<Stage.Map> cut)
    {
        for (int later = 1; later < cut.Count; later++)
            foreach (Load load in cut[later].Loads)
                foreach (Store store in cut.Take(later).SelectMany(p => p.Stores))
                    if (store.Value.Id != load.Value.Id && store.Location.Overlaps(load.Location)) return true;
        return false;
    }
}
