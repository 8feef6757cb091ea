using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx;

/// <summary>Joins the directions of a layer, and takes them apart.</summary>
internal static class OnnxJoins
{
    /// <summary>The chain of a signal: of two directions the layer that has both.</summary>
    public static Chain Joined(OnnxValue.Signal signal, string where) => Joined(signal.Chains, where);

    public static Chain Joined(IReadOnlyList<Chain> chains, string where)
    {
        if (chains.Count == 1) return chains[0];
        return chains is [var a, var b] && Merged(a, b, DirectionMerge.Concatenate) is { } merged
            ? merged
            : throw ModelFormatException.Unsupported(where, "it joins what are not the two directions of one layer.");
    }

    /// <summary>A layer of two directions, which get the same and hand on as many; null where the chains are no such two.</summary>
    public static Chain? Merged(Chain a, Chain b, DirectionMerge merge)
    {
        if (a is not { OnlyDirection: { } first, Layer: ImportedLayer.Recurrent layer } || b.OnlyDirection is not { } second
            || a.Before != b.Before || layer.Returns != ((ImportedLayer.Recurrent)b.Layer!).Returns)
            return null;
        bool isJoined = merge == DirectionMerge.Concatenate;
        if (!isJoined && a.Size != b.Size) return null;
        return a.Before!.Then(layer with { Directions = [first, second], Merge = merge }, isJoined ? a.Size + b.Size : a.Size);
    }

    /// <summary>The direction that a range of the joined features is, as a chain of its own; null where it is none.</summary>
    public static Chain? Half(Chain chain, long start, long count)
    {
        if (chain.Layer is not ImportedLayer.Recurrent { Directions: [var first, var second], Merge: DirectionMerge.Concatenate } layer)
            return null;
        int width = first.Cell.OutputSize;
        RecurrentDirection? half = (start, count) switch
        {
            (0, _) when count == width => first,
            _ when start == width && count == second.Cell.OutputSize => second,
            _ => null,
        };
        return half is null ? null : chain.Before!.Then(layer with { Directions = [half] }, half.Cell.OutputSize);
    }

    /// <summary>What is left of a chain at the last step.</summary>
    public static Chain AtLastStep(Chain chain, string name) =>
        chain is { OnlyDirection.IsReversed: false, Layer: ImportedLayer.Recurrent layer }
            ? chain.Before!.Then(layer with { Returns = SequenceOutput.Final }, chain.Size)
            : chain.Then(new ImportedLayer.LastStep(name), chain.Size);

    /// <summary>At the first step a reversed layer has read everything; of anything else there is nothing to be had. Null then.</summary>
    public static Chain? AtFirstStep(Chain chain) => chain is { OnlyDirection.IsReversed: true, Layer: ImportedLayer.Recurrent layer }
        ? chain.Before!.Then(layer with { Returns = SequenceOutput.Final }, chain.Size)
        : null;
}
