using System;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels.Interpret;

/// <content>What the runtime library does for kernels, element by element.</content>
internal sealed partial class KernelTranslator
{
    private Action<InterpreterFrame> Of(RuntimeCall call)
    {
        switch (call)
        {
            case RuntimeCall.Copy copy: return Copy(At(copy.From), At(copy.To), Of(copy.Count));
            case RuntimeCall.CopyVectors copy: return Copy(At(copy.From), At(copy.To), copy.Count);
            case RuntimeCall.Clear clear: return Clear(At(clear.To), Of(clear.Count));
            case RuntimeCall.Add add: return Add(At(add.From), At(add.To), Of(add.Count));
            case RuntimeCall.Transpose turn: return Transpose(At(turn.From), At(turn.To), turn.Rows, turn.Columns);
            case RuntimeCall.Pack pack: return Pack(At(pack.Parameters), At(pack.Panel), pack.Share, pack.Paired);
            case RuntimeCall.Unpack unpack: return Unpack(At(unpack.Panel), At(unpack.Parameters), unpack.Share);
            case RuntimeCall.Gather gather: return Gather(gather);
            case RuntimeCall.Scatter scatter: return Scatter(scatter);
            case RuntimeCall.ClearLanes clear: return Clear(clear);
            case RuntimeCall.SumLanes sums: return Sum(At(sums.Sums), sums.Vectors);
            case RuntimeCall.AddSubmatrix add: return Add(add);
            default: throw Unknown(call);
        }
    }

    private static Action<InterpreterFrame> Copy(Place from, Place to, Amount count) => frame =>
    {
        Reference source = from.Of(frame), target = to.Of(frame);
        long elements = count.Of(frame);
        for (long i = 0; i < elements; i++) target[i] = source[i];
    };

    private static Action<InterpreterFrame> Clear(Place to, Amount count) => frame =>
    {
        Reference cleared = to.Of(frame);
        long elements = count.Of(frame);
        for (long i = 0; i < elements; i++) cleared[i] = 0;
    };

    private static Action<InterpreterFrame> Add(Place from, Place to, Amount count) => frame =>
    {
        Reference source = from.Of(frame), sums = to.Of(frame);
        long elements = count.Of(frame);
        for (long i = 0; i < elements; i++) sums[i] += source[i];
    };

    private static Action<InterpreterFrame> Transpose(Place from, Place to, int rows, int columns) => frame =>
    {
        Reference source = from.Of(frame), turned = to.Of(frame);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) turned[j * rows + i] = source[i * columns + j];
    };

    /// <summary>Says of each element of a panel where it is, and of which unit and k, whatever lanes are beyond the last unit.</summary>
    private void ForEach(PanelShare share, Action<long, int, int> place)
    {
        int bundle = share.Blocks * lanes;
        for (int unit = 0; unit < (share.Units + bundle - 1) / bundle * bundle; unit++)
        {
            for (int k = 0; k < share.Length; k++)
            {
                int vector = share.Before * share.Blocks + (k * share.Blocks + unit / lanes % share.Blocks) * share.Width + share.Index;
                place(unit / bundle * share.LaneRows * bundle + vector * lanes + unit % lanes, unit, k);
            }
        }
    }

    private static long Weight(PanelShare share, long unit, long k) => unit * share.UnitStride + k * share.SourceStride;

    private Action<InterpreterFrame> Pack(Place from, Place to, PanelShare share, bool isPaired) => frame =>
    {
        Reference parameters = from.Of(frame), panel = to.Of(frame);
        if (isPaired)
        {
            ForEach(share with { Length = (share.Length + 1) / 2 }, (at, unit, pair) =>
                panel[at] = unit < share.Units ? BFloat16.Pair(Rounded(unit, 2 * pair), Rounded(unit, 2 * pair + 1)) : 0);
        }
        else
        {
            ForEach(share, (at, unit, k) => panel[at] = unit < share.Units ? parameters[Weight(share, unit, k)] : 0);
        }

        double Rounded(int unit, int k) => k < share.Length ? parameters[Weight(share, unit, k)] : 0;
    };

    private Action<InterpreterFrame> Unpack(Place from, Place to, PanelShare share) => frame =>
    {
        Reference panel = from.Of(frame), gradients = to.Of(frame);
        ForEach(share, (at, unit, k) =>
        {
            if (unit < share.Units) gradients[Weight(share, unit, k)] += panel[at];
        });
    };

    private Action<InterpreterFrame> Gather(RuntimeCall.Gather gather)
    {
        Place from = At(gather.Rows), to = At(gather.Lanes);
        Amount steps = Of(gather.Steps), rowStep = Of(gather.RowStep), laneStep = Of(gather.LaneStep);
        return frame =>
        {
            Reference rows = from.Of(frame), inLanes = to.Of(frame);
            (long count, long byRow, long byLane) = (steps.Of(frame), rowStep.Of(frame), laneStep.Of(frame));
            for (long t = 0; t < count; t++)
                for (int r = 0; r < lanes; r++)
                    for (int f = 0; f < gather.Features; f++)
                        inLanes[t * byLane + f * lanes + r] = rows[t * byRow + r * gather.Features + f];
        };
    }

    private Action<InterpreterFrame> Scatter(RuntimeCall.Scatter scatter)
    {
        Place from = At(scatter.Lanes), to = At(scatter.Rows);
        Amount steps = Of(scatter.Steps), rowStep = Of(scatter.RowStep), laneStep = Of(scatter.LaneStep), rowCount = Of(scatter.Count);
        return frame =>
        {
            Reference rows = to.Of(frame), inLanes = from.Of(frame);
            (long count, long byRow, long byLane) = (steps.Of(frame), rowStep.Of(frame), laneStep.Of(frame));
            long written = rowCount.Of(frame);
            for (long t = 0; t < count; t++)
                for (int r = 0; r < written; r++)
                    for (int f = 0; f < scatter.Features; f++)
                        rows[t * byRow + r * scatter.Features + f] = inLanes[t * byLane + f * lanes + r];
        };
    }

    private Action<InterpreterFrame> Clear(RuntimeCall.ClearLanes clear)
    {
        Place to = At(clear.Lanes);
        Amount steps = Of(clear.Steps), laneStep = Of(clear.LaneStep);
        return frame =>
        {
            Reference cleared = to.Of(frame);
            (long count, long byLane) = (steps.Of(frame), laneStep.Of(frame));
            for (long t = 0; t < count; t++)
                for (int f = 0; f < clear.Features * lanes; f++) cleared[t * byLane + f] = 0;
        };
    }

    private Action<InterpreterFrame> Sum(Place place, int vectors) => frame =>
    {
        Reference sums = place.Of(frame);
        for (int v = 0; v < vectors; v++)
        {
            double sum = 0;
            for (int lane = 0; lane < lanes; lane++) sum += sums[v * lanes + lane];
            sums[v] = sum;
        }
    };

    private Action<InterpreterFrame> Add(RuntimeCall.AddSubmatrix add)
    {
        Place from = At(add.Sums), to = At(add.Parameters);
        return frame =>
        {
            Reference parameters = to.Of(frame), sums = from.Of(frame);
            for (int unit = 0; unit < add.Units; unit++)
                for (int k = 0; k < add.Length; k++)
                    parameters[unit * add.UnitStride + k * add.SourceStride] += sums[unit * add.Length + k];
        };
    }
}
