using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Compiler.Sequences;

/// <summary>
/// The strongly connected components of a graph, by Kosaraju's algorithm: in the order in which a search along the edges finishes with the
/// nodes, backwards, each node that is left takes along whatever leads to it. A component comes after those that lead to it.
/// </summary>
internal static class StrongComponents
{
    /// <returns>Each with its nodes in ascending order.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Find(
        int count, IReadOnlyList<IReadOnlyList<int>> sources, IReadOnlyList<IReadOnlyList<int>> readers)
    {
        var finished = new List<int>();
        var seen = new bool[count];
        for (int node = count - 1; node >= 0; node--)
            if (!seen[node]) Finish(node, readers, seen, finished);
        var components = new List<IReadOnlyList<int>>();
        var taken = new bool[count];
        foreach (int node in Enumerable.Reverse(finished))
        {
            if (taken[node]) continue;
            var component = new List<int>();
            Finish(node, sources, taken, component);
            component.Sort();
            components.Add(component);
        }
        return components;
    }

    /// <summary>Depth first; a list of open nodes stands for recursion, which deep cells would exhaust.</summary>
    private static void Finish(int start, IReadOnlyList<IReadOnlyList<int>> next, bool[] seen, List<int> finished)
    {
        var open = new Stack<(int Node, int At)>();
        seen[start] = true;
        open.Push((start, 0));
        while (open.Count > 0)
        {
            (int node, int at) = open.Pop();
            if (at == next[node].Count)
            {
                finished.Add(node);
                continue;
            }
            open.Push((node, at + 1));
            int other = next[node][at];
            if (seen[other]) continue;
            seen[other] = true;
            open.Push((other, 0));
        }
    }
}
