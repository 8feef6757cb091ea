using System;
using System.Collections.Generic;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Memory;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>Calls of the runtime library as C#.</summary>
internal static class RuntimeCallText
{
    /// <param name="t">The element type's keyword.</param>
    public static Code Of(RuntimeCall call, string t) => call switch
    {
        RuntimeCall.Copy copy => List($"{RuntimeNames.Panels}.Copy", [At(copy.From), At(copy.To), Int(copy.Count)]),
        RuntimeCall.CopyVectors copy =>
            List($"{RuntimeNames.Rows}.Copy<V, {t}>", [At(copy.From), At(copy.To), NumberLiteral.Of(copy.Count)]),
        RuntimeCall.Clear clear => Code.Join(Code.Call("MemoryMarshal.CreateSpan", At(clear.To), Int(clear.Count)), ".Clear();"),
        RuntimeCall.Add add => List($"{RuntimeNames.Rows}.Add<V, {t}>", [At(add.To), At(add.From), OffsetText.Of(add.Count)]),
        RuntimeCall.Transpose transpose => List(
            $"{RuntimeNames.Panels}.Transpose<V, {t}>",
            [At(transpose.From), At(transpose.To), NumberLiteral.Of(transpose.Rows), NumberLiteral.Of(transpose.Columns)]),
        RuntimeCall.Pack { Paired: true } pack =>
            List($"{RuntimeNames.Panels}.PackPairs<V>", [At(pack.Parameters), At(pack.Panel), .. Share(pack.Share)]),
        RuntimeCall.Pack pack =>
            List($"{RuntimeNames.Panels}.Pack<V, {t}>", [At(pack.Parameters), At(pack.Panel), .. Share(pack.Share)]),
        RuntimeCall.Unpack unpack =>
            List($"{RuntimeNames.Panels}.Unpack<V, {t}>", [At(unpack.Parameters), At(unpack.Panel), .. Share(unpack.Share)]),
        RuntimeCall.Gather gather => List(
            $"{RuntimeNames.LaneRows}.Gather",
            [At(gather.Rows), OffsetText.Of(gather.RowStep), At(gather.Lanes), OffsetText.Of(gather.LaneStep),
                NumberLiteral.Of(gather.Features), OffsetText.Of(gather.Steps)]),
        RuntimeCall.Scatter scatter => List(
            $"{RuntimeNames.LaneRows}.Scatter",
            [At(scatter.Lanes), OffsetText.Of(scatter.LaneStep), At(scatter.Rows), OffsetText.Of(scatter.RowStep),
                OffsetText.Of(scatter.Count), NumberLiteral.Of(scatter.Features), OffsetText.Of(scatter.Steps)]),
        RuntimeCall.ClearLanes clear => List(
            $"{RuntimeNames.LaneRows}.Clear",
            [At(clear.Lanes), OffsetText.Of(clear.LaneStep), NumberLiteral.Of(clear.Features), OffsetText.Of(clear.Steps)]),
        RuntimeCall.SumLanes sums => List($"{RuntimeNames.LaneRows}.Sum", [At(sums.Sums), NumberLiteral.Of(sums.Vectors)]),
        RuntimeCall.AddSubmatrix add => List(
            $"{RuntimeNames.LaneRows}.Add",
            [At(add.Sums), At(add.Parameters), NumberLiteral.Of(add.Units), NumberLiteral.Of(add.Length),
                NumberLiteral.Of(add.UnitStride), NumberLiteral.Of(add.SourceStride)]),
        _ => throw new InvalidOperationException($"No C# for {call}."),
    };

    /// <summary>Some calls as one.</summary>
    /// <param name="places">The places that they have one each, as arguments.</param>
    /// <param name="apart">Elements from the other place of a call to that of the next.</param>
    public static Code Of(RuntimeCall first, string t, Code[] places, int? apart) => first switch
    {
        RuntimeCall.Copy copy =>
            List($"{RuntimeNames.Panels}.Copy", [.. places, At(copy.To), NumberLiteral.Of(apart!.Value), OffsetText.Of(copy.Count)]),
        RuntimeCall.Add add =>
            List($"{RuntimeNames.Rows}.Add<V, {t}>", [.. places, At(add.From), NumberLiteral.Of(apart!.Value), OffsetText.Of(add.Count)]),
        RuntimeCall.Pack pack => List($"{RuntimeNames.Panels}.Pack<V, {t}>", [.. places, At(pack.Panel), .. Share(pack.Share)]),
        RuntimeCall.Unpack unpack => List($"{RuntimeNames.Panels}.Unpack<V, {t}>", [.. places, At(unpack.Panel), .. Share(unpack.Share)]),
        _ => throw new InvalidOperationException($"{first} stands alone."),
    };

    private static Code List(string head, IEnumerable<Code> arguments) => Code.List(head, arguments, ";");

    private static Code At(Address address) => ExpressionPrinter.Reference(address);

    /// <summary>Spans count in int.</summary>
    private static Code Int(Offset count) =>
        count is Offset.Number number ? NumberLiteral.Of(number.Value) : (Code)$"(int)({OffsetText.Of(count)})";

    /// <summary>What is left out is the default of the parameter.</summary>
    private static IEnumerable<Code> Share(PanelShare share)
    {
        yield return $"units: {share.Units}";
        yield return $"length: {share.Length}";
        yield return $"laneRows: {share.LaneRows}";
        if (share.Blocks != 1) yield return $"blocks: {share.Blocks}";
        if (share.UnitStride != 1) yield return $"unitStride: {share.UnitStride}";
        if (share.SourceStride != 1) yield return $"sourceStride: {share.SourceStride}";
        if (share.Before != 0) yield return $"before: {share.Before}";
        if (share.Width != 1) yield return $"width: {share.Width}";
        if (share.Index != 0) yield return $"index: {share.Index}";
    }
}
