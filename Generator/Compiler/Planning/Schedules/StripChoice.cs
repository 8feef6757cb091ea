using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Schedules;

/// <summary>
/// Finds sweeps over a tape of many rows that take turns, some time steps at a time. A sweep over all rows makes each row of the same row,
/// so it can follow a loop over time in the direction of that loop.
/// Before: <c>each step: A; each row: B</c>. After: <c>for some steps at a time: each of them: A; each row of them: B</c>.
/// </summary>
internal static class StripChoice
{
    /// <param name="holdWork">
    /// Whether the way back over one sequence, if it can, has memory for a strip only of what goes from sweep to sweep.
    /// </param>
    public static CellPlan In(CellPlan plan, StripRules rules, int elementSize, bool holdWork)
    {
        // Where a state without a cycle goes back, a sweep over all rows makes it for the step before.
        if (!plan.Step.IsOneWay || plan.Overwritten.Count > 0) return plan;
        StepFunction step = plan.Step;
        int all = step.Inputs.Concat(step.Next).Concat(step.Outputs).Sum(value => value.Shape.Length) + plan.Saved.Stride;
        return plan with
        {
            Rows = plan.Rows is not { } tape ? null : new TapePrograms(
                tape.Inference is null ? null : InStrips(tape.Inference), InStrips(tape.Forward), InStrips(tape.Backward)),
            Row = plan.Row is { } row && holdWork ? row with { Backward = HoldingWork(row.Backward) } : plan.Row,
        };

        Program InStrips(Program program)
        {
            long weights = (long)elementSize * (program.Packed.Length + program.Gradients.Length);
            return rules.Rows(Row(program), weights) is not { } rows ? program
                : program with { Strips = Runs(program).Select(run => new SweepStrips(run.First, run.Count, rows)).ToEquatableArray() };
        }

        Program HoldingWork(Program program) =>
            program.WorkStride > 0 && program.Sweeps.All(TakesAnySteps) && rules.StepsOfWork(Row(program)) is { } steps
                ? program with { Strips = EquatableArray.Of(new SweepStrips(0, program.Sweeps.Count, steps, HoldWork: true)) }
                : program;

        long Row(Program program) => (long)elementSize * (all + program.WorkStride);
    }

    /// <summary>Sweeps behind each other that can take turns, as many as there are. All loops go the same way.</summary>
    private static IEnumerable<(int First, int Count)> Runs(Program program)
    {
        for (int first = 0, end; first < program.Sweeps.Count; first = end + 1)
        {
            for (end = first; end < program.Sweeps.Count && TakesAnySteps(program.Sweeps[end]);) end++;
            IEnumerable<Sweep> run = program.Sweeps.Skip(first).Take(end - first);
            if (end - first > 1 && run.Any(sweep => sweep.Kind != SweepKind.AllRows)) yield return (first, end - first);
        }
    }

    /// <summary>Loops that take some rows of a matrix through all steps, or are written out, need all steps.</summary>
    private static bool TakesAnySteps(Sweep sweep) => sweep.Blocks.Count == 0 && !sweep.IsUnrolled;
}
