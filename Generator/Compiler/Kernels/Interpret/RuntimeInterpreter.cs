using System;
using System.Collections.Generic;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <summary>What the runtime library does for kernels, element by element.</summary>
internal sealed class RuntimeInterpreter(InterpreterFrame frame, int lanes)
{
    public void Run(RuntimeCall call)
    {
        switch (call)
        {
            case RuntimeCall.Copy copy: Copy(copy.From, copy.To, frame.Of(copy.Count)); break;
            case RuntimeCall.CopyVectors copy: Copy(copy.From, copy.To, copy.Count); break;
            case RuntimeCall.Clear clear: Each(clear.To, frame.Of(clear.Count), _ => 0); break;
            case RuntimeCall.Add add: Add(add); break;
            case RuntimeCall.Transpose transpose:
                for (int i = 0; i < transpose.Rows; i++)
                    for (int j = 0; j < transpose.Columns; j++)
                        Set(transpose.To, j * transpose.Rows + i, Get(transpose.From, i * transpose.Columns + j));
                break;
            case RuntimeCall.Pack pack: Pack(pack); break;
            case RuntimeCall.Unpack unpack:
                Reference gradients = frame.At(unpack.Parameters), panel = frame.At(unpack.Panel);
                foreach ((long at, long unit, long k) in Places(unpack.Part))
                {
                    if (unit < unpack.Part.Units)
                        gradients.Memory[gradients.Offset + Weight(unpack.Part, unit, k)] += panel.Memory[panel.Offset + at];
                }
                break;
            case RuntimeCall.Gather gather: Gather(gather); break;
            case RuntimeCall.Scatter scatter: Scatter(scatter); break;
            case RuntimeCall.ClearLanes clear:
                for (long t = 0; t < frame.Of(clear.Steps); t++)
                    for (int f = 0; f < clear.Features * lanes; f++) Set(clear.Lanes, t * frame.Of(clear.LaneStep) + f, 0);
                break;
            case RuntimeCall.SumLanes sums: Sum(sums); break;
            case RuntimeCall.AddRectangle add: AddRectangle(add); break;
            default: throw new InvalidOperationException($"{call} cannot be interpreted.");
        }
    }

    private double Get(Address address, long behind)
    {
        Reference place = frame.At(address, behind);
        return place.Memory[place.Offset];
    }

    private void Set(Address address, long behind, double value)
    {
        Reference place = frame.At(address, behind);
        place.Memory[place.Offset] = value;
    }

    private void Each(Address to, long count, Func<long, double> value)
    {
        for (long i = 0; i < count; i++) Set(to, i, value(i));
    }

    private void Copy(Address from, Address to, long count) => Each(to, count, i => Get(from, i));

    private void Add(RuntimeCall.Add add) => Each(add.To, frame.Of(add.Count), i => Get(add.To, i) + Get(add.From, i));

    /// <summary>Where a panel has the weight of a unit and a k, whatever lanes are beyond the last unit.</summary>
    private IEnumerable<(long At, long Unit, long K)> Places(PanelPart part)
    {
        int group = part.Blocks * lanes;
        for (int unit = 0; unit < (part.Units + group - 1) / group * group; unit++)
            for (int k = 0; k < part.Length; k++)
            {
                int vector = part.Before * part.Blocks + (k * part.Blocks + unit / lanes % part.Blocks) * part.Width + part.Index;
                yield return (unit / group * part.LaneRows * group + vector * lanes + unit % lanes, unit, k);
            }
    }

    private static long Weight(PanelPart part, long unit, long k) => unit * part.UnitStride + k * part.SourceStride;

    private void Pack(RuntimeCall.Pack pack)
    {
        PanelPart part = pack.Part;
        if (!pack.Paired)
        {
            foreach ((long at, long unit, long k) in Places(part))
                Set(pack.Panel, at, unit < part.Units ? Get(pack.Parameters, Weight(part, unit, k)) : 0);
            return;
        }
        foreach ((long at, long unit, long pair) in Places(part with { Length = (part.Length + 1) / 2 }))
            Set(pack.Panel, at, unit < part.Units ? BFloat16.Pair(Rounded(unit, 2 * pair), Rounded(unit, 2 * pair + 1)) : 0);

        double Rounded(long unit, long k) => k < part.Length ? Get(pack.Parameters, Weight(part, unit, k)) : 0;
    }

    private void Gather(RuntimeCall.Gather gather)
    {
        for (long t = 0; t < frame.Of(gather.Steps); t++)
            for (int r = 0; r < lanes; r++)
                for (int f = 0; f < gather.Features; f++)
                {
                    double value = Get(gather.Rows, t * frame.Of(gather.RowStep) + r * gather.Features + f);
                    Set(gather.Lanes, t * frame.Of(gather.LaneStep) + f * lanes + r, value);
                }
    }

    private void Scatter(RuntimeCall.Scatter scatter)
    {
        for (long t = 0; t < frame.Of(scatter.Steps); t++)
            for (int r = 0; r < frame.Of(scatter.Count); r++)
                for (int f = 0; f < scatter.Features; f++)
                {
                    double value = Get(scatter.Lanes, t * frame.Of(scatter.LaneStep) + f * lanes + r);
                    Set(scatter.Rows, t * frame.Of(scatter.RowStep) + r * scatter.Features + f, value);
                }
    }

    private void Sum(RuntimeCall.SumLanes sums)
    {
        for (int v = 0; v < sums.Vectors; v++)
        {
            double sum = 0;
            for (int lane = 0; lane < lanes; lane++) sum += Get(sums.Sums, v * lanes + lane);
            Set(sums.Sums, v, sum);
        }
    }

    private void AddRectangle(RuntimeCall.AddRectangle add)
    {
        for (int unit = 0; unit < add.Units; unit++)
            for (int k = 0; k < add.Length; k++)
            {
                long at = unit * add.UnitStride + k * add.SourceStride;
                Set(add.Parameters, at, Get(add.Parameters, at) + Get(add.Sums, unit * add.Length + k));
            }
    }
}
