using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Planning.Memory;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>Passes and the entries of streams as C#: methods that take a tape or a state apart into what their kernels receive.</summary>
internal sealed class PassPrinter(ElementType element, KernelPrinter kernels, Document document)
{
    private const string Tape = "Tape tape";

    private readonly string _t = RuntimeNames.Keyword(element);

    public void Print(TapePass pass)
    {
        bool packs = pass.Steps.OfType<PassStep.Run>().Any(step => step.Sources.Any(s => s is Source.Parameters));
        Code[] parameters = packs ? [$"ref {_t} parameters", Tape] : [Tape, $"ref {_t} {Gradients}"];
        document.Blank();
        kernels.Method(pass.Name, parameters, () =>
        {
            foreach (PassStep step in pass.Steps) Print(step);
        });
        foreach (PassStep.RunShards step in pass.Steps.OfType<PassStep.RunShards>().Where(s => s.By != Division.None)) Shard(step);
    }

    /// <summary>A method that the surface calls with a state and references to inputs and outputs.</summary>
    public void Print(string name, StreamEntry entry, int inputs, int outputs, bool hasStrides)
    {
        List<Code> parameters = ["int steps", $"ref {_t} weights", "State state"];
        foreach (string tensor in Numbered("input", inputs).Concat(Numbered("output", outputs)))
        {
            parameters.Add($"ref {_t} {tensor}");
            if (hasStrides) parameters.Add($"nint {tensor}Stride");
        }
        document.Blank();
        document.Line("[MethodImplAttribute(MethodImplOptions.AggressiveInlining)]");
        kernels.Head(name, parameters);
        using (document.Block())
        {
            document.Line(Call(entry.Kernel, entry.Sources, One));
            if (entry.TurnsAround) document.Line("if ((steps & 1) != 0) state.Back = !state.Back;");
        }
    }

    private const string Gradients = "gradients", One = "0", Each = "shard";

    private static IEnumerable<string> Numbered(string name, int count) => Enumerable.Range(0, count).Select(i => name + Text(i));

    private void Print(PassStep step)
    {
        switch (step)
        {
            case PassStep.Run run: Only(step, Call(run.Kernel, run.Sources, One)); break;
            case PassStep.RunShards { By: Division.None } run: Only(step, Call(run.Kernel, run.Sources, One)); break;
            case PassStep.RunShards run:
                string name = ShardName(run);
                using (step.Only is { } adjoints ? document.Block($"if ({Has(adjoints)})") : (IDisposable?)null)
                {
                    document.Line($"if (tape.Threads == 1) {name}<V>(tape, 0);");
                    document.Line($"else tape.RunShards(static (of, shard) => {name}<V>(of, shard));");
                }
                break;
            case PassStep.JoinShards join: Join(join); break;
            case PassStep.ClearTensor clear:
                Only(step, $"tape.{clear.Tensor.Kind}({clear.Tensor.Index}).Clear();", FreeText.OnOneLine(clear.Why));
                break;
            default: throw new InvalidOperationException($"No C# for {step}.");
        }
    }

    private void Only(PassStep step, Code call, string remark = "") =>
        document.Line(step.Only is { } adjoints ? Code.If(Has(adjoints), call) : call, remark);

    private void Join(PassStep.JoinShards join)
    {
        if (join.By == Division.Groups) document.Line($"nint all = {All(join.By)};");
        using var shards = document.Block($"for (int shard = {join.First}; shard < tape.Threads; shard++)");
        if (join.By == Division.Groups)
            document.Line("if (tape.FirstOfShard(shard, all) == tape.FirstOfShard(shard + 1, all)) continue;", "more threads than groups");
        document.Line(Call(join.Kernel, join.Sources, Each));
    }

    private static string ShardName(PassStep.RunShards step) => step.Kernel.Name + "Shard";

    private void Shard(PassStep.RunShards step)
    {
        document.Blank();
        kernels.Method(ShardName(step), [Tape, "int shard"], () =>
        {
            document.Line($"nint all = {All(step.By)};");
            document.Line("nint begin = tape.FirstOfShard(shard, all), end = tape.FirstOfShard(shard + 1, all);");
            if (step.By == Division.Groups) document.Line("if (begin == end) return;", "more threads than groups");
            document.Line(Call(step.Kernel, step.Sources, Each));
        });
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
    private static Code Call(Kernel kernel, EquatableArray<Source> sources, string shard) =>
        Code.List($"{kernel.Name}<V>", sources.Select(source => Argument(source, shard)), ";");

    private static Code Argument(Source source, string shard) => source switch
    {
        Source.TimeSteps => "tape.TimeSteps",
        Source.Batch => "tape.Batch",
        Source.Begin => "begin",
        Source.Count => "end - begin",
        Source.After => "all - end",
        Source.LastGroup => "tape.Batch - (all - 1) * V.Count",
        Source.Has has => Has(has.Adjoints),
        Source.TensorOr either =>
            Code.Of($"ref ({Has(either.Adjoints)} ? {Argument(either.Wanted, shard)} : {Argument(either.Otherwise, shard)})"),
        Source.Tensor { Kind: TapeTensor.Saved } => "ref tape.SavedStart",
        Source.Tensor tensor => $"ref tape.{tensor.Kind}Start({tensor.Index})",
        Source.Private part => Ref("tape.ScratchStart", Sum(part.Start)),
        Source.OfShard part => Ref($"tape.ShardStart({shard})", Text(part.Start)),
        Source.OfFirstShard part => Ref("tape.ShardStart(0)", Text(part.Start)),
        Source.Parameters => "ref parameters",
        Source.Gradients => $"ref {Gradients}",
        Source.Weights => "ref weights",
        Source.States => "ref state.Start",
        Source.SpareStates => "ref state.Spare",
        Source.OfState part => Ref("state.Scratch", Text(part.Start)),
        Source.Steps => "steps",
        Source.Direction => "state.Back ? 1 : 0",
        Source.Input input => $"ref input{input.Index}",
        Source.InputStride input => $"input{input.Index}Stride",
        Source.Output output => $"ref output{output.Index}",
        Source.OutputStride output => $"output{output.Index}Stride",
        _ => throw new InvalidOperationException($"No C# for {source}."),
    };

    private static Code Ref(string start, string offset) =>
        offset == "0" ? $"ref {start}" : Code.Of($"ref {Code.Call("Unsafe.Add", "ref " + start, offset)}");

    private static string Has(Adjoints adjoints) => $"tape.Has({RuntimeNames.Adjoint}.{adjoints})";

    private static string Sum(TapeExtent extent)
    {
        if (extent.PerRow + extent.PerRecord > 0)
            throw new InvalidOperationException($"Nothing lies behind what grows with the sequence: {extent}.");
        return extent.PerSequence == 0 ? Text(extent.Fixed) : $"{Text(extent.Fixed)} + {Text(extent.PerSequence)} * (nint)tape.Batch";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
