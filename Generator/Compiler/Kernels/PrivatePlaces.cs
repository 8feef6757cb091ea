using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>Which values begin where in the private memory of a program; some take the place of others.</summary>
internal sealed class PrivatePlaces
{
    private readonly Dictionary<(Region Region, int Offset), List<Value>> _values = [];

    public PrivatePlaces(Program program)
    {
        foreach (var (value, location) in program.Sweeps.SelectMany(sweep => sweep.AllStages).SelectMany(Touched))
        {
            if (!location.Region.IsPrivate()) continue;
            var key = (location.Region, location.Offset);
            if (!_values.TryGetValue(key, out List<Value>? values)) _values[key] = values = [];
            if (values.All(other => other.Id != value.Id)) values.Add(value);
        }
    }

    /// <summary>Whether the value begins there.</summary>
    public bool Has(Location location, Value value) => At(location).Any(other => other.Id == value.Id);

    /// <summary>The only value that begins there; null where none does, or several.</summary>
    public Value? OnlyOne(Location location) => At(location) is { Count: 1 } values ? values[0] : null;

    private IReadOnlyList<Value> At(Location location) =>
        _values.TryGetValue((location.Region, location.Offset), out List<Value>? values) ? values : [];

    private static IEnumerable<(Value Value, Location Location)> Touched(Stage stage) => stage switch
    {
        Stage.Map map => map.Stores.Select(s => (s.Value, s.Location))
            .Concat(map.Reductions.Where(r => r.Result is not null).Select(r => (r.Equation.Result, r.Result!)))
            .Concat(map.Loads.Select(l => (l.Value, l.Location))),
        Stage.Series series => series.Members.SelectMany(member => Touched(member.Map)),
        Stage.Matrix matrix => matrix.Body.Stores.Select(s => (s.Value, s.Location))
            .Concat(matrix.Body.Sums.Select(s => (s.Result, s.Location))).Concat(matrix.Body.Operands.Select(o => (o.Value, o.Location))),
        Stage.General general => [(general.Equation.Result, general.Result)],
        Stage.Outer or Stage.ParameterOuter => [],
        _ => throw new InvalidOperationException($"No places of {stage.GetType().Name}."),
    };
}
