using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Memory;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>Passes and the entries of streams as C#: methods that take a tape or a state apart into what their kernels receive.</summary>
internal sealed class PassPrinter(KernelContext context)
{
    private CodeWriter Writer => context.Writer;

    private string T => context.T;

    private string Tape => $"{RuntimeNames.Tape}<{T}> tape";

    public void Print(TapePass pass)
    {
        bool packs = pass.Steps.OfType<PassStep.Run>().Any(step => step.Sources.Any(s => s is Source.Parameters));
        string parameters = packs ? $"ref {T} parameters, {Tape}" : $"{Tape}, ref {T} {Gradients}";
        Writer.Line();
        using (context.Method($"private static void {pass.Name}<V>({parameters})\n    {context.Constraint}"))
            foreach (PassStep step in pass.Steps) Print(step);
        foreach (PassStep.RunShards step in pass.Steps.OfType<PassStep.RunShards>().Where(s => s.By != Division.None)) Shard(step);
    }

    /// <summary>A method that the surface calls with a state and references to inputs and outputs.</summary>
    public void Print(string name, StreamEntry entry, int inputs, int outputs, bool hasStrides)
    {
        List<string> parameters = ["int steps", $"ref {T} weights", $"{RuntimeNames.State}<{T}> state"];
        foreach (string tensor in Numbered("input", inputs).Concat(Numbered("output", outputs)))
        {
            parameters.Add($"ref {T} {tensor}");
            if (hasStrides) parameters.Add($"nint {tensor}Stride");
        }
        Writer.Line();
        Writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (Writer.Block(KernelContext.List($"private static void {name}<V>", parameters, $"\n    {context.Constraint}")))
        {
            Writer.Line(Call(entry.Kernel, entry.Sources, One));
            if (entry.TurnsAround) Writer.Line("if ((steps & 1) != 0) state.Back = !state.Back;");
        }
    }

    private const string Gradients = "gradients", One = "0", Each = "shard";

    private static IEnumerable<string> Numbered(string name, int count) => Enumerable.Range(0, count).Select(i => name + Text(i));

    private void Print(PassStep step)
    {
        string only = step.Only is { } adjoints ? $"if ({Has(adjoints)}) " : "";
        switch (step)
        {
            case PassStep.Run run: Writer.Line(only + Call(run.Kernel, run.Sources, One)); break;
            case PassStep.RunShards { By: Division.None } run: Writer.Line(only + Call(run.Kernel, run.Sources, One)); break;
            case PassStep.RunShards run:
                string name = ShardName(run);
                using (only.Length > 0 ? Writer.Block(only.TrimEnd()) : (IDisposable?)null)
                {
                    Writer.Line($"if (tape.Threads == 1) {name}<V>(tape, 0);");
                    Writer.Line($"else tape.RunShards(static (of, shard) => {name}<V>(of, shard));");
                }
                break;
            case PassStep.JoinShards join:
                if (join.By == Division.Groups) Writer.Line($"nint all = {All(join.By)};");
                using (Writer.Block($"for (int shard = {join.First}; shard < tape.Threads; shard++)"))
                {
                    if (join.By == Division.Groups)
                    {
                        Writer.Line("// There may be more threads than groups.");
                        Writer.Line("if (tape.FirstOfShard(shard, all) == tape.FirstOfShard(shard + 1, all)) continue;");
                    }
                    Writer.Line(Call(join.Kernel, join.Sources, Each));
                }
                break;
            case PassStep.ClearTensor clear:
                Writer.Line($"{only}tape.{clear.Tensor.Kind}({clear.Tensor.Index}).Clear(); // {FreeText.OnOneLine(clear.Why)}");
                break;
            default: throw new InvalidOperationException($"No C# for {step}.");
        }
    }

    private static string ShardName(PassStep.RunShards step) => step.Kernel.Name + "Shard";

    private void Shard(PassStep.RunShards step)
    {
        Writer.Line();
        using (context.Method($"private static void {ShardName(step)}<V>({Tape}, int shard)\n    {context.Constraint}"))
        {
            Writer.Line($"nint all = {All(step.By)}, begin = tape.FirstOfShard(shard, all), end = tape.FirstOfShard(shard + 1, all);");
            if (step.By == Division.Groups) Writer.Line("if (begin == end) return; // more threads than groups");
            Writer.Line(Call(step.Kernel, step.Sources, Each));
        }
    }

    /// <summary>How much there is to divide.</summary>
    private static string All(Division by) => by switch
    {
        Division.Sequences => "tape.Batch",
        Division.Rows => "(nint)tape.TimeSteps * tape.Batch",
        Division.Groups => "((nint)tape.Batch + V.Count - 1) / V.Count",
        _ => throw new InvalidOperationException($"{by} is not divided."),
    };

    /// <param name="shard">Whose private memory the kernel receives.</param>
    private string Call(Kernel kernel, EquatableArray<Source> sources, string shard) =>
        KernelContext.List($"{kernel.Name}<V>", sources.Select(source => Argument(source, shard)), ";");

    private string Argument(Source source, string shard) => source switch
    {
        Source.TimeSteps => "tape.TimeSteps",
        Source.Batch => "tape.Batch",
        Source.Begin => "begin",
        Source.Count => "end - begin",
        Source.After => "all - end",
        Source.LastGroup => "tape.Batch - (all - 1) * V.Count",
        Source.Has has => Has(has.Adjoints),
        Source.TensorOr either => $"ref ({Has(either.Adjoints)} ? {Argument(either.Wanted, shard)} : {Argument(either.Otherwise, shard)})",
        Source.Tensor { Kind: TapeTensor.Saved } => "ref tape.SavedStart",
        Source.Tensor tensor => $"ref tape.{tensor.Kind}Start({tensor.Index})",
        Source.Private part => KernelContext.Ref("tape.ScratchStart", Sum(part.Start)),
        Source.OfShard part => KernelContext.Ref($"tape.ShardStart({shard})", Text(part.Start)),
        Source.OfFirstShard part => KernelContext.Ref("tape.ShardStart(0)", Text(part.Start)),
        Source.Parameters => "ref parameters",
        Source.Gradients => $"ref {Gradients}",
        Source.Weights => "ref weights",
        Source.States => "ref state.Start",
        Source.SpareStates => "ref state.Spare",
        Source.OfState part => KernelContext.Ref("state.Scratch", Text(part.Start)),
        Source.Steps => "steps",
        Source.Direction => "state.Back ? 1 : 0",
        Source.Input input => $"ref input{input.Index}",
        Source.InputStride input => $"input{input.Index}Stride",
        Source.Output output => $"ref output{output.Index}",
        Source.OutputStride output => $"output{output.Index}Stride",
        _ => throw new InvalidOperationException($"No C# for {source}."),
    };

    private static string Has(Adjoints adjoints) => $"tape.Has({RuntimeNames.Adjoint}.{adjoints})";

    private static string Sum(TapeExtent extent)
    {
        if (extent.PerRow + extent.PerRecord > 0)
            throw new InvalidOperationException($"Nothing lies behind what grows with the sequence: {extent}.");
        return extent.PerSequence == 0 ? Text(extent.Fixed) : $"{Text(extent.Fixed)} + {Text(extent.PerSequence)} * (nint)tape.Batch";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
