using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// The sweeps of a program over a tape, each a method that does one shard of it. A loop over time takes some rows of the batch through all
/// steps; a sweep over all rows takes some of them. No shard reads what another writes in the same sweep.
/// </summary>
internal sealed partial class SweepEmitter(CellModel model, KernelContext context, Frame frame, Program program)
{
    private CodeWriter Writer => context.Writer;

    private string T => context.T;

    private CellPlan Plan => model.Plan;

    /// <summary>One sequence has no shards.</summary>
    private string Shard => program.OneRow ? "0" : "shard";

    public static string Name(Program program, int sweep) => $"{program.Name}Sweep{sweep + 1}";

    public void Emit()
    {
        for (int i = 0; i < program.Sweeps.Count; i++)
        {
            Sweep sweep = program.Sweeps[i];
            Writer.Line();
            if (!program.OneRow) Writer.Line(sweep.Kind switch
            {
                SweepKind.AllRows => "// All time steps at once; a shard is a part of all their rows.",
                SweepKind.ReverseTimeLoop => "// Back over the time steps; a shard is a part of the batch.",
                _ => "// Over the time steps; a shard is a part of the batch.",
            });
            string parameters = program.OneRow ? "Tape tape" : "Tape tape, int shard";
            if (AddsInPlace(sweep)) parameters += $", ref {T} {StageNames.Gradients}";
            using (context.Method($"private static void {Name(program, i)}<V>({parameters})\n    {context.Constraint}")) Body(sweep, i);
        }
    }

    private void Body(Sweep sweep, int index)
    {
        Sizes(sweep);
        Writer.Line($"ref {T} weights = ref WeightsOf(tape);");
        if (sweep.Stages.Any(s => s is Stage.Map { Accumulators.Count: > 0 })) Writer.Line($"ref {T} sums = ref SumsOf(tape, {Shard});");
        if (AddsGradients(sweep))
        {
            Writer.Line($"ref {T} gradients = ref GradientsOf(tape, {Shard});");
            if (!program.Sweeps.Take(index).Any(AddsGradients))
            {
                int length = program.OneRow ? program.GradientLength : model.Memory.GradientLength;
                Writer.Line($"MemoryMarshal.CreateSpan(ref gradients, {length}).Clear();");
            }
        }
        References(sweep);
        if (sweep.Kind == SweepKind.AllRows) AllRows(sweep);
        else if (sweep.Kind == SweepKind.TimeLoop) TimeLoop(sweep);
        else
        {
            OpenCarries(sweep, program.OneRow ? "count" : Count(sweep));
            TimeLoop(sweep);
            CloseCarries(sweep);
        }
    }

    private void TimeLoop(Sweep sweep)
    {
        if (program.OneRow) RowLoop(sweep);
        else Loop(sweep);
    }

    private static bool AddsGradients(Sweep sweep) => sweep.Stages.Any(s => s is Stage.Map { Gradients.Count: > 0 } or Stage.Outer);

    /// <summary>
    /// Whether the sweep takes the gradients of the parameters themselves; on several threads it would add beside others.
    /// </summary>
    public static bool AddsInPlace(Sweep sweep) => sweep.Stages.Any(s => s is Stage.ParameterOuter);

    private void Sizes(Sweep sweep)
    {
        string steps = model.Request.TimeSteps is { } t ? KernelContext.Text(t) : "tape.TimeSteps";
        bool allRows = sweep.Kind == SweepKind.AllRows;
        if (program.OneRow)
        {
            if (!IsUnrolled(sweep)) Writer.Line($"{(model.Request.TimeSteps is null ? "nint" : "const int")} all = {steps};");
            if (sweep.Kind == SweepKind.ReverseTimeLoop && sweep.States.Count > 0) Writer.Line("const int begin = 0, count = 1;");
            return;
        }
        Writer.Line(model.Request.Batch is { } b ? $"const int batch = {b};" : "nint batch = tape.Batch;");
        if (!IsUnrolled(sweep))
        {
            string type = model.Request.TimeSteps is null || model.Request.Batch is null ? "nint" : "const int";
            Writer.Line($"{type} all = {steps} * batch;");
        }
        Writer.Line(allRows
            ? "nint begin = tape.FirstOfShard(shard, all), end = tape.FirstOfShard(shard + 1, all);"
            : $"nint begin = tape.FirstOfShard(shard, batch), {Count(sweep)} = tape.FirstOfShard(shard + 1, batch) - begin;");
    }

    /// <summary>The batch rows of the shard.</summary>
    private string Count(Sweep sweep) => IsOneChunk(sweep) ? "rows" : "count";

    /// <summary>Where each tensor of the sweep starts.</summary>
    private void References(Sweep sweep)
    {
        var regions = sweep.Stages.SelectMany(Frame.Regions).Distinct().OrderBy(r => r.Region).ThenBy(r => r.Index).ToList();
        foreach (var region in regions)
        {
            string name = frame[region].Name + "Start";
            int n = frame[region].Stride, i = region.Index;
            switch (region.Region)
            {
                case Region.Input: Writer.Line($"ref {T} {name} = ref tape.InputStart({i});"); break;
                case Region.Previous or Region.Next:
                    if (region.Region == Region.Previous || !regions.Contains((Region.Previous, i)))
                    {
                        Writer.Line($"ref {T} {frame[(Region.Previous, i)].Name}Start = ref tape.StateStart({i}); "
                            + $"// [T + 1, B, {n}], the initial state first");
                    }
                    break;
                case Region.Output: Writer.Line($"ref {T} {name} = ref tape.OutputStart({i});"); break;
                case Region.OutputSeed:
                    Writer.Line($"ref {T} {name} = ref tape.Has(Adjoint.Outputs) ? ref tape.OutputAdjointStart({i}) : ref ZerosOf(tape);");
                    Writer.Line($"nint {frame[region].Name}Step = tape.Has(Adjoint.Outputs) ? {n} : 0;");
                    break;
                case Region.InputAdjoint:
                    Writer.Line($"ref {T} {name} = ref tape.Has(Adjoint.Inputs) "
                        + $"? ref tape.InputAdjointStart({i}) : ref UnwantedOf(tape, {Shard});");
                    Writer.Line($"nint {frame[region].Name}Step = tape.Has(Adjoint.Inputs) ? {n} : 0;");
                    break;
                case Region.Saved: Writer.Line($"ref {T} {name} = ref tape.SavedStart;"); break;
                case Region.Work: Writer.Line($"ref {T} {name} = ref WorkOf(tape);"); break;
                case Region.Scratch: Writer.Line($"ref {T} {name} = ref ScratchOf(tape, {Shard});"); break;
            }
        }
    }

    private void AllRows(Sweep sweep)
    {
        Writer.Line();
        (string begin, string end) = program.OneRow ? ("0", "all") : ("begin", "end");
        using (Writer.Block($"for (nint at = {begin}; at < {end}; at += {KernelTable.RowChunk})"))
        {
            Writer.Line($"nint rows = Math.Min({KernelTable.RowChunk}, {end} - at);");
            foreach (Stage stage in sweep.Stages) Call(stage);
        }
    }

    private void Loop(Sweep sweep)
    {
        bool backward = sweep.Kind == SweepKind.ReverseTimeLoop;
        Writer.Line();
        if (IsUnrolled(sweep) && model.Request.TimeSteps is { } steps)
        {
            string row = IsOneChunk(sweep) ? "at" : "t";
            for (int i = 0; i < steps; i++)
            {
                int t = backward ? steps - 1 - i : i;
                string before = model.Request.Batch is { } batch ? KernelContext.Text(t * batch) : t == 0 ? "0" : $"{t} * batch";
                using (Writer.Block($"// time step {t}\n"))
                {
                    Writer.Line($"nint {row} = {KernelContext.Sum(before, "begin")};");
                    Step(sweep, backward, row);
                }
            }
            return;
        }
        string loop = backward ? "for (nint t = all - batch + begin; t >= 0; t -= batch)" : "for (nint t = begin; t < all; t += batch)";
        using (Writer.Block(loop + " // one time step: rows t .. t + count")) Step(sweep, backward, "t");
    }

    private bool IsUnrolled(Sweep sweep)
    {
        if (sweep.Kind == SweepKind.AllRows || model.Request.TimeSteps is not { } steps) return false;
        // A call is worth three arguments, a carried adjoint seven.
        int carried = sweep.Kind == SweepKind.ReverseTimeLoop ? 7 * sweep.States.Count : 0;
        var names = sweep.Stages.SelectMany(s => StageNames.RowArguments(frame, s)).ToList();
        int arguments = names.Count + 3 * sweep.Stages.Count + carried;
        int text = KernelTable.CallText * (4 + arguments) + names.Sum(n => n.Length)
            + carried * sweep.States.Sum(i => Plan.Step.Previous[i].Name.Length);
        return context.Loops.TimeLoop(sweep, steps, model.Request.Batch, arguments, text);
    }

    /// <summary>Whether a step is written out for rows that are one chunk.</summary>
    private bool IsOneChunk(Sweep sweep) => model.Request.Batch <= KernelTable.RowChunk && IsUnrolled(sweep);

    /// <param name="row">The first of the shard's rows at this step.</param>
    private void Step(Sweep sweep, bool backward, string row)
    {
        string count = Count(sweep);
        if (backward) AddStateSeeds(sweep, row, count);
        if (IsOneChunk(sweep))
        {
            foreach (Stage stage in sweep.Stages) Call(stage, first: "0");
        }
        else
        {
            using (Writer.Block($"for (nint first = 0; first < count; first += {KernelTable.RowChunk})"))
            {
                Writer.Line($"nint rows = Math.Min({KernelTable.RowChunk}, count - first);");
                Writer.Line("nint at = t + first;");
                foreach (Stage stage in sweep.Stages) Call(stage);
            }
        }
        if (backward) SwapCarries(sweep, count);
    }

    /// <param name="first">The first of the rows within the shard.</param>
    private void Call(Stage stage, string first = "first")
    {
        var shared = StageNames.RowArguments(frame, stage)
            .TakeWhile(a => a is "weights" or "sums" or "gradients" or StageNames.Gradients).Select(a => "ref " + a);
        var tensors = Frame.Regions(stage).Select(r => Argument(r, first));
        string call = KernelContext.List($"{stage.Name}<V>", new[] { "rows" }.Concat(shared).Concat(tensors), ";");
        Guarded(stage, call);
    }

    /// <summary>A stage that makes nothing but input adjoints is left out where nobody asks for them.</summary>
    private void Guarded(Stage stage, string call)
    {
        if (stage.IsForInputsOnly)
        {
            Writer.Line("if (tape.Has(Adjoint.Inputs))");
            call = "    " + call.Replace("\n", "\n    ");
        }
        Writer.Line(call);
    }

    private string Argument((Region Region, int Index) region, string first)
    {
        FrameEntry entry = frame[region];
        string at = region.Region switch
        {
            Region.Next => $"(at + {(program.OneRow ? "1" : "batch")}) * {entry.Stride}",
            Region.OutputSeed or Region.InputAdjoint => $"at * {entry.Name}Step",
            Region.NextSeed or Region.PreviousAdjoint => first == "0" ? "0" : $"first * {entry.Stride}",
            Region.Scratch => "0",
            _ => $"at * {entry.Stride}",
        };
        string name = region.Region == Region.Next ? frame[(Region.Previous, region.Index)].Name : entry.Name;
        return KernelContext.Ref(name + "Start", at);
    }
}
