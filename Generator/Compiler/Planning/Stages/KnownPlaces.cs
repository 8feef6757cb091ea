using System.Collections.Generic;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>Where values lie before a sweep, by id.</summary>
internal static class KnownPlaces
{
    /// <summary>The tensors of a region; a value that is known already stays where it is.</summary>
    public static void Add(this Dictionary<int, Location> known, Region region, EquatableArray<Value> values)
    {
        for (int i = 0; i < values.Count; i++)
            if (!known.ContainsKey(values[i].Id)) known[values[i].Id] = Location.Whole(region, i, values[i]);
    }
}
