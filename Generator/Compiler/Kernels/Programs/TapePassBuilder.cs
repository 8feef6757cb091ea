using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>The passes over a tape of rows: packing, then one sweep after the other, on one thread or several.</summary>
internal sealed class TapePassBuilder(PassContext context)
{
    /// <summary>All steps of a tape, forward.</summary>
    /// <param name="backward">How the weights of the way back are packed; null where there is none.</param>
    /// <param name="isInference">Whether the pass may be one that no backward pass follows.</param>
    public TapePass Forward(Program program, PassStep.Run? backward, bool isInference)
    {
        string pack = program.OneRow ? "PackRowWeights" : "PackBatchWeights";
        var steps = new List<PassStep>(program.PacksBySweep ? [] : [Pack(pack, program)]);
        Saving saving = backward is null ? Saving.Never : isInference ? Saving.OnDemand : Saving.Always;
        steps.AddRange(Sweeps(program, saving, program.PacksBySweep ? pack : null));
        // The way back finds its weights in place of these: half of the memory, and it is in the cache.
        if (backward is not null) steps.Add(isInference ? backward with { Only = Adjoints.Any } : backward);
        return new TapePass(program.Name + "Pass", steps.ToEquatableArray());
    }

    /// <summary>Parameters to the packed weights of a program.</summary>
    /// <param name="name">Of the kernel, unless there is one that does the same.</param>
    public PassStep.Run Pack(string name, Program program)
    {
        var weights = context.Memory.Tape.Weights;
        return new PackBuilder(context, program).Pack(name, new Source.Private(weights.Start, weights.Length));
    }

    /// <summary>The weights of one sweep; parameters that are read as they are come with the first.</summary>
    private PassStep.Run? PackOf(Program program, int sweep, string name)
    {
        var weights = context.Memory.Tape.Weights;
        List<Panel> panels = [.. program.PanelsOf(program.Sweeps[sweep])];
        EquatableArray<ParameterCopy> copies = sweep == 0 ? program.Packed.Copies : default;
        bool precomputes = sweep == 0 && context.Plan.Precomputation is not null;
        return panels.Count + copies.Count == 0 && !precomputes ? null : new PackBuilder(context, program).Pack(
            name, new Source.Private(weights.Start, weights.Length), panels, copies, isFirst: sweep == 0);
    }

    /// <summary>All steps of a tape, backward.</summary>
    public TapePass Backward(Program program)
    {
        var steps = new List<PassStep>(Unreached(context.Plan, program));
        steps.AddRange(Sweeps(program, Saving.Always));
        var pack = new PackBuilder(context, program);
        if (!program.OneRow && context.Memory.Shard.Gradients.Length > 0) steps.Add(pack.AddShards());
        steps.Add(pack.AddGradients());
        return new TapePass(program.Name + "Pass", steps.ToEquatableArray());
    }

    /// <summary>Adjoints that no sweep writes.</summary>
    public static IEnumerable<PassStep> Unreached(CellPlan plan, Program program)
    {
        StepFunction step = plan.Step;
        for (int i = 0; i < step.GivenInputs; i++)
        {
            if (plan.Adjoint.InputAdjoints[i] is not null) continue;
            yield return new PassStep.ClearTensor(
                new Source.Tensor(TapeTensor.InputAdjoint, i, step.Inputs[i].Shape.Length), Adjoints.Inputs,
                $"nothing depends on {step.Inputs[i].Name}");
        }
        for (int i = 0; i < step.Previous.Count; i++)
        {
            if (program.Sweeps.Any(sweep => sweep.States.Contains(i))) continue;
            yield return new PassStep.ClearTensor(
                new Source.Tensor(TapeTensor.InitialStateAdjoint, i, step.Previous[i].Shape.Length), Adjoints.InitialStates,
                "nothing depends on it");
        }
    }

    /// <param name="pack">What packs the weights of each sweep is called so; null where all are packed before.</param>
    private IEnumerable<PassStep> Sweeps(Program program, Saving saving, string? pack = null)
    {
        Frame frame = Frame.Sequence(context.Kernels, context.Plan, program, context.Memory.ParameterLength);
        List<IReadOnlyList<Kernel>> stages = new StageKernels(context, frame, program).Build();
        for (int i = 0, count; i < program.Sweeps.Count; i += count)
        {
            if (pack is not null && PackOf(program, i, KernelSpelling.Numbered(pack, i + 1)) is { } packs) yield return packs;
            SweepStrips? strips = program.Strips.FirstOrDefault(strips => strips.First == i);
            count = strips?.Count ?? 1;
            List<Carry> carries = [.. program.Sweeps.Skip(i).Take(count).SelectMany(sweep => CarriesOf(program, sweep))];
            foreach (Carry carry in carries) yield return new PassStep.OpenCarry(carry);
            if (strips is null) yield return Sweep(i);
            else
            {
                EquatableArray<PassStep> turns = Enumerable.Range(i, count)
                    .Select(sweep => (PassStep)(Sweep(sweep) with { IsInStrips = true })).ToEquatableArray();
                bool isReversed = turns.OfType<PassStep.RunSweep>().Any(sweep => sweep.IsReversed);
                yield return new PassStep.InStrips(turns, strips.Rows, program.IsBackward, isReversed);
            }
            foreach (Carry carry in carries) yield return new PassStep.CloseCarry(carry);
        }

        PassStep.RunSweep Sweep(int i)
        {
            Sweep sweep = program.Sweeps[i];
            string name = KernelSpelling.Numbered(program.Name + "Sweep", i + 1);
            var builder = new SweepBuilder(context, frame, program, sweep, stages[i], saving);
            Head? ofAllSteps = sweep is { IsUnrolled: true, Kind: not SweepKind.AllRows } && context.TimeSteps is not null
                ? new SweepBuilder(context, frame, program, sweep, stages[i], saving, ofAllSteps: true).Build(name + "OfAllSteps") : null;
            bool clears = SweepBuilder.AddsGradients(sweep) && !program.Sweeps.Take(i).Any(SweepBuilder.AddsGradients);
            return new PassStep.RunSweep(
                builder.Build(name), builder.Division, program.IsBackward, sweep.Kind == SweepKind.ReverseTimeLoop,
                sweep.OnlyInputAdjoints ? Adjoints.Inputs : null)
            {
                OfAllSteps = ofAllSteps,
                Cleared = clears ? Sums(program) : null,
            };
        }
    }

    private IEnumerable<Carry> CarriesOf(Program program, Sweep sweep) =>
        program.IsBackward && sweep.Kind != SweepKind.AllRows ? SweepCarries.Of(context.Memory, sweep) : [];

    /// <summary>The sums of gradients of a shard, before anything is added to them.</summary>
    private Source.OfShard Sums(Program program)
    {
        Part sums = context.Memory.Shard.Gradients;
        return new Source.OfShard(sums.Start, program.OneRow ? program.Gradients.Length : sums.Length);
    }
}
