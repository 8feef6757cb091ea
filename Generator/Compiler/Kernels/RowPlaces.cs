using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>One row, units side by side: a vector is a block of units.</summary>
/// <param name="lanes">Elements of the widest vector.</param>
/// <param name="at">The first unit of the block.</param>
internal sealed class RowPlaces(int lanes, Frame frame, Offset at) : IPlaces
{
    public VectorExpression Load(Load load)
    {
        Location from = load.Location;
        Address row = frame.Row(from, load.Value);
        if (load.IsBroadcast) return new VectorExpression.Broadcast(row);
        bool whole = from.Length % lanes == 0 || IsFollowed(from);
        return whole ? new VectorExpression.Load(Behind(row)) : new VectorExpression.LoadPartial(row, at, from.Length);
    }

    public Statement Store(Store store, VectorExpression value)
    {
        Location location = store.Location;
        Address row = frame.Row(location, store.Value);
        bool whole = location.Padded && location.Region.IsPrivate() || location.Length % lanes == 0;
        return whole ? new Statement.Store(value, Behind(row)) : new Statement.StorePartial(value, row, at, location.Length);
    }

    public Statement Add(GradientSum sum, VectorExpression value)
    {
        Address place = Behind(new Address("gradients", frame.Start(sum)));
        return new Statement.Store(BodyBuilder.Plus(new VectorExpression.Load(place), value), place);
    }

    /// <summary>
    /// Whether whole vectors may be read at the end. A part of a value that is the last of its row, or of the weights, has too little
    /// behind it.
    /// </summary>
    private bool IsFollowed(Location from) => from.Region switch
    {
        Region.Copy => from.Offset + Padding.RoundUp(from.Length, lanes) <= frame.Shared.Weights,
        _ when from.Region.IsPrivate() => from.Offset + Padding.RoundUp(from.Length, lanes) <= frame[from].Stride,
        _ => frame[from].Padded,
    };

    private Address Behind(Address row) => row with { Offset = Offset.Add(at, row.Offset) };
}
