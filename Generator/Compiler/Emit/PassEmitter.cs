using System;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Emit;

/// <summary>The methods at the head of a pass over a tape: packing, then one sweep after the other, on one thread or several.</summary>
internal sealed class PassEmitter(CellModel model, KernelContext context, Frame frame)
{
    private CodeWriter Writer => context.Writer;

    private string T => context.T;

    private CellPlan Plan => model.Plan;

    /// <summary>All steps of a tape, forward.</summary>
    /// <param name="backward">The program whose weights are packed too.</param>
    public void Forward(Program program, Program? backward)
    {
        Writer.Line();
        using (context.Method($"private static void {program.Name}Pass<V>(ref {T} parameters, Tape tape)\n    {context.Constraint}"))
        {
            Writer.Line($"Pack{program.Name}<V>(ref parameters, ref WeightsOf(tape));");
            Sweeps(program, () => { });
            if (backward is not null)
            {
                Writer.Line("// The way back finds its weights in place of these: half of the memory, and it is in the cache.");
                Writer.Line($"Pack{backward.Name}<V>(ref parameters, ref WeightsOf(tape));");
            }
        }
        new SweepEmitter(model, context, frame, program).Emit();
    }

    /// <summary>All steps of a tape, backward.</summary>
    public void Backward(Program program)
    {
        StepFunction step = Plan.Step;
        Writer.Line();
        string head = $"private static void {program.Name}Pass<V>(Tape tape, ref {T} {StageNames.Gradients})";
        using (context.Method($"{head}\n    {context.Constraint}"))
        {
            for (int i = 0; i < step.Inputs.Count; i++)
            {
                if (Plan.Adjoint.InputAdjoints[i] is not null) continue;
                string why = $"nothing depends on {step.Inputs[i].Name}";
                Writer.Line($"if (tape.Has(Adjoint.Inputs)) tape.InputAdjoint({i}).Clear(); // {why}");
            }
            for (int i = 0; i < step.Previous.Count; i++)
                if (program.Sweeps.All(sweep => !sweep.States.Contains(i)))
                    Writer.Line($"if (tape.Has(Adjoint.InitialStates)) tape.InitialStateAdjoint({i}).Clear(); // nothing depends on it");
            Sweeps(program, AddShards);
            Writer.Line($"{ProgramEmitter.AddGradients(program)}<V>(ref GradientsOf(tape, 0), ref {StageNames.Gradients});");
        }
        new SweepEmitter(model, context, frame, program).Emit();
    }

    /// <summary>On one thread, direct calls; on several, the shards of a sweep side by side, and one sweep after the other.</summary>
    private void Sweeps(Program program, Action join)
    {
        if (program.OneRow)
        {
            Calls((name, sweep) => $"{name}<V>(tape{(SweepEmitter.AddsInPlace(sweep) ? $", ref {StageNames.Gradients}" : "")});");
            return;
        }
        using (Writer.Block("if (tape.Threads == 1)")) Calls((name, _) => $"{name}<V>(tape, 0);");
        using (Writer.Block("else"))
        {
            Calls((name, _) => $"tape.RunShards(static (of, shard) => {name}<V>((Tape)of, shard));");
            join();
        }

        void Calls(Func<string, Sweep, string> call)
        {
            for (int i = 0; i < program.Sweeps.Count; i++)
            {
                Sweep sweep = program.Sweeps[i];
                Writer.Line((sweep.OnlyInputAdjoints ? "if (tape.Has(Adjoint.Inputs)) " : "") + call(SweepEmitter.Name(program, i), sweep));
            }
        }
    }

    private void AddShards()
    {
        if (model.Memory.GradientLength == 0) return;
        Writer.Line("// Always in this order: the same number of threads gives the same bits.");
        Writer.Line("for (int shard = 1; shard < tape.Threads; shard++)");
        Writer.Line($"    {RuntimeNames.Rows}.Add<V, {T}>("
            + $"ref GradientsOf(tape, 0), ref GradientsOf(tape, shard), {model.Memory.GradientLength});");
    }
}
