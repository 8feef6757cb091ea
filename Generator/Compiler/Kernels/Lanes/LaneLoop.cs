using System;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Lanes;

/// <summary>The loop over time steps that kernels with rows in the lanes have in common.</summary>
internal static class LaneLoop
{
    /// <summary>From record to record, from the one at <c>start</c> on or back to it.</summary>
    /// <param name="steps">Time steps.</param>
    /// <param name="step">What happens between the records <c>before</c> and <c>now</c>.</param>
    public static void Build(SweepKind kind, RecordStride record, Offset steps, Statements to, Action<Statements> step)
    {
        bool back = kind == SweepKind.ReverseTimeLoop;
        (string from, string into) = back ? ("now", "before") : ("before", "now");
        Offset first = back ? steps * record.Elements : Offset.Zero;
        to.Add(new Statement.Refer(from, new Address("start", first)));
        to.Loop("t", steps, 1, ofStep =>
        {
            ofStep.Add(new Statement.Refer(into, new Address(from, back ? record.Back : record.Elements)));
            step(ofStep);
            ofStep.Add(new Statement.Point(from, new Address(into)));
        });
    }
}
