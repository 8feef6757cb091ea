using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Planning.Stages;

/// <summary>
/// Most cells do the same forward whether a backward pass follows or not, except that they save values for it. Their forward pass does
/// both, and asks before it saves: that is a branch for each block of units, and half as many kernels forward. It reads nothing where it
/// is saved.
/// Before: <c>inference: h = tanh(z)</c>; <c>forward: h = tanh(z), save h</c>. After: <c>forward: h = tanh(z), save h if asked</c>.
/// </summary>
internal static class SavedOnDemand
{
    /// <param name="forward">Plans the pass that saves; it asks first, or does not.</param>
    /// <param name="inference">Plans the pass that saves nothing.</param>
    public static TapePrograms Plan(
        StepFunction step, IReadOnlyList<Value> saved, Func<bool, Program> forward, Func<Program> inference, Func<Program> backward)
    {
        if (AreInRegisters(step, saved) && forward(true) is var asking && Asks(asking)) return new TapePrograms(null, asking, backward());
        Program withoutSaving = inference();
        return new TapePrograms(withoutSaving, forward(false), backward());
    }

    /// <summary>Whether saved values are made in registers, most likely; what is made in memory would be copied.</summary>
    private static bool AreInRegisters(StepFunction step, IReadOnlyList<Value> saved)
    {
        var ids = new HashSet<int>(saved.Select(v => v.Id));
        return step.Equations.Where(e => ids.Contains(e.Result.Id))
            .All(e => e.Operation.IsElementwise() || e.Operation is Operation.MatMul);
    }

    /// <summary>Whether all that is saved is saved on demand, and not read.</summary>
    private static bool Asks(Program program) => program.Sweeps.SelectMany(sweep => sweep.Stages).All(stage =>
        Places.Read(stage).All(location => location.Region != Region.Saved)
        && Places.Written(stage).Count(location => location.Region == Region.Saved)
            == (stage is Stage.Map map ? map.Stores.Count(store => store.OnlyToSave) : 0));
}
