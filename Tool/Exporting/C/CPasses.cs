using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.Programs;

namespace RnnGen.Tool.Exporting.C;

/// <summary>Passes over a whole tape on one thread as C: kernels one after the other.</summary>
/// <param name="nameOf">What kernels are called.</param>
internal sealed class CPasses(
    ScalarCell cell, TapeExtents extents, CTapeMemory memory, string t, Document document, Func<Kernel, string> nameOf)
{
    private EquatableArray<SlotSignature> States => cell.Signature.States;

    public static IEnumerable<Kernel> Heads(TapePass pass) => pass.AllSteps.Where(Runs).Select(step => step switch
    {
        PassStep.Run run => run.Kernel,
        PassStep.RunSweep sweep => sweep.Head.Kernel,
        _ => null,
    }).OfType<Kernel>();

    /// <param name="received">The argument beside the tape: parameters, or gradients.</param>
    /// <param name="further">What is done at the end.</param>
    public void Print(TapePass pass, string head, string received, IReadOnlyList<Code> further)
    {
        document.Blank();
        document.Line(head);
        using var body = document.Block();
        PassStep[] steps = [.. pass.AllSteps.Where(Runs)];
        foreach (PassStep step in steps) Print(step);
        document.Lines(further);
        if (further.Count == 0 && !steps.Any(step => SourcesOf(step).Any(source => source is Source.Parameters or Source.Gradients)))
            document.Line($"(void){received};");
        if (steps.Length == 0) document.Line("(void)tape;");
    }

    /// <summary>There is one shard: nothing is to be joined.</summary>
    private static bool Runs(PassStep step) => step is not PassStep.JoinShards { First: 1 };

    private static EquatableArray<Source> SourcesOf(PassStep step) => step switch
    {
        PassStep.Run run => run.Sources,
        PassStep.RunSweep sweep => sweep.Head.Sources,
        _ => default,
    };

    private void Print(PassStep step)
    {
        switch (step)
        {
            case PassStep.Run run: Call(run.Kernel, run.Sources, 0); break;
            case PassStep.RunSweep sweep:
                if (sweep.Cleared is { Length: > 0 } sums)
                    document.Line($"memset({memory.Shard(sums.Start)}, 0, {sums.Length} * sizeof({t}));");
                Call(sweep.Head.Kernel, sweep.Head.Sources, sweep.By == Division.Rows ? extents.Rows : extents.Batch);
                break;
            // The way back begins behind the last step of the state's direction.
            case PassStep.OpenCarry { Carry: var carry }:
                int before = States[carry.State].IsReversed ? -1 : extents.TimeSteps;
                Copy(memory.Bank(carry, before & 1), memory.FinalAdjoint(carry.State), carry);
                break;
            case PassStep.CloseCarry { Carry: var carry }:
                int last = States[carry.State].IsReversed ? extents.TimeSteps - 1 : 0;
                Copy(memory.InitialAdjoint(carry.State), memory.Bank(carry, last & 1), carry);
                break;
            case PassStep.ClearTensor clear:
                string tensor = memory.Tensor(clear.Tensor);
                document.Line($"memset({tensor}, 0, sizeof {tensor});", clear.Why);
                break;
            default: throw new InvalidOperationException($"No C for {step}.");
        }
    }

    private void Copy(string to, string from, Carry carry) =>
        document.Line($"memcpy({to}, {from}, {extents.Batch * carry.Features} * sizeof({t}));");

    private void Call(Kernel kernel, EquatableArray<Source> sources, int rows) =>
        document.Line(Code.List(nameOf(kernel), sources.Select(source => Argument(source, rows)), ";"));

    /// <param name="rows">Sequences, or rows of all steps: all that there are.</param>
    private Code Argument(Source source, int rows) => source switch
    {
        Source.TimeSteps => CNumber.Of(extents.TimeSteps),
        Source.Batch => CNumber.Of(extents.Batch),
        Source.Early or Source.Begin or Source.After => "0",
        Source.Count => CNumber.Of(rows),
        // The struct holds all adjoints.
        Source.Has => "1",
        Source.TensorOr either => Argument(either.Wanted, rows),
        Source.Tensor tensor => memory.Tensor(tensor),
        Source.Private part => memory.Private(part.Start),
        Source.PrivateByUse part => memory.Private(part.Start),
        Source.OfShard part => memory.Shard(part.Start),
        Source.OfFirstShard part => memory.Shard(part.Start),
        // Its arrays follow each other without gaps.
        Source.Parameters => $"(const {t} *)(const void *)parameters",
        Source.Gradients => $"({t} *)(void *)gradients",
        _ => throw new InvalidOperationException($"{source} is not on a tape."),
    };
}
