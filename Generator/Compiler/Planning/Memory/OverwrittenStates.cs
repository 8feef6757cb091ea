using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>
/// Finds the states that a tape without a way back need not keep at every step: large matrices that one loop over time reads and writes,
/// element by element or before it writes the first. Each step overwrites what the one before has left, and the tape holds the first and
/// the last.
/// Before: <c>S[t + 1] = f * S[t] + v * k</c>. After: <c>S[1] = f * S[t > 0 ? 1 : 0] + v * k</c>.
/// </summary>
internal static class OverwrittenStates
{
    /// <param name="lanes">Elements of the widest vector.</param>
    public static EquatableArray<int> Find(CellPlan plan, StateRules rules, int lanes)
    {
        StepFunction step = plan.Step;
        return Enumerable.Range(0, step.Previous.Count).Where(IsOverwritten).ToEquatableArray();

        bool IsOverwritten(int state) => step.Previous[state].Shape is { IsMatrix: true, Length: var length } && !rules.Keep(length, lanes)
            && step.DirectionOf(state) == Direction.Forward
            && plan.Lanes is null && plan.Tapes.All(tape => IsInPlace(tape.Inference ?? tape.Forward, state));
    }

    private static bool IsInPlace(Program program, int state)
    {
        List<Sweep> touching = [.. program.Sweeps.Where(sweep => sweep.Stages.Any(stage => Touches(stage, state)))];
        if (touching.Count != 1 || touching[0].Kind != SweepKind.TimeLoop) return false;
        List<Stage> stages = [.. touching[0].Stages];
        return stages.Where(stage => Touches(stage, state)).All(stage => stage is Stage.Matrix or Stage.General)
            && stages.Any(stage => Places.Written(stage).Any(place => place.Region == Region.Next && place.Index == state))
            && !StateUse.Of(stages, state).NeedsCopy;
    }

    public static bool Touches(Stage stage, int state) => Places.Read(stage).Concat(Places.Written(stage))
        .Any(place => place.Region is Region.Previous or Region.Next && place.Index == state);
}
