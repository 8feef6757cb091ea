using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>The loops over a tape that call the stages: forward, and backward through time.</summary>
internal sealed class PassEmitter(CellModel model, KernelContext context, Frame frame)
{
    private CodeWriter Writer => context.Writer;

    private string T => context.T;

    private CellPlan Plan => model.Plan;

    /// <summary>All steps of a tape, forward.</summary>
    public void Forward(Program program, bool packBackward)
    {
        Writer.Line();
        using (context.Method($"private static void {program.Name}Pass<V>(ref {T} parameters, Tape tape)\n    {context.Constraint}"))
        {
            Sizes(program);
            Writer.Line($"ref {T} weights = ref WeightsOf(tape);");
            Writer.Line($"Pack{program.Name}<V>(ref parameters, ref weights);");
            if (packBackward) Writer.Line("PackBackward<V>(ref parameters, ref BackwardWeightsOf(tape));");
            References(program);
            foreach (Sweep sweep in program.Sweeps) Sweep(sweep);
        }
    }

    /// <summary>All steps of a tape, backward.</summary>
    public void Backward(Program program)
    {
        StepFunction step = Plan.Step;
        Writer.Line();
        using (context.Method($"private static void BackwardPass<V>(Tape tape, ref {T} gradientsStart)\n    {context.Constraint}"))
        {
            Sizes(program);
            Writer.Line($"ref {T} weights = ref BackwardWeightsOf(tape), gradients = ref GradientsOf(tape);");
            if (model.Memory.GradientLength > 0) Writer.Line($"MemoryMarshal.CreateSpan(ref gradients, {model.Memory.GradientLength}).Clear();");
            References(program);
            for (int i = 0; i < step.Previous.Count; i++)
            {
                int n = step.Previous[i].Shape.Length;
                Writer.Line($"ref {T} {Seed(i)}Start = ref Carry{i}Bank0Of(tape), {Left(i)}Start = ref Carry{i}Bank1Of(tape);");
                Writer.Line($"Span<{T}> carry{i} = MemoryMarshal.CreateSpan(ref {Seed(i)}Start, (int)(batch * {n}));");
                Writer.Line($"if (tape.Has(Adjoint.FinalStates)) tape.FinalStateAdjoint({i}).CopyTo(carry{i});");
                Writer.Line($"else carry{i}.Clear();");
            }
            for (int i = 0; i < step.Inputs.Count; i++)
                if (Plan.Adjoint.InputAdjoints[i] is null)
                    Writer.Line($"if (tape.Has(Adjoint.Inputs)) tape.InputAdjoint({i}).Clear(); // nothing depends on {step.Inputs[i].Name}");
            foreach (Sweep sweep in program.Sweeps) Sweep(sweep);
            using (Writer.Block("if (tape.Has(Adjoint.InitialStates))"))
            {
                for (int i = 0; i < step.Previous.Count; i++)
                    Writer.Line($"MemoryMarshal.CreateSpan(ref {Seed(i)}Start, (int)(batch * {step.Previous[i].Shape.Length})).CopyTo(tape.InitialStateAdjoint({i}));");
            }
            for (int i = 0; i < step.Inputs.Count; i++)
                if (Plan.Adjoint.InputAdjoints[i] is null) Writer.Line($"if (tape.Has(Adjoint.Inputs)) tape.InputAdjoint({i}).Clear(); // no path leads there");
            Writer.Line("AddGradients<V>(ref gradients, ref gradientsStart);");
        }
    }

    private string Seed(int state) => frame[(Region.NextSeed, state)].Name;

    private string Left(int state) => frame[(Region.PreviousAdjoint, state)].Name;

    private void Sizes(Program program)
    {
        string steps = model.Request.TimeSteps is { } t ? KernelContext.Text(t) : "tape.TimeSteps";
        Writer.Line(model.Request.Batch is { } b ? $"const int batch = {b};" : "nint batch = tape.Batch;");
        bool isUsed = program.Sweeps.Any(sweep => !IsUnrolled(sweep));
        if (model.Request.TimeSteps is null || model.Request.Batch is null) Writer.Line($"nint all = {steps} * batch;");
        else if (isUsed) Writer.Line($"const int all = {steps} * batch;");
    }

    /// <summary>Where each tensor of the program starts.</summary>
    private void References(Program program)
    {
        var regions = program.Sweeps.SelectMany(s => s.Stages).SelectMany(Frame.Regions).Distinct().OrderBy(r => r.Region).ThenBy(r => r.Index).ToList();
        var stages = program.Sweeps.SelectMany(s => s.Stages).ToList();
        if (stages.Any(s => s is Stage.Map { Accumulators.Count: > 0 })) Writer.Line($"ref {T} sums = ref SumsOf(tape);");
        foreach (var region in regions)
        {
            string name = frame[region].Name + "Start";
            int n = frame[region].Stride, i = region.Index;
            switch (region.Region)
            {
                case Region.Input: Writer.Line($"ref {T} {name} = ref tape.InputStart({i});"); break;
                case Region.Previous or Region.Next:
                    if (region.Region == Region.Previous || !regions.Contains((Region.Previous, i)))
                        Writer.Line($"ref {T} {frame[(Region.Previous, i)].Name}Start = ref tape.StateStart({i}); // [T + 1, B, {n}], the initial state first");
                    break;
                case Region.Output: Writer.Line($"ref {T} {name} = ref tape.OutputStart({i});"); break;
                case Region.OutputSeed:
                    Writer.Line($"ref {T} {name} = ref tape.Has(Adjoint.Outputs) ? ref tape.OutputAdjointStart({i}) : ref ZerosOf(tape);");
                    Writer.Line($"nint {frame[region].Name}Step = tape.Has(Adjoint.Outputs) ? {n} : 0;");
                    break;
                case Region.InputAdjoint:
                    Writer.Line($"ref {T} {name} = ref tape.Has(Adjoint.Inputs) ? ref tape.InputAdjointStart({i}) : ref UnwantedOf(tape);");
                    Writer.Line($"nint {frame[region].Name}Step = tape.Has(Adjoint.Inputs) ? {n} : 0;");
                    break;
                case Region.Saved: Writer.Line($"ref {T} {name} = ref tape.SavedStart;"); break;
                case Region.Work: Writer.Line($"ref {T} {name} = ref WorkOf(tape);"); break;
                case Region.Scratch: Writer.Line($"ref {T} {name} = ref ScratchOf(tape);"); break;
            }
        }
    }

    private void Sweep(Sweep sweep)
    {
        Writer.Line();
        int chunk = KernelTable.RowChunk;
        string guard = sweep.OnlyInputAdjoints ? "if (tape.Has(Adjoint.Inputs))" : "";
        if (sweep.Kind == SweepKind.AllRows)
        {
            using (Writer.Block($"{(guard.Length > 0 ? guard + "\n" : "")}for (nint at = 0; at < all; at += {chunk}) // all steps at once"))
            {
                Writer.Line($"nint rows = Math.Min({chunk}, all - at);");
                foreach (Stage stage in sweep.Stages) Call(stage);
            }
            return;
        }
        bool backward = sweep.Kind == SweepKind.ReverseTimeLoop;
        if (IsUnrolled(sweep) && model.Request.TimeSteps is { } steps)
        {
            for (int i = 0; i < steps; i++)
            {
                int t = backward ? steps - 1 - i : i;
                using (Writer.Block($"// time step {t}\n"))
                {
                    if (model.Request.Batch is not { } batch) Step(sweep, backward, null, t == 0 ? "0" : $"{t} * batch");
                    else Step(sweep, backward, batch <= chunk ? () => Constants(sweep, t * batch) : null, KernelContext.Text(t * batch));
                }
            }
            return;
        }
        string loop = backward ? "for (nint t = all - batch; t >= 0; t -= batch)" : "for (nint t = 0; t < all; t += batch)";
        using (Writer.Block(loop + " // one time step: rows t .. t + batch")) Step(sweep, backward, null, "t");
    }

    private bool IsUnrolled(Sweep sweep)
    {
        if (sweep.Kind == SweepKind.AllRows || model.Request.TimeSteps is not { } steps) return false;
        // A call is worth three arguments, a carried adjoint seven.
        int carried = sweep.Kind == SweepKind.ReverseTimeLoop ? 7 * Plan.Step.Previous.Count : 0;
        var names = sweep.Stages.SelectMany(s => MapEmitter.Arguments(frame, s)).ToList();
        int arguments = names.Count + 3 * sweep.Stages.Count + carried;
        int text = KernelTable.CallText * (4 + arguments) + names.Sum(n => n.Length) + carried * Plan.Step.Previous.Sum(p => p.Name.Length);
        return context.Unrolling.TimeLoop(sweep, steps, model.Request.Batch, arguments, text);
    }

    /// <summary>The place of an unrolled step whose rows are one chunk. Unused constants would be warnings.</summary>
    private void Constants(Sweep sweep, int at)
    {
        var regions = sweep.Stages.SelectMany(Frame.Regions).ToList();
        Writer.Line($"const int {(regions.Any(IsCarried) ? "first = 0, " : "")}rows = batch;");
        if (regions.Any(r => !IsCarried(r) && r.Region != Region.Scratch)) Writer.Line($"const int at = {at};");
    }

    private void Step(Sweep sweep, bool backward, Action? constants, string t)
    {
        if (backward) AddStateSeeds(t);
        if (constants is not null)
        {
            constants();
            foreach (Stage stage in sweep.Stages) Call(stage);
        }
        else
        {
            using (Writer.Block($"for (nint first = 0; first < batch; first += {KernelTable.RowChunk})"))
            {
                Writer.Line($"nint rows = Math.Min({KernelTable.RowChunk}, batch - first);");
                Writer.Line($"nint at = {KernelContext.Sum(t, "first")};");
                foreach (Stage stage in sweep.Stages) Call(stage);
            }
        }
        if (backward) SwapCarries();
    }

    /// <summary>What arrives from outside at the states of this step joins what the following step sent.</summary>
    private void AddStateSeeds(string t)
    {
        if (Plan.Step.Previous.Count == 0) return;
        using (Writer.Block("if (tape.Has(Adjoint.States))"))
        {
            for (int i = 0; i < Plan.Step.Previous.Count; i++)
            {
                int n = Plan.Step.Previous[i].Shape.Length;
                string from = t == "0" ? $"ref tape.StateAdjointStart({i})" : $"ref Unsafe.Add(ref tape.StateAdjointStart({i}), {(t == "t" ? $"t * {n}" : $"{t} * {n}")})";
                Writer.Line($"{RuntimeNames.Rows}.Add<V, {T}>(ref {Seed(i)}Start, {from}, batch * {n});");
            }
        }
    }

    private void SwapCarries()
    {
        for (int i = 0; i < Plan.Step.Previous.Count; i++)
        {
            if (Plan.Adjoint.PreviousAdjoints[i] is null)
            {
                Writer.Line($"MemoryMarshal.CreateSpan(ref {Seed(i)}Start, (int)(batch * {Plan.Step.Previous[i].Shape.Length})).Clear();");
                continue;
            }
            using (Writer.Block(""))
            {
                Writer.Line($"ref {T} done = ref {Seed(i)}Start;");
                Writer.Line($"{Seed(i)}Start = ref {Left(i)}Start;");
                Writer.Line($"{Left(i)}Start = ref done;");
            }
        }
    }

    private void Call(Stage stage)
    {
        var shared = MapEmitter.Arguments(frame, stage).TakeWhile(a => a is "weights" or "sums" or "gradients").Select(a => "ref " + a);
        string call = KernelContext.List($"{stage.Name}<V>", new[] { "rows" }.Concat(shared).Concat(Frame.Regions(stage).Select(Argument)), ";");
        Writer.Line(IsForInputsOnly(stage) ? "if (tape.Has(Adjoint.Inputs)) " + call : call);
    }

    private static bool IsForInputsOnly(Stage stage) => stage is Stage.Map { Gradients.Count: 0, Reductions.Count: 0 } map
        && map.Stores.All(s => s.Location.Region == Region.InputAdjoint);

    private static bool IsCarried((Region Region, int Index) region) => region.Region is Region.NextSeed or Region.PreviousAdjoint;

    private string Argument((Region Region, int Index) region)
    {
        FrameEntry entry = frame[region];
        string at = region.Region switch
        {
            Region.Next => $"(at + batch) * {entry.Stride}",
            Region.OutputSeed or Region.InputAdjoint => $"at * {entry.Name}Step",
            Region.NextSeed or Region.PreviousAdjoint => $"first * {entry.Stride}",
            Region.Scratch => "0",
            _ => $"at * {entry.Stride}",
        };
        string name = region.Region == Region.Next ? frame[(Region.Previous, region.Index)].Name : entry.Name;
        return KernelContext.Ref(name + "Start", at);
    }
}
