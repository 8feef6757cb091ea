using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx;

/// <summary>
/// A reshape of a sequence, as far as it is certain what becomes of each axis: it stays, is left out or added with one element, directions
/// and features join, or axes become one and apart again. Axes of open extent are matched by what the graph says of them, never guessed.
/// </summary>
internal static class OnnxReshape
{
    public static OnnxValue Apply(OnnxCall call, OnnxValue.Signal signal, IReadOnlyList<Extent> shape)
    {
        if (shape.Count > 8 || signal.Axes.Count > 8) throw call.Unsupported("a tensor with more than 8 axes.");
        if (shape.Count(extent => extent.Number == -1) > 1) throw call.Damaged("-1 stands twice in a shape.");
        bool isZeroKept = call.Integer("allowzero", 0) == 0;
        bool IsKept(Extent extent, int i) => isZeroKept && extent.Number == 0 && i < signal.Axes.Count;
        Extent[] wanted = [.. shape.Select((extent, i) => IsKept(extent, i) ? OfSame(signal, i) : extent)];
        if (Match(signal, 0, wanted, 0) is not { } axes)
            throw call.Unsupported("a reshape of which it is not certain that every step and sequence stays where it is.");
        bool isJoined = signal.Chains.Count > 1 && axes.All(axis => axis.Role != AxisRole.Direction);
        return new OnnxValue.Signal([.. axes], isJoined ? [OnnxJoins.Joined(signal, call.Where)] : signal.Chains);
    }

    private static Extent OfSame(OnnxValue.Signal signal, int axis) => new(ExtentOf(signal, axis), signal.Axes[axis]);

    private static long? ExtentOf(OnnxValue.Signal signal, int axis) =>
        signal.Axes[axis].Role == AxisRole.Direction ? signal.Chains.Count : signal.Axes[axis].Size;

    /// <summary>The axes from j on that those from i on become; null where nothing fits.</summary>
    private static List<Axis>? Match(OnnxValue.Signal signal, int i, Extent[] shape, int j)
    {
        IReadOnlyList<Axis> axes = signal.Axes;
        if (i == axes.Count && j == shape.Length) return [];
        if (i < axes.Count && j < shape.Length)
        {
            if (Fits(shape[j], axes[i], ExtentOf(signal, i)) && Rest(axes[i], i + 1, j + 1) is { } kept) return kept;
            if (axes[i].Role == AxisRole.Direction && i + 1 < axes.Count && axes[i + 1].Role == AxisRole.Feature
                && Fits(shape[j], null, Width(signal)) && Rest(new Axis(AxisRole.Feature, Width(signal)), i + 2, j + 1) is { } joined)
                return joined;
            if (axes[i].Role == AxisRole.Rows && Apart(signal, i, shape, j) is { } apart) return apart;
            if (Rows(signal, i, shape, j) is { } rows) return rows;
        }
        bool isOne = i < axes.Count && (axes[i].IsOne || (axes[i].Role == AxisRole.Direction && signal.Chains.Count == 1));
        if (isOne && Match(signal, i + 1, shape, j) is { } without) return without;
        return j < shape.Length && shape[j].Number == 1 ? Rest(new Axis(AxisRole.Unknown, 1), i, j + 1) : null;

        List<Axis>? Rest(Axis first, int nextAxis, int nextExtent) =>
            Match(signal, nextAxis, shape, nextExtent) is { } rest ? [first, .. rest] : null;
    }

    /// <summary>An axis of several in one becomes these again.</summary>
    private static List<Axis>? Apart(OnnxValue.Signal signal, int i, Extent[] shape, int j)
    {
        IReadOnlyList<Axis> parts = signal.Axes[i].Parts;
        if (j + parts.Count > shape.Length || parts.Where((part, at) => !Fits(shape[j + at], part, part.Size)).Any()) return null;
        return Match(signal, i + 1, shape, j + parts.Count) is { } rest ? [.. parts, .. rest] : null;
    }

    /// <summary>The two axes of steps and sequences become one.</summary>
    private static List<Axis>? Rows(OnnxValue.Signal signal, int i, Extent[] shape, int j)
    {
        if (i + 2 >= signal.Axes.Count) return null;
        Axis a = signal.Axes[i], b = signal.Axes[i + 1];
        if (!IsOuter(a) || !IsOuter(b) || !Fits(shape[j], null, a.Size * b.Size)) return null;
        return Match(signal, i + 2, shape, j + 1) is { } rest ? [new Axis(AxisRole.Rows, a.Size * b.Size, a, b), .. rest] : null;

        static bool IsOuter(Axis axis) => axis.Role is AxisRole.Time or AxisRole.Batch or AxisRole.Unknown;
    }

    private static long? Width(OnnxValue.Signal signal) => signal.Chains.Sum(chain => chain.Size);

    /// <summary>Whether what is written is the extent of an axis: that axis, its number, or -1, which the others decide.</summary>
    private static bool Fits(Extent wanted, Axis? axis, long? size) =>
        wanted.Number == -1 || (axis is not null && wanted.Axis == axis) || (wanted.Number is not null && wanted.Number == size);
}
