using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Planning.Memory;

/// <summary>
/// Finds the states that a tape need not keep at every step: large matrices that one loop over time reads and writes, element by element or
/// before it writes the first. Each step overwrites what the one before has left. Without a way back the tape holds the first and the last;
/// with one, those between two stretches, where the loop back makes the others again.
/// Before: <c>S[t + 1] = f * S[t] + v * k</c>. After: <c>S[1] = f * S[t > 0 ? 1 : 0] + v * k</c>.
/// </summary>
internal static class OverwrittenStates
{
    /// <summary>The matrices from step to step that are large enough.</summary>
    /// <param name="isLarge">Whether one of so many elements is.</param>
    public static EquatableArray<int> Of(StepFunction step, Func<int, bool> isLarge) => Enumerable.Range(0, step.Previous.Count)
        .Where(state => step.Previous[state].Shape is { IsMatrix: true, Length: var length } && isLarge(length)
            && step.DirectionOf(state) == Direction.Forward).ToEquatableArray();

    /// <param name="large">Those that are large enough.</param>
    public static EquatableArray<int> Find(IReadOnlyList<TapePrograms> tapes, EquatableArray<int> large) =>
        large.Where(state => tapes.All(tape => IsInPlace(tape.Inference ?? tape.Forward, state))).ToEquatableArray();

    private static bool IsInPlace(Program program, int state)
    {
        List<Sweep> touching = [.. program.Sweeps.Where(sweep => sweep.Stages.Any(stage => Touches(stage, state)))];
        if (touching.Count != 1 || touching[0].Kind != SweepKind.TimeLoop) return false;
        List<Stage> stages = [.. touching[0].Stages];
        return stages.Where(stage => Touches(stage, state)).All(stage => stage is Stage.Matrix or Stage.General)
            && stages.Any(stage => Places.Written(stage).Any(place => place.Region == Region.Next && place.Index == state))
            && !StateUse.Of(stages, state).NeedsCopy;
    }

    /// <summary>
    /// Whether the way back can make the states of a stretch again: passes over matrices, with maps between them that read no weights,
    /// which can take a sequence after the other.
    /// </summary>
    /// <param name="states">Those that are overwritten.</param>
    /// <param name="large">Those that would be made again.</param>
    public static bool CanBeMadeAgain(
        IReadOnlyList<TapePrograms> tapes, AdjointFunction adjoint, EquatableArray<int> states, EquatableArray<int> large) =>
        states.Count > 0 && states == large && tapes.All(tape =>
            states.All(state => IsInPlace(tape.Forward, state)) && CanBeMadeAgain(tape.Backward, adjoint, states));

    private static bool CanBeMadeAgain(Program backward, AdjointFunction adjoint, EquatableArray<int> states)
    {
        List<Sweep> touching = [.. backward.Sweeps.Where(sweep => sweep.Stages.Any(IsTouching))];
        if (touching.Count == 0) return true;
        Sweep loop = touching[0];
        return touching.Count == 1 && loop.Again.Count > 0 && loop.AllStages.All(stage => stage switch
        {
            Stage.Matrix matrix => matrix.Shape.Rows > 1,
            Stage.Map map => map.Accumulators.Count == 0 && !IsTouching(map),
            _ => false,
        }) && loop.States.All(state => adjoint.PreviousAdjoints[state] is not null);

        bool IsTouching(Stage stage) => states.Any(state => Touches(stage, state));
    }

    public static bool Touches(Stage stage, int state) => Places.Read(stage).Concat(Places.Written(stage))
        .Any(place => place.Region is Region.Previous or Region.Next && place.Index == state);
}
