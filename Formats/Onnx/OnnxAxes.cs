using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx;

/// <summary>
/// What exporters write between layers: axes are exchanged, added, left out, joined and taken apart. None of it moves a number to another
/// step or sequence, or it is refused.
/// </summary>
internal static class OnnxAxes
{
    public static OnnxValue[] Apply(OnnxCall call)
    {
        OnnxValue.Signal signal = call.Signal(0);
        return call.Operation switch
        {
            "Transpose" => [Transpose(call, signal)],
            "Squeeze" => [Squeeze(call, signal)],
            "Unsqueeze" => [Unsqueeze(call, signal)],
            "Reshape" => [OnnxReshape.Apply(call, signal, OnnxShapes.Extents(call, 1))],
            "Flatten" => [Flatten(call, signal)],
            "Gather" => [Gather(call, signal)],
            "Slice" => [Slice(call, signal)],
            "Split" => Split(call, signal),
            "Concat" => [Concat(call)],
            _ => throw OnnxOperators.Unknown(call),
        };
    }

    private static OnnxValue.Signal Transpose(OnnxCall call, OnnxValue.Signal signal) =>
        signal with { Axes = [.. OnnxConstants.Permutation(call, signal.Axes.Count).Select(axis => signal.Axes[axis])] };

    private static OnnxValue Squeeze(OnnxCall call, OnnxValue.Signal signal)
    {
        int rank = signal.Axes.Count;
        HashSet<int> axes = call.Integers(1, "axes")?.Select(axis => call.Axis(axis, rank)).ToHashSet()
            ?? [.. Enumerable.Range(0, rank).Where(axis => signal.Axes[axis].IsOne || IsOneDirection(signal, axis))];
        foreach (int axis in axes)
        {
            // A batch that is left out has one sequence, or the model would not run.
            if (!signal.Axes[axis].IsOne && !IsOneDirection(signal, axis) && signal.Axes[axis].Role != AxisRole.Batch)
                throw call.Unsupported($"axis {axis} is left out, which is not known to have one element.");
        }
        return signal with { Axes = [.. signal.Axes.Where((_, axis) => !axes.Contains(axis))] };
    }

    private static bool IsOneDirection(OnnxValue.Signal signal, int axis) =>
        signal.Axes[axis].Role == AxisRole.Direction && signal.Chains.Count == 1;

    private static OnnxValue Unsqueeze(OnnxCall call, OnnxValue.Signal signal)
    {
        long[] axes = call.Integers(1, "axes") ?? throw call.Damaged("axes are missing.");
        int rank = signal.Axes.Count + axes.Length;
        if (rank > 16) throw call.Damaged($"a tensor with {rank} axes.");
        HashSet<int> added = [.. axes.Select(axis => call.Axis(axis, rank))];
        if (added.Count != axes.Length) throw call.Damaged("an axis is added twice.");
        var left = new Queue<Axis>(signal.Axes);
        return signal with
        {
            Axes = [.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? new Axis(AxisRole.Unknown, 1) : left.Dequeue())],
        };
    }

    /// <summary>Everything before an axis becomes one, and everything from it on.</summary>
    private static OnnxValue Flatten(OnnxCall call, OnnxValue.Signal signal)
    {
        int rank = signal.Axes.Count, axis = (int)call.Integer("axis", 1);
        if (axis < 0) axis += rank;
        Extent open = new(-1, null), same = new(0, null);
        if (axis == 1) return OnnxReshape.Apply(call, signal, [same, open]);
        return axis == rank - 1
            ? OnnxReshape.Apply(call, signal, [open, Extent.Of(signal.Axes[^1])])
            : throw call.Unsupported("steps and features of a sequence in one axis.");
    }

    private static OnnxValue Gather(OnnxCall call, OnnxValue.Signal signal)
    {
        ImportedTensor index = call.Constant(1);
        int axis = call.Axis(call.Integer("axis", 0), signal.Axes.Count);
        if (index.Values.Length != 1 || index.Rank > 1) throw call.Unsupported("a choice of several elements of an axis.");
        long at = (long)index.Values[0];
        OnnxValue kept = Taken(call, signal, axis, at, at == -1 ? long.MaxValue : at + 1);
        if (kept is not OnnxValue.Signal one || index.Rank == 1) return kept;
        return one with { Axes = [.. one.Axes.Where((_, i) => i != axis)] };
    }

    private static OnnxValue Slice(OnnxCall call, OnnxValue.Signal signal)
    {
        OnnxValue value = signal;
        foreach ((int axis, long start, long end, long step) in OnnxConstants.Slices(call, signal.Axes.Count))
        {
            if (step != 1) throw call.Unsupported($"a slice in steps of {step}; only steps of 1 are carried over.");
            if (value is OnnxValue.Signal left) value = Taken(call, left, axis, start, end);
        }
        return value;
    }

    /// <summary>The part of an axis from start up to end.</summary>
    private static OnnxValue Taken(OnnxCall call, OnnxValue.Signal signal, int axis, long start, long end)
    {
        Axis taken = signal.Axes[axis];
        if (start == 0 && end >= (taken.Role == AxisRole.Direction ? signal.Chains.Count : taken.Size ?? int.MaxValue)) return signal;
        if (signal.IsInput) return new OnnxValue.InputPart(signal.Chains[0].Input);
        switch (taken.Role)
        {
            case AxisRole.Direction:
                (long first, long count) = OnnxConstants.Range(call, start, end, 1, signal.Chains.Count);
                if (count == 0) throw call.Damaged("no direction is left.");
                return signal with { Chains = [.. signal.Chains.Skip((int)first).Take((int)count)] };
            case AxisRole.Time when start == -1 || start == taken.Size - 1:
                return Replaced(signal, axis, [.. signal.Chains.Select(chain => OnnxJoins.AtLastStep(chain, call.LayerName))]);
            case AxisRole.Time when start == 0 && end == 1:
                Chain?[] firsts = [.. signal.Chains.Select(OnnxJoins.AtFirstStep)];
                return firsts.All(chain => chain is not null)
                    ? Replaced(signal, axis, [.. firsts!])
                    : throw call.Unsupported("the first step of a sequence alone, of a layer that is not reversed.");
            case AxisRole.Feature when signal.Chains is [var chain] && chain.Size is { } size:
                (long begin, long width) = OnnxConstants.Range(call, start, end, 1, size);
                return OnnxJoins.Half(chain, begin, width) is { } half
                    ? new OnnxValue.Signal([.. signal.Axes.Select((a, i) => i == axis ? new Axis(AxisRole.Feature, half.Size) : a)], [half])
                    : throw call.Unsupported("some features of a layer; all, or those of one direction, are carried over.");
            default:
                throw call.Unsupported($"a part of an axis of {taken.Role.ToString().ToLowerInvariant()}.");
        }
    }

    private static OnnxValue.Signal Replaced(OnnxValue.Signal signal, int axis, IReadOnlyList<Chain> chains) => new(
        [.. signal.Axes.Select((a, i) => i == axis ? new Axis(AxisRole.Step, 1) : a)], chains);

    private static OnnxValue[] Split(OnnxCall call, OnnxValue.Signal signal)
    {
        int axis = call.Axis(call.Integer("axis", 0), signal.Axes.Count);
        long extent = signal.Axes[axis].Role == AxisRole.Direction ? signal.Chains.Count : signal.Axes[axis].Size
            ?? throw call.Unsupported("an axis of open extent is split.");
        int parts = call.OutputCount;
        long[] lengths = call.Integers(1, "split") ?? [.. Enumerable.Repeat(extent / parts, parts)];
        // None beyond the extent, so that their sum is a number.
        if (lengths.Any(length => length < 1 || length > extent) || lengths.Sum() != extent)
            throw call.Damaged($"parts that do not add up to {extent}.");
        return [.. lengths.Select((length, i) => Taken(call, signal, axis, lengths.Take(i).Sum(), lengths.Take(i + 1).Sum()))];
    }

    /// <summary>The directions of a layer behind each other, along their axis or as features.</summary>
    private static OnnxValue Concat(OnnxCall call)
    {
        OnnxValue.Signal[] parts = [.. Enumerable.Range(0, call.Count).Select(call.Signal)];
        OnnxValue.Signal first = parts[0];
        int axis = call.Axis(call.Integer("axis", 0), first.Axes.Count);
        if (parts.Any(part => part.Axes.Count != first.Axes.Count
            || part.Axes.Where((a, i) => i != axis && a != first.Axes[i] && a.Role != first.Axes[i].Role).Any()))
            throw call.Unsupported("it joins tensors whose axes mean different things.");
        if (parts.All(part => part.Axes[axis].Role == AxisRole.Direction))
            return first with { Chains = [.. parts.SelectMany(part => part.Chains)] };
        if (parts.Any(part => part.Axes[axis].Role != AxisRole.Feature || part.Chains.Count != 1))
            throw call.Unsupported("it joins sequences along another axis than that of the features.");
        Chain joined = OnnxJoins.Joined([.. parts.Select(part => part.Chains[0])], call.Where);
        return new OnnxValue.Signal([.. first.Axes.Select((a, i) => i == axis ? new Axis(AxisRole.Feature, joined.Size) : a)], [joined]);
    }
}
