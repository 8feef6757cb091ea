using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Schedules;

/// <summary>
/// A pass over matrices without names and without where its places begin: two heads of a memory have one form, and share a kernel, which is
/// given references to the first elements.
/// </summary>
internal sealed class MatrixForm
{
    private readonly Dictionary<int, Value> _values = [];
    private readonly Dictionary<(Region, int), int> _starts = [];

    private MatrixForm(Stage stage)
    {
        foreach (var places in Places.Read(stage).Concat(Places.Written(stage)).GroupBy(l => (l.Region, l.Index)))
            _starts[places.Key] = places.Key.Region == Region.Copy ? 0 : places.Min(l => l.Offset);
    }

    public static Stage.Matrix Of(Stage.Matrix stage) => new MatrixForm(stage).Numbered(stage);

    private Stage.Matrix Numbered(Stage.Matrix stage)
    {
        MatrixBody body = ((Stage.Matrix)Places.Replaced(stage, Moved)).Body;
        return stage with
        {
            Name = "",
            Told = [],
            OldStates = default,
            Body = new MatrixBody(
                body.Operands.Select(o => o with { Value = Of(o.Value) }).ToEquatableArray(),
                body.Equations.Select(e => new Equation(Of(e.Result), e.Operation, Of(e.Operands), Origin.None)).ToEquatableArray(),
                body.Sums.Select(s => s with
                {
                    Result = Of(s.Result),
                    Factors = Of(s.Factors),
                    Scale = s.Scale is { } scale ? Of(scale) : null,
                }).ToEquatableArray(),
                body.Stores.Select(s => s with { Value = Of(s.Value) }).ToEquatableArray(),
                body.Gradients.Select(g => g with { Value = Of(g.Value) }).ToEquatableArray()),
        };
    }

    private Location Moved(Location location) => location with { Offset = location.Offset - _starts[(location.Region, location.Index)] };

    private EquatableArray<Value> Of(EquatableArray<Value> values) => values.Select(Of).ToEquatableArray();

    private Value Of(Value value) =>
        _values.TryGetValue(value.Id, out Value? known) ? known : _values[value.Id] = new Value(_values.Count, "", value.Shape);
}
