using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Planning.Model;

/// <summary>The memory that a stage touches.</summary>
internal static class Places
{
    public static IEnumerable<Location> Read(Stage stage) => stage switch
    {
        Stage.Map map => map.Loads.Select(l => l.Location).Concat(map.Panels.SelectMany(p => p.Segments).Select(s => s.Source))
            .Concat(map.GoesAcross ? map.Accumulators.SelectMany(a => a.Terms).Select(t => t.Source) : [])
            .Concat(map.Accumulators.Where(a => a.Bias is not null).Select(a => a.Bias!.Location)),
        Stage.Series series => series.Members.SelectMany(member => Read(member.Map)),
        Stage.Matrix matrix => matrix.Body.Operands.Select(o => o.Location),
        Stage.General general => general.Operands,
        Stage.Outer outer => outer.Adjoints.Concat(outer.Panel.Segments.Select(s => s.Source)),
        Stage.ParameterOuter outer => outer.Terms.SelectMany(b => new[] { b.Adjoint, b.Source }),
        _ => throw new InvalidOperationException($"No places for {stage.GetType().Name}."),
    };

    public static IEnumerable<Location> Written(Stage stage) => stage switch
    {
        Stage.Map map => map.Stores.Select(s => s.Location).Concat(map.Reductions.Select(r => r.Result).OfType<Location>()),
        Stage.Series series => series.Members.SelectMany(member => Written(member.Map)),
        Stage.Matrix matrix => matrix.Body.Stores.Select(s => s.Location).Concat(matrix.Body.Sums.Select(s => s.Location)),
        Stage.General general => [general.Result],
        Stage.Outer or Stage.ParameterOuter => [],
        _ => throw new InvalidOperationException($"No places for {stage.GetType().Name}."),
    };

    /// <summary>The tensors that a stage touches, in a fixed order; parameters copied into the weights are not counted.</summary>
    public static List<(Region Region, int Index)> Tensors(Stage stage) => Tensors(Read(stage).Concat(Written(stage)));

    public static List<(Region Region, int Index)> Tensors(IEnumerable<Location> locations) => locations
        .Where(l => l.Region != Region.Copy)
        .Select(l => (l.Region, Index: l.Region.IsPrivate() ? 0 : l.Index)).Distinct()
        .OrderBy(k => k.Region).ThenBy(k => k.Index).ToList();

    /// <summary>The stage with every place replaced.</summary>
    public static Stage Replaced(Stage stage, Func<Location, Location> to) => stage switch
    {
        Stage.Map map => map with { Products = Map(map.Products, to), Body = Map(map.Body, to) },
        Stage.Series series => series with
        {
            Members = series.Members.Select(member => member with { Map = (Stage.Map)Replaced(member.Map, to) }).ToEquatableArray(),
            OfAllRows = series.OfAllRows.Select(to).ToEquatableArray(),
        },
        Stage.Matrix matrix => matrix with { Body = Map(matrix.Body, to) },
        Stage.General general => general with { Operands = general.Operands.Select(to).ToEquatableArray(), Result = to(general.Result) },
        Stage.Outer outer => outer with { Adjoints = outer.Adjoints.Select(to).ToEquatableArray(), Panel = Map(outer.Panel, to) },
        Stage.ParameterOuter outer => outer with
        {
            Terms = outer.Terms.Select(b => b with { Adjoint = to(b.Adjoint), Source = to(b.Source) }).ToEquatableArray(),
        },
        _ => throw new InvalidOperationException($"No places for {stage.GetType().Name}."),
    };

    private static MapProducts Map(MapProducts products, Func<Location, Location> to) => products with
    {
        Accumulators = products.Accumulators.Select(a => a with
        {
            Terms = a.Terms.Select(t => t with { Source = to(t.Source) }).ToEquatableArray(),
            Bias = Map(a.Bias, to),
        }).ToEquatableArray(),
        Panels = products.Panels.Select(p => Map(p, to)).ToEquatableArray(),
    };

    private static MapBody Map(MapBody body, Func<Location, Location> to) => body with
    {
        Loads = body.Loads.Select(l => l with { Location = to(l.Location) }).ToEquatableArray(),
        Reductions = body.Reductions.Select(r => r with { Result = r.Result is { } result ? to(result) : null }).ToEquatableArray(),
        Stores = body.Stores.Select(s => s with { Location = to(s.Location) }).ToEquatableArray(),
    };

    private static MatrixBody Map(MatrixBody body, Func<Location, Location> to) => body with
    {
        Operands = body.Operands.Select(o => o with { Location = to(o.Location) }).ToEquatableArray(),
        Sums = body.Sums.Select(s => s with { Location = to(s.Location) }).ToEquatableArray(),
        Stores = body.Stores.Select(s => s with { Location = to(s.Location) }).ToEquatableArray(),
    };

    private static Load? Map(Load? load, Func<Location, Location> to) => load is null ? null : load with { Location = to(load.Location) };

    private static Panel Map(Panel panel, Func<Location, Location> to) =>
        panel with { Segments = panel.Segments.Select(s => s with { Source = to(s.Source) }).ToEquatableArray() };
}
