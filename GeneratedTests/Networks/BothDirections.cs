using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Sequences;

namespace RnnGen.Tests.Networks;

/// <summary>Random directions for the recurrences of a function: states that depend on each other get the same.</summary>
internal static class BothDirections
{
    public static StepFunction Turn(StepFunction function, int seed)
    {
        var flow = new DataFlow(function.Equations);
        HashSet<int>[] reads = [.. function.Next.Select(next => flow.Ancestors([next]))];
        int states = function.Previous.Count;
        var leads = new bool[states, states];
        for (int to = 0; to < states; to++)
            for (int from = 0; from < states; from++) leads[from, to] = reads[to].Contains(function.Previous[from].Id);
        for (int k = 0; k < states; k++)
            for (int i = 0; i < states; i++)
                for (int j = 0; j < states; j++) leads[i, j] |= leads[i, k] && leads[k, j];
        var random = new Random(seed);
        var reversed = new bool[states];
        for (int i = 0; i < states; i++)
        {
            int known = Enumerable.Range(0, i).FirstOrDefault(j => leads[i, j] && leads[j, i], -1);
            reversed[i] = known >= 0 ? reversed[known] : random.Next(2) == 0;
        }
        return function with { Reversed = Enumerable.Range(0, states).Where(i => reversed[i]).ToEquatableArray() };
    }
}
