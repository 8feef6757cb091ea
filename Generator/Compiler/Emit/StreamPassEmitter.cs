using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.OneRow;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>The loops of one sequence without a tape: step after step, or some steps' products of inputs and outputs at once.</summary>
internal sealed class StreamPassEmitter(CellModel model, KernelContext context)
{
    private CodeWriter Writer => context.Writer;

    private string T => context.T;

    private StepFunction Function => model.Plan.Step;

    /// <summary>Any number of steps, one after the other.</summary>
    public void Step(Program program, Frame frame)
    {
        var parameters = new List<string> { "int steps", $"ref {T} weights", "State state" };
        for (int i = 0; i < Function.Inputs.Count; i++) parameters.AddRange([$"ref {T} input{i}", $"nint input{i}Stride"]);
        for (int o = 0; o < Function.Outputs.Count; o++) parameters.AddRange([$"ref {T} output{o}", $"nint output{o}Stride"]);
        Writer.Line();
        using (context.Method(KernelContext.List("private static void StepByStep<V>", parameters, $"\n    {context.Constraint}")))
        {
            var banks = new BankEmitter(model, context, program);
            banks.Open();
            Private(program);
            using (Writer.Block("for (int t = 0; t < steps; t++)"))
            {
                CopyInputs(program, frame, "1");
                banks.Copy();
                if (Single(program) is { } single) Inline(single, frame);
                else
                {
                    foreach (Stage stage in program.Sweeps.SelectMany(s => s.Stages))
                        Call(stage, frame, region => "ref " + Local(stage, region, frame));
                }
                for (int i = 0; i < Function.Inputs.Count; i++) Writer.Line($"input{i} = ref Unsafe.Add(ref input{i}, input{i}Stride);");
                for (int o = 0; o < Function.Outputs.Count; o++)
                    Writer.Line($"output{o} = ref Unsafe.Add(ref output{o}, output{o}Stride);");
                banks.Turn();
            }
            banks.Close();
        }
    }

    /// <summary>The only stage of a step, whose kernel stands in the loop over time: no call a step, constants stay in registers.</summary>
    public static Stage.Map? Single(Program program)
    {
        var stages = program.Sweeps.SelectMany(s => s.Stages).ToList();
        return stages.Count == 1 ? stages[0] as Stage.Map : null;
    }

    private void Inline(Stage.Map stage, Frame frame)
    {
        Kernel kernel = new OneRowBuilder(context.Kernels, frame, stage).Inline();
        context.Comment(kernel.Notes);
        using (Writer.Block(""))
        {
            foreach (var rows in Frame.Regions(stage).Where(r => r.Region != Region.Input).GroupBy(r => frame[r].Row))
                Writer.Line($"ref {T} {rows.Key} = ref {Local(stage, rows.First(), frame)};");
            new KernelPrinter(context.Element, context.Constraint, context.Document).Print(kernel.Body);
        }
    }

    /// <summary>A sequence whose rows follow each other without gaps, some steps at a time.</summary>
    public void Run(Program program, Frame frame)
    {
        int most = model.StateMemory.Rows;
        var parameters = new List<string> { "int steps", $"ref {T} weights", "State state" };
        for (int i = 0; i < Function.Inputs.Count; i++) parameters.Add($"ref {T} input{i}");
        for (int o = 0; o < Function.Outputs.Count; o++) parameters.Add($"ref {T} output{o}");
        Writer.Line();
        using (context.Method(KernelContext.List("private static void RunSteps<V>", parameters, $"\n    {context.Constraint}")))
        {
            var banks = new BankEmitter(model, context, program);
            banks.Open();
            Private(program);
            if (program.Sweeps.Any(s => s.Kind == SweepKind.AllRows && s.Stages.Any(x => x is Stage.Map { Accumulators.Count: > 0 })))
                Writer.Line($"ref {T} sums = {KernelContext.Ref("state.Scratch", KernelContext.Text(model.StateMemory.Sums))};");
            using (Writer.Block($"for (int at = 0; at < steps; at += {most})"))
            {
                Writer.Line($"nint rows = Math.Min({most}, steps - at);");
                CopyInputs(program, frame, "(int)rows");
                foreach (Sweep sweep in program.Sweeps)
                {
                    if (sweep.Kind == SweepKind.AllRows)
                    {
                        foreach (Stage stage in sweep.Stages) CallRows(stage, frame);
                        continue;
                    }
                    using (Writer.Block("for (nint t = 0; t < rows; t++)"))
                    {
                        banks.Copy();
                        foreach (Stage stage in sweep.Stages) Call(stage, frame, region => Row(stage, region, frame));
                        banks.Turn();
                    }
                }
                for (int i = 0; i < Function.Inputs.Count; i++)
                    Writer.Line($"input{i} = ref Unsafe.Add(ref input{i}, rows * {Function.Inputs[i].Shape.Length});");
                for (int o = 0; o < Function.Outputs.Count; o++)
                    Writer.Line($"output{o} = ref Unsafe.Add(ref output{o}, rows * {Function.Outputs[o].Shape.Length});");
            }
            banks.Close();
        }
    }

    /// <summary>References to the private memory that the program's stages use.</summary>
    private void Private(Program program)
    {
        var regions = program.Sweeps.SelectMany(s => s.Stages).SelectMany(Frame.Regions).Select(r => r.Region).Distinct().ToList();
        if (regions.Contains(Region.Scratch)) Writer.Line($"ref {T} scratch = ref state.Scratch;");
        if (regions.Contains(Region.Work))
            Writer.Line($"ref {T} work = {KernelContext.Ref("state.Scratch", KernelContext.Text(model.StateMemory.Work))};");
    }

    /// <summary>
    /// Inputs by the names that the kernels use: as they are, or a copy where outputs may lie over what is still to be read.
    /// </summary>
    private void CopyInputs(Program program, Frame frame, string rows)
    {
        bool copy = OutputsMayReachInputs(program);
        int at = model.StateMemory.Inputs;
        for (int i = 0; i < Function.Inputs.Count; i++)
        {
            string name = frame[(Region.Input, i)].Row;
            int length = Function.Inputs[i].Shape.Length;
            if (!copy)
            {
                Writer.Line($"ref {T} {name} = ref input{i};");
                continue;
            }
            string memory = KernelContext.Ref("state.Scratch", KernelContext.Text(at));
            Writer.Line($"ref {T} {name} = {memory}; // outputs may lie over the inputs");
            Writer.Line($"{RuntimeNames.Panels}.Copy(ref input{i}, ref {name}, {(rows == "1" ? "" : rows + " * ")}{length});");
            at += model.StateMemory.Rows * length;
        }
    }

    /// <summary>Whether a stage reads an input in or after the stage that writes the first output.</summary>
    private static bool OutputsMayReachInputs(Program program)
    {
        var stages = program.Sweeps.SelectMany(s => s.Stages).Select(Frame.Regions).ToList();
        int write = stages.FindIndex(r => r.Any(k => k.Region == Region.Output));
        int read = stages.FindLastIndex(r => r.Any(k => k.Region == Region.Input));
        return write >= 0 && read >= write;
    }

    private void Call(Stage stage, Frame frame, Func<(Region Region, int Index), string> row)
    {
        // All states of a bank come as one argument.
        var rows = Frame.Regions(stage).GroupBy(r => frame[r].Row).Select(g => row(g.First()));
        Writer.Line(KernelContext.List($"{stage.Name}<V>", Shared(stage).Concat(rows), ";"));
    }

    private static string[] Shared(Stage stage) => stage is Stage.Map { BackAndForth: true } ? ["back", "ref weights"] : ["ref weights"];

    private void CallRows(Stage stage, Frame frame)
    {
        string[] shared = stage is Stage.Map { Accumulators.Count: > 0 } ? ["rows", "ref weights", "ref sums"] : ["rows", "ref weights"];
        IEnumerable<string> regions = Frame.Regions(stage).Select(r => "ref " + Local(stage, r, frame));
        Writer.Line(KernelContext.List($"{stage.Name}<V>", shared.Concat(regions), ";"));
    }

    /// <summary>The local that stands for a region: the row at hand, or the first of some rows.</summary>
    private static string Local(Stage stage, (Region Region, int Index) region, Frame frame) => region.Region switch
    {
        Region.Previous when frame.Banks!.Early.Contains(stage.Name) => Frame.Held,
        Region.Previous or Region.Next => frame[region].Name,
        Region.Scratch => "scratch",
        Region.Work => "work",
        Region.Output => $"output{region.Index}",
        _ => frame[region].Row,
    };

    /// <summary>The row of step t of those taken at once.</summary>
    private static string Row(Stage stage, (Region Region, int Index) region, Frame frame) => region.Region switch
    {
        Region.Previous or Region.Next or Region.Scratch => "ref " + Local(stage, region, frame),
        _ => $"ref Unsafe.Add(ref {Local(stage, region, frame)}, t * {frame[region].Stride})",
    };
}
