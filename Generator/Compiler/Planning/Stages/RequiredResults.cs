using System.Collections.Generic;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>Results that a sweep owes: several places may want one value.</summary>
internal sealed class RequiredResults : Dictionary<int, List<(Value Value, Location Location)>>
{
    public void Add(Value value, Location location) =>
        (TryGetValue(value.Id, out var list) ? list : this[value.Id] = []).Add((value, location));
}
