using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Lanes;

/// <summary>
/// One unit, rows side by side: a vector is one unit of a group of rows. <c>now</c> is the record of the time step, <c>before</c> that of
/// the one before.
/// </summary>
/// <param name="program">Whose copies of parameters the locations name; here every parameter lies where it does among all.</param>
/// <param name="isFirstUnit">Whether the unit is the first one, rather than the one that a variable says.</param>
internal sealed class LanePlaces(LaneRecord record, Program program, int[] parameterOffsets, bool isFirstUnit = false) : IPlaces
{
    private const string Before = "before", Now = "now", OfUnit = "OfUnit";

    private readonly Offset _unit = isFirstUnit ? Offset.Zero : "unit".Variable();

    private readonly SortedSet<string> _records = new(StringComparer.Ordinal);

    /// <summary>What the records are called from the unit on.</summary>
    public static IEnumerable<string> Names => [Before + OfUnit, Now + OfUnit];

    /// <summary>Places of the first unit.</summary>
    public LanePlaces OfFirstUnit => new(record, program, parameterOffsets, isFirstUnit: true);

    /// <summary>Places of the unit that the variable says.</summary>
    public LanePlaces OfEachUnit => new(record, program, parameterOffsets);

    /// <summary>Begins the records from the unit on that places were asked for.</summary>
    public void Refer(Statements to)
    {
        foreach (string name in _records) to.Add(new Statement.Refer(name + OfUnit, new Address(name, _unit * Offset.Vectors(1))));
    }

    public VectorExpression Load(Load load) => load.Location.Region == Region.Copy
        ? Weight(load.Location, load.IsBroadcast ? Offset.Zero : _unit)
        : new VectorExpression.Load(load.IsBroadcast ? First(load.Location) : PlaceOfUnit(load.Location));

    public Statement Store(Store store, VectorExpression value)
    {
        Location location = store.Location;
        Address place = PlaceOfUnit(location);
        // What leaves for the step before meets there what arrives from outside.
        return new Statement.Store(
            location.Region == Region.PreviousAdjoint ? BodyBuilder.Plus(new VectorExpression.Load(place), value) : value, place);
    }

    public Statement Add(GradientSum sum, VectorExpression value)
    {
        var place = new Address("sums", Offset.Add(_unit * Offset.Vectors(1), Offset.Vectors(sum.AreaOffset)));
        var kept = new VectorExpression.KeepFirst(value, "rows".Variable());
        return new Statement.Store(BodyBuilder.Plus(new VectorExpression.Load(place), kept), place);
    }

    /// <summary>An element of a vector; a parameter's is the same in all lanes.</summary>
    /// <param name="k">Which element, counted from the location's.</param>
    public VectorExpression Element(Location location, Offset k) => location.Region == Region.Copy
        ? Weight(location, k)
        : new VectorExpression.Load(Place(location, Offset.IsZero(k) ? k : k * Offset.Vectors(1)));

    /// <summary>Where the first element of a vector lies in its record.</summary>
    public Address First(Location location) => Place(location, Offset.Zero);

    /// <summary>A weight of a product.</summary>
    public VectorExpression Weight(Submatrix weights, Offset k, int at)
    {
        int first = parameterOffsets[weights.Parameter] + weights.Offset + at * weights.SourceStride;
        Offset column = Offset.IsZero(k) ? k : Times(k, weights.SourceStride);
        return new VectorExpression.Broadcast(new Address("weights", Offset.Add(Times(_unit, weights.UnitStride), column, first)));
    }

    private Address PlaceOfUnit(Location location)
    {
        Address first = First(location);
        if (isFirstUnit) return first;
        _records.Add(first.Elements);
        return first with { Elements = first.Elements + OfUnit };
    }

    private Address Place(Location location, Offset at)
    {
        string name = location.Region is Region.Previous or Region.PreviousAdjoint ? Before : Now;
        Region region = location.Region switch
        {
            Region.Previous => Region.Next,
            Region.PreviousAdjoint => Region.NextSeed,
            _ => location.Region,
        };
        int index = region.IsPrivate() ? 0 : location.Index;
        return new Address(name, Offset.Add(at, Offset.Vectors(record[region, index] + location.Offset)));
    }

    private VectorExpression Weight(Location copy, Offset unit)
    {
        ParameterCopy of = program.Packed.Copies.Single(c => c.Offset <= copy.Offset && copy.Offset < c.Offset + c.Length);
        Offset at = Offset.Add(unit, parameterOffsets[of.Parameter] + copy.Offset - of.Offset);
        return new VectorExpression.Broadcast(new Address("weights", at));
    }

    private static Offset Times(Offset index, int stride) => stride switch { 0 => Offset.Zero, 1 => index, _ => index * stride };
}
