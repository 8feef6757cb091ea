using System.Linq;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Lanes;

/// <summary>
/// One unit, rows side by side: a vector is one unit of a group of rows. <c>now</c> is the record of the time step, <c>before</c> that of
/// the one before.
/// </summary>
/// <param name="program">Whose copies of parameters the locations name; here every parameter lies where it does among all.</param>
internal sealed class LanePlaces(LaneRecord record, Program program, int[] parameterOffsets) : IPlaces
{
    private static readonly Offset s_at = "at".Variable(), s_unit = "unit".Variable();

    public VectorExpression Load(Load load) => load.Location.Region == Region.Copy
        ? Weight(load.Location, load.IsBroadcast ? Offset.Zero : s_unit)
        : new VectorExpression.Load(Place(load.Location, load.IsBroadcast ? Offset.Zero : s_at));

    public Statement Store(Store store, VectorExpression value)
    {
        Location location = store.Location;
        Address place = Place(location, s_at);
        // What leaves for the step before meets there what arrives from outside.
        return new Statement.Store(
            location.Region == Region.PreviousAdjoint ? BodyBuilder.Plus(new VectorExpression.Load(place), value) : value, place);
    }

    public Statement Add(GradientSum sum, VectorExpression value)
    {
        var place = new Address("sums", Offset.Add(s_at, Offset.Vectors(sum.AreaOffset)));
        var kept = new VectorExpression.KeepFirst(value, "rows".Variable());
        return new Statement.Store(BodyBuilder.Plus(new VectorExpression.Load(place), kept), place);
    }

    /// <summary>An element of a vector; a parameter's is the same in all lanes.</summary>
    /// <param name="k">Which element, counted from the location's.</param>
    public VectorExpression Element(Location location, Offset k) => location.Region == Region.Copy
        ? Weight(location, k)
        : new VectorExpression.Load(Place(location, Offset.IsZero(k) ? k : k * Offset.Vectors(1)));

    /// <summary>A weight of a product.</summary>
    public VectorExpression Weight(Submatrix weights, Offset k, int at)
    {
        int first = parameterOffsets[weights.Parameter] + weights.Offset + at * weights.SourceStride;
        Offset column = Offset.IsZero(k) ? k : Times(k, weights.SourceStride);
        return new VectorExpression.Broadcast(new Address("weights", Offset.Add(Times(s_unit, weights.UnitStride), column, first)));
    }

    private Address Place(Location location, Offset at)
    {
        string name = location.Region is Region.Previous or Region.PreviousAdjoint ? "before" : "now";
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
