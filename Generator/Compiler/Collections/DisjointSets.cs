using System.Collections.Generic;

namespace RnnGen.Compiler.Collections;

/// <summary>
/// Which numbers belong together: at first each is alone, and two sets become one (union-find: Tarjan, "Efficiency of a good but not linear
/// set union algorithm", 1975).
/// </summary>
internal sealed class DisjointSets
{
    private readonly Dictionary<int, int> _above = [];

    public void Join(int one, int other)
    {
        (one, other) = (Root(one), Root(other));
        if (one != other) _above[other] = one;
    }

    /// <summary>The number that stands for all of the same set.</summary>
    public int Root(int number)
    {
        int root = number;
        while (_above.TryGetValue(root, out int above)) root = above;
        // The next time it is one step: a chain of many would be a long way for each of them.
        while (number != root)
        {
            int next = _above[number];
            _above[number] = root;
            number = next;
        }
        return root;
    }
}
