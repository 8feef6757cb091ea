using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>What the stages of a step do with one state.</summary>
/// <param name="Writer">The stage that writes its first new element.</param>
/// <param name="InBundles">Whether that stage has read a bundle's old elements when it writes the bundle's new ones.</param>
/// <param name="InOneBundle">Whether nothing reads old elements later than that.</param>
/// <param name="Bundles">That stage, where its later bundles read the old elements of earlier ones.</param>
internal sealed record StateUse(int Writer, bool InBundles, bool InOneBundle, EquatableArray<UnitBundle> Bundles)
{
    public bool NeedsCopy => !InOneBundle || Bundles.Count > 0;

    /// <summary>Which states of a stream are copied before they are overwritten, and from where each stage reads them.</summary>
    public static (StateBanks Banks, IReadOnlyList<Sweep> Sweeps) Banks(IReadOnlyList<Sweep> sweeps, int states)
    {
        var stages = sweeps.SelectMany(s => s.Stages).ToList();
        StateUse[] uses = [.. Enumerable.Range(0, states).Select(state => StateUse.Of(stages, state))];
        var copied = Enumerable.Range(0, states).Where(state => uses[state].NeedsCopy).ToList();
        var banks = new StateBanks(
            copied.ToEquatableArray(),
            copied.Any(state => !uses[state].InOneBundle),
            copied.SelectMany(state => uses[state].Bundles).Distinct().ToEquatableArray());
        int number = 0;
        return (banks, [.. sweeps.Select(sweep => sweep with
        {
            Stages = sweep.Stages.Select(stage => stage with { OldStates = ReadBy(stage, number++) }).ToEquatableArray(),
        })]);

        OldStates ReadBy(Stage stage, int at)
        {
            var read = copied.Where(state => Reads(stage, state)).Select(state => uses[state]).ToList();
            if (read.Count == 0 || read.Any(use => use.Writer < at)) return OldStates.InCopy;
            if (read.All(use => use.Writer > at)) return OldStates.InPlace;
            return stage is Stage.Map && read.All(use => use.Writer > at || use.InBundles)
                ? OldStates.FirstBundleInPlace
                : OldStates.InCopy;
        }
    }

    public static StateUse Of(List<Stage> stages, int state)
    {
        int writer = stages.FindIndex(stage => Places.Written(stage).Any(l => IsIn(l, Region.Next, state)));
        bool isReadLater = stages.Select((stage, i) => (stage, i)).Skip(writer + 1).Any(s => Reads(s.stage, state) && !IsApart(s.i));
        bool inBundles = !Reads(stages[writer], state) || stages[writer] switch
        {
            Stage.Map map => IsReadFirst(map, state),
            Stage.Matrix matrix => IsReadFirst(matrix.Body, state),
            _ => false,
        };
        UnitBundle[] bundles = inBundles && stages[writer] is Stage.Map { Accumulators.Count: > 0 } products
            && products.Units > products.Blocks && Meets(products, state) ? [new UnitBundle(products.Units, products.Blocks)] : [];
        return new StateUse(writer, inBundles, inBundles && !isReadLater, bundles.ToEquatableArray());

        // A pass over a part of a state, as over one of some heads: nobody has written there, and it reads an element before it writes it.
        bool IsApart(int at) => stages[at] is Stage.Matrix matrix && IsReadFirst(matrix.Body, state)
            && Places.Read(matrix).Where(l => IsIn(l, Region.Previous, state)).All(read => !stages.Take(at).SelectMany(Places.Written)
                .Any(l => IsIn(l, Region.Next, state) && l.Overlaps(read with { Region = Region.Next })));
    }

    public static bool Reads(Stage stage, int state) => Places.Read(stage).Any(l => IsIn(l, Region.Previous, state));

    /// <summary>Elements are loaded by the units that overwrite them, before they do; products are complete before.</summary>
    private static bool IsReadFirst(Stage.Map map, int state) => map.Reductions.All(r => !IsIn(r.Result!, Region.Next, state))
        && map.Loads.Where(l => IsIn(l.Location, Region.Previous, state)).All(load => !load.IsBroadcast
            && map.Stores.Where(s => IsIn(s.Location, Region.Next, state)).All(s => s.Location.Offset == load.Location.Offset));

    /// <summary>An element is loaded before it is stored in the same place; nothing repeats it along a row or a column.</summary>
    private static bool IsReadFirst(MatrixBody body, int state) =>
        body.Operands.Where(o => IsIn(o.Location, Region.Previous, state)).All(operand => operand.Along == Along.Both
            && body.Stores.Where(s => s.Location.Overlaps(operand.Location with { Region = Region.Next }))
                .All(s => s.Location.Offset == operand.Location.Offset))
        && body.Sums.All(sum => !IsIn(sum.Location, Region.Next, state));

    /// <summary>Whether every unit meets all elements of a state.</summary>
    private static bool Meets(Stage.Map map, int state) =>
        map.Panels.SelectMany(p => p.Segments).Any(s => IsIn(s.Source, Region.Previous, state))
        || map.Accumulators.Any(a => a.Bias is { } bias && IsIn(bias.Location, Region.Previous, state));

    private static bool IsIn(Location location, Region region, int state) => location.Region == region && location.Index == state;
}
