using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Sequences;

/// <summary>
/// Which recurrences share a loop. Each cycle of the graph could have one; those that lie side by side, or that only cheap work separates,
/// are one loop: it is one pass over memory, and its stages fill each other's latencies.
/// </summary>
internal static class LoopMerging
{
    /// <returns>The carries of each loop, in the order of the loops.</returns>
    public static List<List<int>> Find(RecurrenceGraph graph, SequenceRules rules)
    {
        if (rules.OneLoop) return [[.. Enumerable.Range(0, graph.Carries)]];
        var loops = new List<(List<int> Nodes, List<int> Carries)>();
        foreach (IReadOnlyList<int> cycle in InOrder(graph))
        {
            if (loops.Count == 0 || AreApart(graph, loops[loops.Count - 1].Nodes, cycle, rules)) loops.Add(([], []));
            (List<int> nodes, List<int> carries) = loops[loops.Count - 1];
            nodes.AddRange(cycle);
            carries.AddRange(cycle.Where(graph.IsArrival).Select(node => node - graph.Arrival(0)));
        }
        return [.. loops.Select(loop => loop.Carries.OrderBy(c => c).ToList())];
    }

    /// <summary>
    /// By how many cycles lead to a cycle, then by its direction, then by its first equation: never by names or declarations.
    /// </summary>
    private static IEnumerable<IReadOnlyList<int>> InOrder(RecurrenceGraph graph)
    {
        var depth = new int[graph.Count];
        var cycles = new List<(int Depth, int First, IReadOnlyList<int> Nodes)>();
        foreach (IReadOnlyList<int> component in graph.Components)
        {
            int before = component.SelectMany(graph.Sources).Except(component).Select(node => depth[node]).DefaultIfEmpty(0).Max();
            bool isCycle = component.Count > 1;
            foreach (int node in component) depth[node] = before + (isCycle ? 1 : 0);
            if (isCycle) cycles.Add((before, First(graph, component), component));
        }
        return cycles.OrderBy(c => c.Depth).ThenBy(c => DirectionOf(graph, c.Nodes)).ThenBy(c => c.First).Select(c => c.Nodes);
    }

    private static Direction DirectionOf(RecurrenceGraph graph, IEnumerable<int> cycle) =>
        graph.Function.Carries.All[cycle.First(graph.IsArrival) - graph.Arrival(0)].Direction;

    /// <summary>A cycle without equations stands where its value is first read.</summary>
    private static int First(RecurrenceGraph graph, IReadOnlyList<int> cycle) =>
        cycle[0] < graph.Function.Equations.Count ? cycle[0] : cycle.SelectMany(graph.Readers).Append(cycle[0]).Min();

    /// <summary>
    /// Whether a loop and a cycle go over the steps in different directions, or the work on the way from the one to the other is worth
    /// being done for all rows at once.
    /// </summary>
    private static bool AreApart(RecurrenceGraph graph, List<int> loop, IReadOnlyList<int> cycle, SequenceRules rules)
    {
        if (DirectionOf(graph, loop) != DirectionOf(graph, cycle)) return true;
        // What is between takes a walk through the graph; most cycles are too light for it to matter.
        if (graph.Products < rules.ApartProducts) return false;
        if (Math.Min(Products(graph, loop), Products(graph, cycle)) < rules.OwnProducts) return false;
        HashSet<int> between = graph.Following(loop);
        between.IntersectWith(graph.Leading(cycle));
        between.ExceptWith(loop.Concat(cycle));
        return Products(graph, between) >= rules.ApartProducts;
    }

    private static long Products(RecurrenceGraph graph, IEnumerable<int> nodes) =>
        nodes.Sum(node => graph.EquationOf(node) is { } equation ? OperationCosts.Products(equation) : 0);
}
