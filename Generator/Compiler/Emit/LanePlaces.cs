using System.Linq;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// One unit, rows side by side: a vector is one unit of a group of rows. <c>now</c> is the record of the time step, <c>before</c> that of
/// the one before.
/// </summary>
/// <param name="program">Whose copies of parameters the locations name; here every parameter lies where it does among all.</param>
internal sealed class LanePlaces(LaneRecord record, Program program, int[] parameterOffsets) : IPlaces
{
    public string Load(Load load) => load.Location.Region == Region.Copy
        ? $"V.Create({Weight(load.Location, load.IsBroadcast ? "" : "unit")})"
        : Vector(load.Location, load.IsBroadcast ? "" : "at");

    public string Store(Location location, string value)
    {
        string place = Place(location, "at");
        // What leaves for the step before meets there what arrives from outside.
        return location.Region == Region.PreviousAdjoint
            ? $"V.Store(V.Load({place}) + {value}, {place});"
            : $"V.Store({value}, {place});";
    }

    public string Add(GradientSum sum, string value)
    {
        string place = $"ref sums, {KernelContext.Sum("at", Vectors(sum.AreaOffset))}";
        return $"V.Store(V.Load({place}) + V.KeepFirst({value}, rows), {place});";
    }

    /// <summary>An element of a vector; a parameter's is the same in all lanes.</summary>
    /// <param name="k">Which element, counted from the location's; empty for the first.</param>
    public string Element(Location location, string k) => location.Region == Region.Copy
        ? $"V.Create({Weight(location, k)})"
        : Vector(location, k.Length == 0 ? "" : $"{k} * V.Count");

    /// <summary>A weight of a product.</summary>
    public string Weight(ParameterBlock block, string k, int at)
    {
        int first = parameterOffsets[block.Parameter] + block.Offset + at * block.SourceStride;
        string column = k.Length == 0 ? "" : Times(k, block.SourceStride);
        string element = KernelContext.Sum(Times("unit", block.UnitStride), column, KernelContext.Text(first));
        return $"V.Create(Unsafe.Add(ref weights, {element}))";
    }

    public static string Vectors(int count) => count == 0 ? "" : KernelContext.Vectors(count);

    private string Vector(Location location, string at) => $"V.Load({Place(location, at)})";

    private string Place(Location location, string at)
    {
        string name = location.Region is Region.Previous or Region.PreviousAdjoint ? "before" : "now";
        Region region = location.Region switch
        {
            Region.Previous => Region.Next,
            Region.PreviousAdjoint => Region.NextSeed,
            _ => location.Region,
        };
        int index = region is Region.Saved or Region.Work or Region.Scratch ? 0 : location.Index;
        string place = KernelContext.Sum(at, Vectors(record[region, index] + location.Offset));
        return $"ref {name}" + (place == "0" ? "" : ", " + place);
    }

    private string Weight(Location copy, string unit)
    {
        ParameterCopy of = program.Copies.Single(c => c.Offset <= copy.Offset && copy.Offset < c.Offset + c.Length);
        string at = KernelContext.Sum(unit, KernelContext.Text(parameterOffsets[of.Parameter] + copy.Offset - of.Offset));
        return KernelContext.Ref("weights", at).Substring(4);
    }

    private static string Times(string index, int stride) => stride switch { 0 => "", 1 => index, _ => $"{index} * {stride}" };
}
