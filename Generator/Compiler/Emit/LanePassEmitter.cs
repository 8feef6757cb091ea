using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Lanes;
using RnnGen.Compiler.Planning.Lanes;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// Passes over a tape with a row in each lane. A group of rows goes through all its time steps before the next one starts: its tensors are
/// turned into records of one vector for each unit, one record for each time step and one before the first, and turned back at the end.
/// </summary>
internal sealed class LanePassEmitter(CellModel model, KernelContext context, LanePlan plan)
{
    private readonly LaneTransfers _transfers = new(context.Writer);

    private CodeWriter Writer => context.Writer;

    private string T => context.T;

    private StepFunction Step => model.Plan.Step;

    private AdjointFunction Adjoint => model.Plan.Adjoint;

    public void Forward(Program program, LaneRecord record)
    {
        Writer.Line();
        using (context.Method($"private static void {program.Name}Pass<V>(ref {T} parameters, Tape tape)\n    {context.Constraint}"))
        {
            Writer.Line($"{RuntimeNames.Panels}.Copy(ref parameters, ref WeightsOf(tape), {model.ParameterLength});");
            Shards(program);
        }
        Sweep(program, record, "// Over the time steps, group after group; a shard is some of the groups.", () =>
        {
            for (int i = 0; i < Step.Previous.Count; i++)
                _transfers.Gather($"tape.StateStart({i})", Step.Previous[i], "first", null, record[Region.Next, i], 0, "1");
            for (int i = 0; i < Step.Inputs.Count; i++)
            {
                _transfers.Gather(
                    $"tape.InputStart({i})", Step.Inputs[i], "first", "batch", record[Region.Input, i], record.Length, "steps");
            }
            foreach (Sweep sweep in program.Sweeps) Stages(sweep, record);
            for (int i = 0; i < Step.Previous.Count; i++)
            {
                _transfers.Scatter(
                    record[Region.Next, i], record.Length, $"tape.StateStart({i})", Step.Previous[i], "batch + first", "steps");
            }
            for (int i = 0; i < Step.Outputs.Count; i++)
                _transfers.Scatter(record[Region.Output, i], record.Length, $"tape.OutputStart({i})", Step.Outputs[i], "first", "steps");
        });
        Kernels(program, record);
    }

    public void Backward(Program program)
    {
        LaneRecord record = plan.Training;
        Writer.Line();
        using (context.Method($"private static void {program.Name}Pass<V>(Tape tape, ref {T} gradientsStart)\n    {context.Constraint}"))
        {
            for (int i = 0; i < Step.Inputs.Count; i++)
            {
                if (Adjoint.InputAdjoints[i] is not null) continue;
                string why = $"nothing depends on {Step.Inputs[i].Name}";
                Writer.Line($"if (tape.Has(Adjoint.Inputs)) tape.InputAdjoint({i}).Clear(); // {why}");
            }
            Shards(program);
            Totals(program);
        }
        Sweep(program, record, "// Back over the time steps, group after group; a shard is some of the groups.", () =>
        {
            Seeds(record);
            foreach (Sweep sweep in program.Sweeps) Stages(sweep, record);
            Results(record);
        }, program);
        Kernels(program, record);
    }

    private void Shards(Program program)
    {
        string sweep = $"{program.Name}Sweep";
        Writer.Line($"if (tape.Threads == 1) {sweep}<V>(tape, 0);");
        Writer.Line($"else tape.RunShards(static (of, shard) => {sweep}<V>((Tape)of, shard));");
    }

    private void Sweep(Program program, LaneRecord record, string comment, Action group, Program? adding = null)
    {
        Writer.Line();
        Writer.Line(comment);
        using (context.Method($"private static void {program.Name}Sweep<V>(Tape tape, int shard)\n    {context.Constraint}"))
        {
            Writer.Line("nint steps = tape.TimeSteps, batch = tape.Batch, groups = (batch + V.Count - 1) / V.Count;");
            Writer.Line($"ref {T} weights = ref WeightsOf(tape);");
            if (adding is { GradientLength: > 0 })
            {
                Writer.Line($"ref {T} sums = ref GradientsOf(tape, shard);");
                int byStep = adding.Sweeps.SelectMany(s => s.Stages).OfType<Stage.Map>().SelectMany(m => m.Gradients)
                    .Select(g => g.AreaOffset + g.Length).DefaultIfEmpty(0).Max();
                if (byStep > 0) Writer.Line($"MemoryMarshal.CreateSpan(ref sums, {KernelContext.Vectors(byStep)}).Clear();");
            }
            Writer.Line("nint begin = tape.FirstOfShard(shard, groups), end = tape.FirstOfShard(shard + 1, groups);");
            using (Writer.Block("for (nint g = begin; g < end; g++)"))
            {
                Writer.Line("nint first = g * V.Count;");
                Writer.Line("int rows = (int)Math.Min(V.Count, batch - first);");
                Writer.Line($"ref {T} start = ref Unsafe.Add(ref LanesOf(tape), g * (steps + 1) * {record.Length} * V.Count);");
                group();
            }
            if (adding is { GradientLength: > 0 })
                Writer.Line($"if (begin < end) {RuntimeNames.LaneRows}.Sum(ref sums, {Whole(adding.GradientLength)});");
        }
    }

    private void Stages(Sweep sweep, LaneRecord record)
    {
        if (sweep.OnlyInputAdjoints) Writer.Line("if (tape.Has(Adjoint.Inputs))");
        using (Writer.Block(""))
        {
            var parts = LaneStageBuilder.Parts(sweep);
            if (parts.Count == 1) Call(parts[0], "steps, ", "ref start");
            else if (parts.Count > 1) Steps(sweep.Kind, record.Length, () =>
            {
                foreach (var part in parts) Call(part, "", "ref before, ref now");
            });
            foreach (Stage.Outer outer in sweep.Stages.OfType<Stage.Outer>())
            {
                string weights = LaneOuterBuilder.ReadsWeights(outer) ? "ref weights, " : "";
                for (int i = 1; i <= LaneGradients.Tiles(outer).Count(); i++)
                    Writer.Line($"{outer.Name}Part{i}<V>(g == begin, steps, rows, {weights}ref sums, ref start);");
            }
        }

        void Call(List<Stage.Map> part, string steps, string records)
        {
            bool isGuarded = part.All(stage => stage.IsForInputsOnly);
            if (isGuarded) Writer.Line("if (tape.Has(Adjoint.Inputs))");
            string sums = LaneStageBuilder.AddsSums(part) ? "rows, ref weights, ref sums" : "ref weights";
            Writer.Line($"{(isGuarded ? "    " : "")}{LaneStageBuilder.Name(part)}<V>({steps}{sums}, {records});");
        }
    }

    /// <summary>From record to record, from the one at <c>start</c> on or back to it.</summary>
    /// <param name="record">Vectors of a record.</param>
    /// <param name="step">Writes what happens between the records <c>before</c> and <c>now</c>.</param>
    private void Steps(SweepKind kind, int record, Action step)
    {
        bool back = kind == SweepKind.ReverseTimeLoop;
        string length = KernelContext.Vectors(record);
        Writer.Line(back ? $"ref {T} now = ref Unsafe.Add(ref start, steps * {length});" : $"ref {T} before = ref start;");
        using (Writer.Block("for (nint t = 0; t < steps; t++)"))
        {
            Writer.Line(back
                ? $"ref {T} before = ref Unsafe.Subtract(ref now, {length});"
                : $"ref {T} now = ref Unsafe.Add(ref before, {length});");
            step();
            Writer.Line(back ? "now = ref before;" : "before = ref now;");
        }
    }

    /// <summary>What arrives from outside, in place before anything is added to it.</summary>
    private void Seeds(LaneRecord record)
    {
        for (int i = 0; i < Step.Previous.Count; i++)
        {
            Value state = Step.Previous[i];
            int slot = record[Region.NextSeed, i], n = state.Shape.Length;
            using (Writer.Block("if (tape.Has(Adjoint.States))"))
                _transfers.Gather($"tape.StateAdjointStart({i})", state, "first", "batch", slot, record.Length, "steps");
            using (Writer.Block("else")) _transfers.Clear(slot, record.Length, n, "steps");
            using (Writer.Block("if (tape.Has(Adjoint.FinalStates))"))
            {
                _transfers.Gather($"tape.FinalStateAdjointStart({i})", state, "first", null, slot, 0, "1");
                string sum = $"ref Unsafe.Add(ref start, (steps * {record.Length} + {slot}) * V.Count)";
                Writer.Line(KernelContext.List(
                    $"{RuntimeNames.Rows}.Add<V, {T}>", [sum, LaneTransfers.Record(slot), $"{n} * V.Count"], ";"));
            }
            _transfers.Clear(slot, 0, n, "1");
        }
        for (int i = 0; i < Step.Outputs.Count; i++)
        {
            int slot = record[Region.OutputSeed, i];
            using (Writer.Block("if (tape.Has(Adjoint.Outputs))"))
                _transfers.Gather($"tape.OutputAdjointStart({i})", Step.Outputs[i], "first", "batch", slot, record.Length, "steps");
            using (Writer.Block("else")) _transfers.Clear(slot, record.Length, Step.Outputs[i].Shape.Length, "steps");
        }
    }

    private void Results(LaneRecord record)
    {
        for (int i = 0; i < Step.Inputs.Count; i++)
        {
            if (Adjoint.InputAdjoints[i] is null) continue;
            using (Writer.Block("if (tape.Has(Adjoint.Inputs))"))
            {
                _transfers.Scatter(
                    record[Region.InputAdjoint, i], record.Length, $"tape.InputAdjointStart({i})", Step.Inputs[i], "first", "steps");
            }
        }
        for (int i = 0; i < Step.Previous.Count; i++)
            using (Writer.Block("if (tape.Has(Adjoint.InitialStates))"))
                _transfers.Scatter(record[Region.NextSeed, i], 0, $"tape.InitialStateAdjointStart({i})", Step.Previous[i], "first", "1");
    }

    /// <summary>The sums of all shards to where their parameters lie, always in this order.</summary>
    private void Totals(Program program)
    {
        if (program.GradientLength == 0) return;
        Writer.Line("int groups = (tape.Batch + V.Count - 1) / V.Count;");
        using var shards = Writer.Block("for (int shard = 0; shard < tape.Threads; shard++)");
        Writer.Line("if (tape.FirstOfShard(shard, groups) == tape.FirstOfShard(shard + 1, groups)) continue; // more threads than groups");
        Writer.Line($"ref {T} sums = ref GradientsOf(tape, shard);");
        foreach (GradientSum sum in program.GradientSums)
            Together(sum.AreaOffset, model.ParameterOffsets[sum.Parameter] + sum.ParameterOffset, sum.Length);
        foreach (LaneGradient block in program.Sweeps.SelectMany(s => s.Stages).OfType<Stage.Outer>().SelectMany(LaneGradients.Blocks))
        {
            ParameterPart weights = block.Weights;
            int to = model.ParameterOffsets[weights.Parameter] + weights.Offset;
            int[] numbers = [weights.Units, weights.Length, weights.UnitStride, weights.SourceStride];
            string[] sizes = [.. numbers.Select(KernelContext.Text)];
            bool isWhole = weights.SourceStride == 1 && weights.UnitStride == weights.Length;
            if (isWhole) Together(block.Offset, to, weights.Units * weights.Length);
            else Writer.Line(KernelContext.List($"{RuntimeNames.LaneRows}.Add", [From(block.Offset), To(to), .. sizes], ";"));
        }

        void Together(int from, int to, int length) => Writer.Line($"{RuntimeNames.Rows}.Add<V, {T}>({To(to)}, {From(from)}, {length});");

        static string From(int offset) => KernelContext.Ref("sums", KernelContext.Text(offset));

        static string To(int offset) => KernelContext.Ref("gradientsStart", KernelContext.Text(offset));
    }

    /// <summary>So many sums that they fill vectors.</summary>
    private int Whole(int sums) => KernelTable.RoundUp(sums, KernelTable.Lanes(model.ElementSize));

    private void Kernels(Program program, LaneRecord record)
    {
        var places = new LanePlaces(record, program, model.ParameterOffsets);
        var memory = new LaneMemory(model.ParameterLength, Whole(program.GradientLength), record.Length);
        var stages = new LaneStageBuilder(context.Kernels, places, plan, memory);
        foreach (Sweep sweep in program.Sweeps) stages.Build(sweep);
        context.PrintKernels();
    }
}
