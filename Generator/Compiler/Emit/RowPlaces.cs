using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>One row, units side by side: a vector is a block of units.</summary>
/// <param name="at">The C# expression of the first unit of the block.</param>
internal sealed class RowPlaces(KernelContext context, Frame frame, string at) : IPlaces
{
    public string Load(Load load)
    {
        Location from = load.Location;
        (string row, int start) = Row(from);
        if (load.IsBroadcast) return $"V.Create({KernelContext.Ref(row, KernelContext.Text(start)).Substring(4)})";
        bool whole = from.Region is Region.Copy or Region.Saved or Region.Work or Region.Scratch || frame[from].Padded
            || from.Length % context.Lanes == 0;
        return whole
            ? $"V.Load(ref {row}, {KernelContext.Sum(at, KernelContext.Text(start))})"
            : $"{RuntimeNames.Rows}.Load<V, {context.T}>({KernelContext.Ref(row, KernelContext.Text(start))}, {at}, {from.Length})";
    }

    public string Store(Location location, string value)
    {
        (string row, int start) = Row(location);
        bool whole = location.Padded && location.Region is Region.Saved or Region.Work or Region.Scratch
            || location.Length % context.Lanes == 0;
        if (whole) return $"V.Store({value}, ref {row}, {KernelContext.Sum(at, KernelContext.Text(start))});";
        string place = KernelContext.Ref(row, KernelContext.Text(start));
        return $"{RuntimeNames.Rows}.Store<V, {context.T}>({value}, {place}, {at}, {location.Length});";
    }

    public string Add(GradientSum sum, string value)
    {
        string place = KernelContext.Sum(at, KernelContext.Text(sum.AreaOffset));
        return $"V.Store(V.Load(ref gradients, {place}) + {value}, ref gradients, {place});";
    }

    private (string Row, int Start) Row(Location location)
    {
        if (location.Region == Region.Copy) return ("weights", location.Offset);
        FrameEntry entry = frame[location];
        return (entry.Row, entry.Base + location.Offset);
    }
}
