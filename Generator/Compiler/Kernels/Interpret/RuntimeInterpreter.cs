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
            case RuntimeCall.Clear clear: Clear(clear); break;
            case RuntimeCall.Add add: Add(add); break;
            case RuntimeCall.Transpose transpose: Transpose(transpose); break;
            case RuntimeCall.Pack pack: Pack(pack); break;
            case RuntimeCall.Unpack unpack:
                Reference gradients = frame.At(unpack.Parameters), panel = frame.At(unpack.Panel);
                foreach ((long at, long unit, long k) in Places(unpack.Share))
                {
                    if (unit < unpack.Share.Units)
                        gradients[Weight(unpack.Share, unit, k)] += panel[at];
                }
                break;
            case RuntimeCall.Gather gather: Gather(gather); break;
            case RuntimeCall.Scatter scatter: Scatter(scatter); break;
            case RuntimeCall.ClearLanes clear: Clear(clear); break;
            case RuntimeCall.SumLanes sums: Sum(sums); break;
            case RuntimeCall.AddSubmatrix add: AddSubmatrix(add); break;
            default: throw new InvalidOperationException($"{call} cannot be interpreted.");
        }
    }

    private void Copy(Address from, Address to, long count)
    {
        Reference source = frame.At(from), target = frame.At(to);
        for (long i = 0; i < count; i++) target[i] = source[i];
    }

    private void Clear(RuntimeCall.Clear clear)
    {
        Reference cleared = frame.At(clear.To);
        long count = frame.Of(clear.Count);
        for (long i = 0; i < count; i++) cleared[i] = 0;
    }

    private void Add(RuntimeCall.Add add)
    {
        Reference source = frame.At(add.From), sums = frame.At(add.To);
        long count = frame.Of(add.Count);
        for (long i = 0; i < count; i++) sums[i] += source[i];
    }

    private void Transpose(RuntimeCall.Transpose transpose)
    {
        Reference source = frame.At(transpose.From), turned = frame.At(transpose.To);
        for (int i = 0; i < transpose.Rows; i++)
            for (int j = 0; j < transpose.Columns; j++) turned[j * transpose.Rows + i] = source[i * transpose.Columns + j];
    }

    /// <summary>Where a panel has the weight of a unit and a k, whatever lanes are beyond the last unit.</summary>
    private IEnumerable<(long At, long Unit, long K)> Places(PanelShare share)
    {
        int bundle = share.Blocks * lanes;
        for (int unit = 0; unit < (share.Units + bundle - 1) / bundle * bundle; unit++)
            for (int k = 0; k < share.Length; k++)
            {
                int vector = share.Before * share.Blocks + (k * share.Blocks + unit / lanes % share.Blocks) * share.Width + share.Index;
                yield return (unit / bundle * share.LaneRows * bundle + vector * lanes + unit % lanes, unit, k);
            }
    }

    private static long Weight(PanelShare share, long unit, long k) => unit * share.UnitStride + k * share.SourceStride;

    private void Pack(RuntimeCall.Pack pack)
    {
        PanelShare share = pack.Share;
        Reference parameters = frame.At(pack.Parameters), panel = frame.At(pack.Panel);
        if (!pack.Paired)
        {
            foreach ((long at, long unit, long k) in Places(share)) panel[at] = unit < share.Units ? parameters[Weight(share, unit, k)] : 0;
            return;
        }
        foreach ((long at, long unit, long pair) in Places(share with { Length = (share.Length + 1) / 2 }))
            panel[at] = unit < share.Units ? BFloat16.Pair(Rounded(unit, 2 * pair), Rounded(unit, 2 * pair + 1)) : 0;

        double Rounded(long unit, long k) => k < share.Length ? parameters[Weight(share, unit, k)] : 0;
    }

    private void Gather(RuntimeCall.Gather gather)
    {
        Reference rows = frame.At(gather.Rows), inLanes = frame.At(gather.Lanes);
        (long steps, long rowStep, long laneStep) = (frame.Of(gather.Steps), frame.Of(gather.RowStep), frame.Of(gather.LaneStep));
        for (long t = 0; t < steps; t++)
            for (int r = 0; r < lanes; r++)
                for (int f = 0; f < gather.Features; f++)
                    inLanes[t * laneStep + f * lanes + r] = rows[t * rowStep + r * gather.Features + f];
    }

    private void Scatter(RuntimeCall.Scatter scatter)
    {
        Reference rows = frame.At(scatter.Rows), inLanes = frame.At(scatter.Lanes);
        (long steps, long rowStep, long laneStep) = (frame.Of(scatter.Steps), frame.Of(scatter.RowStep), frame.Of(scatter.LaneStep));
        long count = frame.Of(scatter.Count);
        for (long t = 0; t < steps; t++)
            for (int r = 0; r < count; r++)
                for (int f = 0; f < scatter.Features; f++)
                    rows[t * rowStep + r * scatter.Features + f] = inLanes[t * laneStep + f * lanes + r];
    }

    private void Clear(RuntimeCall.ClearLanes clear)
    {
        Reference cleared = frame.At(clear.Lanes);
        (long steps, long laneStep) = (frame.Of(clear.Steps), frame.Of(clear.LaneStep));
        for (long t = 0; t < steps; t++)
            for (int f = 0; f < clear.Features * lanes; f++) cleared[t * laneStep + f] = 0;
    }

    private void Sum(RuntimeCall.SumLanes sums)
    {
        Reference vectors = frame.At(sums.Sums);
        for (int v = 0; v < sums.Vectors; v++)
        {
            double sum = 0;
            for (int lane = 0; lane < lanes; lane++) sum += vectors[v * lanes + lane];
            vectors[v] = sum;
        }
    }

    private void AddSubmatrix(RuntimeCall.AddSubmatrix add)
    {
        Reference parameters = frame.At(add.Parameters), sums = frame.At(add.Sums);
        for (int unit = 0; unit < add.Units; unit++)
            for (int k = 0; k < add.Length; k++)
                parameters[unit * add.UnitStride + k * add.SourceStride] += sums[unit * add.Length + k];
    }
}
