using System;
using System.Collections.Generic;
using System.Text;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Sessions;

namespace RnnGen.Benchmarks.Reports;

/// <summary>The section "sessions" of the report.</summary>
internal static class SessionReport
{
    public static void Write(IReadOnlyList<SessionOutcome> outcomes, string clock)
    {
        var text = new StringBuilder();
        text.Append("## Sessions a core\n\n`dotnet run --project Benchmarks -c Release -- sessions --write`\n\n");
        text.Append(Machine.Describe()).Append(".\n\n");
        text.Append("Nanoseconds of one step of one of so many live sessions, each with a state and inputs of its own. ");
        text.Append($"One process, one thread, single precision; medians of interleaved rounds in {clock}. ");
        text.Append("\"pool\" is one call of `Step` for all handles of a `StatePool`, in no order; \"single steps\" a `State` and a call ");
        text.Append("for each session; \"Forward\" a tape of all sessions over ");
        text.Append(FormattableString.Invariant($"{SessionProblem.Steps} steps, which has to know all inputs beforehand. "));
        text.Append("ONNX Runtime steps all sessions as one batch, states as inputs and outputs, all bound to memory: it has no pool, so ");
        text.Append("that gathering the states of those that are there would come on top. ");
        text.Append("The wake word net is a GRU (40,64) with the reset after, and softmax over 12 words. ");
        text.Append(FormattableString.Invariant($"Before anything is timed, states after {SessionProblem.Steps} steps are compared with "));
        text.Append("those of the pool: \"apart by\" is the largest distance in units of max(1, max|want|) of its array ");
        text.Append(FormattableString.Invariant($"(allowed {SessionOutcome.Tolerance:g1}); × is the other's time over the pool's. "));
        text.Append(FormattableString.Invariant(
            $"✓ and ✗ at 256 sessions of (64,128): at least {SessionOutcome.LeastGain} times as many "));
        text.Append("sessions as single steps carry, and at least ");
        text.Append(FormattableString.Invariant($"{100 * SessionOutcome.LeastOfForward:0} % of the speed of `Forward`.\n\n"));
        text.Append(SessionTable.Of(outcomes).ToMarkdown());
        ReportFile.Write("sessions", text.ToString());
    }
}
