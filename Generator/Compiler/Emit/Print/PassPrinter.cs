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
            Named named = Name(pass.Steps.Where(RunsHere).SelectMany(SourcesOf), Place.First.Shard);
            foreach (PassStep step in pass.Steps) Print(step, named);
        });
        foreach (PassStep.RunShards step in pass.AllSteps.OfType<PassStep.RunShards>()) Groups(step);
        foreach (PassStep.RunSweep step in pass.AllSteps.OfType<PassStep.RunSweep>().Where(s => s.By != Division.None)) Rectangles(step);
    }

    /// <summary>A method that the surface calls with a state and references to inputs and outputs.</summary>
    /// <param name="narrow">The same for all vectors but the widest; null where it is the same.</param>
    /// <param name="lanes">Elements of the widest.</param>
    public void Print(string name, StreamEntry entry, StreamEntry? narrow, int lanes, int inputs, int outputs, bool hasStrides)
    {
        List<Code> parameters = ["int steps", $"ref {_t} weights", "State state"];
        foreach (string tensor in Numbered("input", inputs).Concat(Numbered("output", outputs)))
        {
            parameters.Add($"ref {_t} {tensor}");
            if (hasStrides) parameters.Add($"nint {tensor}Stride");
        }
        // What is rare goes by a method of its own, with all that has to be kept for it.
        Code[] rare = [.. Numbered("input", inputs).Select(Code (input) => $"state.Holds(ref {input})"),
            .. entry.Flushed.Count > 0 ? new Code[] { "!state.TryCountSteps(steps)" } : []];
        string outOfLine = name + "OutOfLine";
        document.Blank();
        document.Line(KernelPrinter.Inlined);
        kernels.Head(name, parameters);
        using (document.Block())
        {
            Open();
            if (rare.Length > 0)
            {
                IEnumerable<string> tensors = Numbered("input", inputs).Concat(Numbered("output", outputs));
                IEnumerable<Code> same = ["steps", "ref weights", "state", .. tensors.SelectMany(tensor =>
                    hasStrides ? new Code[] { "ref " + tensor, tensor + "Stride" } : ["ref " + tensor])];
                document.Line(Code.If(Code.Operators(rare, [.. rare.Skip(1).Select(_ => "||")]), Code.List(outOfLine, same, ";")));
            }
            Steps(entry, narrow, lanes, "steps", rare.Length > 0 ? "else" : "", source => Argument(source, Place.First));
        }
        if (rare.Length == 0) return;
        document.Blank();
        kernels.Method(outOfLine, parameters, () =>
        {
            Open();
            // An input that lies in the state is read as it is before the first step.
            foreach (string input in Numbered("input", inputs)) document.Line($"{input} = ref state.Apart(ref {input});");
            if (entry.Flushed.Count > 0) Flushing(entry, narrow, lanes, hasStrides);
            else Steps(entry, narrow, lanes, "steps", "", source => Argument(source, Place.First));
        });

        void Open()
        {
            if (entry.Sources.OfType<Source.States>().Any()) document.Line($"ref {_t} {States} = ref state.Start;");
        }
    }

    /// <summary>The call of the kernel for this width of vectors, which is a constant of the JIT.</summary>
    /// <param name="before">What stands before the statement.</param>
    private void Steps(StreamEntry entry, StreamEntry? narrow, int lanes, string steps, string before, Func<Source, Code> of)
    {
        if (narrow is not null)
        {
            One(entry, Spaced($"if (V.Count == {Text(lanes)})"));
            One(narrow, "else");
        }
        else One(entry, before);

        void One(StreamEntry only, string head)
        {
            Code call = Code.List(only.Kernel.Name, only.Sources.Select(of), ";");
            if (!only.TurnsAround)
            {
                document.Line(head.Length > 0 ? Code.Continue(head, call) : call);
                return;
            }
            using IDisposable? atOnce = head.Length > 0 ? document.Block(head) : null;
            document.Line(call);
            document.Line($"if (({steps} & 1) != 0) state.Back = !state.Back;");
        }

        string Spaced(string text) => before.Length > 0 ? $"{before} {text}" : text;
    }

    /// <summary>The same with states that are flushed between two calls of the kernel.</summary>
    private void Flushing(StreamEntry entry, StreamEntry? narrow, int lanes, bool hasStrides)
    {
        const string Next = "next";
        using var untilFlush = document.Block($"for (int done = 0, {Next}; done < steps; done += {Next})");
        document.Line($"{Next} = state.StepsToFlush(steps - done);");
        Steps(entry, narrow, lanes, Next, "", Of);
        document.Line($"if (state.TryCountSteps({Next})) continue;");
        document.Line("state.BeginFlush();");
        foreach (Planning.Memory.Part states in entry.Flushed)
        {
            Code[] arguments = [Ref(States, Text(states.Start)), Text(states.Length)];
            document.Line(Code.List($"{RuntimeNames.StateFlush}.Apply<V, {_t}>", arguments, ";"));
        }

        Code Of(Source source) => source switch
        {
            Source.Steps => Next,
            Source.Input input => Behind($"input{input.Index}", input.Length),
            Source.Output output => Behind($"output{output.Index}", output.Length),
            _ => Argument(source, Place.First),
        };

        Code Behind(string tensor, int length) => Ref(tensor, hasStrides ? $"done * {tensor}Stride" : $"(nint)done * {Text(length)}");
    }

    private const string Gradients = "gradients", OneRectangle = "rectangle", States = "states";

    /// <summary>What a kernel is given, as the method around it calls it.</summary>
    /// <param name="Shard">Whose private memory it is.</param>
    private sealed record Place(string Shard, string Begin = "", string Count = "", string After = "", string TimeSteps = "tape.TimeSteps")
    {
        /// <summary>Where the private memory of all shards begins.</summary>
        public string Scratch { get; init; } = "tape.ScratchStart";

        /// <summary>Where that of the shard begins.</summary>
        public string OfShard { get; init; } = $"tape.ShardStart({Shard})";

        public static Place First { get; } = new("0");

        public static Place Group { get; } = new("shard", "begin", "end - begin", "all - end");

        public static Place Sequence { get; } = new("0", TimeSteps: OneRectangle + ".Steps");

        public static Place Rectangle { get; } =
            new("shard", OneRectangle + ".FirstRow", OneRectangle + ".Rows", $"tape.Batch - {OneRectangle}.EndRow", Sequence.TimeSteps);

        public static Place Rows { get; } = new("shard", "begin", OneRectangle + ".Rows", $"all - begin - {OneRectangle}.Rows");
    }

    /// <summary>Memory that a method asks its tape for once, as several arguments lie in it; null: there is one at most.</summary>
    private sealed record Named(string? Scratch, string? OfShard)
    {
        /// <summary>The same place with these names.</summary>
        public Place In(Place place) => place with { Scratch = Scratch ?? place.Scratch, OfShard = OfShard ?? place.OfShard };
    }

    /// <summary>Writes the lines that ask.</summary>
    /// <param name="sources">Of all arguments of a method.</param>
    /// <param name="shard">Whose memory it is.</param>
    private Named Name(IEnumerable<Source> sources, string shard)
    {
        Source[] all = [.. sources.Select(source => source is Source.TensorOr either ? either.Otherwise : source)];
        return new(
            Ask("scratch", "tape.ScratchStart", all.Count(source => source is Source.Private or Source.OfStrip or Source.PrivateByUse)),
            Ask("ofShard", $"tape.ShardStart({shard})", all.Count(source => source is Source.OfShard)));

        string? Ask(string name, string start, int times)
        {
            if (times < 2) return null;
            document.Line($"ref {_t} {name} = ref {start};");
            return name;
        }
    }

    /// <summary>Whether a pass does it itself, rather than by a method for each shard.</summary>
    private static bool RunsHere(PassStep step) => step is PassStep.Run or PassStep.RunSweep { By: Division.None };

    /// <summary>What the kernels of a step receive.</summary>
    private static IEnumerable<Source> SourcesOf(PassStep step) => step switch
    {
        PassStep.Run run => run.Sources,
        PassStep.RunShards run => run.Sources,
        PassStep.RunSweep run =>
            [.. run.Head.Sources, .. run.OfAllSteps?.Sources ?? [], .. run.Cleared is { } sums ? new Source[] { sums } : []],
        _ => [],
    };

    private static IEnumerable<string> Numbered(string name, int count) => Enumerable.Range(0, count).Select(i => name + Text(i));

    private void Print(PassStep step, Named named)
    {
        switch (step)
        {
            case PassStep.Run run: Only(step, Call(run.Kernel, run.Sources, named.In(Place.First))); break;
            case PassStep.RunShards run: Fork(run, run.Kernel); break;
            case PassStep.RunSweep { By: Division.None } run:
                using (Block(step)) Sweep(run, named.In(Place.Sequence));
                break;
            case PassStep.RunSweep run: Fork(run, run.Head.Kernel); break;
            case PassStep.InStrips strips: Strips(strips, named); break;
            case PassStep.OpenCarry { Carry: var carry }: Carry("OpenCarry", carry); break;
            case PassStep.CloseCarry { Carry: var carry }: Carry("CloseCarry", carry); break;
            case PassStep.JoinShards join: Join(join); break;
            case PassStep.ClearTensor clear:
                Only(step, $"tape.{clear.Tensor.Kind}({clear.Tensor.Index}).Clear();", FreeText.OnOneLine(clear.Why));
                break;
            default: throw new InvalidOperationException($"No C# for {step}.");
        }
    }

    private IDisposable? Block(PassStep step) => step.Only is { } adjoints ? document.Block($"if ({Has(adjoints)})") : null;

    private void Strips(PassStep.InStrips strips, Named named)
    {
        string schedule = $"tape.{ScheduleOf(strips.IsBackward)}", fromEnd = strips.IsReversed ? "true" : "false";
        document.Line(
            $"{schedule}.BeginStrips({Text(strips.Rows)}, fromEnd: {fromEnd});", "rows that stay in the cache from sweep to sweep");
        using var block = document.Block($"while ({schedule}.TakeStrip())");
        foreach (PassStep step in strips.Steps) Print(step, named);
    }

    /// <summary>The first time step of a strip on the way back: there alone memory holds a strip.</summary>
    private static string StripStart => $"tape.{ScheduleOf(isBackward: true)}.StripStart";

    private static string ScheduleOf(bool isBackward) => isBackward ? "BackwardSchedule" : "ForwardSchedule";

    /// <summary>A shard after the other, or side by side.</summary>
    private void Fork(PassStep step, Kernel kernel)
    {
        using IDisposable? block = Block(step);
        document.Line($"if (tape.Threads == 1) {ShardName(kernel)}(tape, 0);");
        document.Line($"else tape.RunShards(static (of, shard) => {ShardName(kernel)}(of, shard));");
    }

    private void Carry(string method, Carry carry) => document.Line(Code.List(
        $"tape.{method}", [NumberLiteral.Of(carry.State), Sum(carry.Start), Sum(carry.Bank)], ";"));

    private void Only(PassStep step, Code call, string remark = "") =>
        document.Line(step.Only is { } adjoints ? Code.If(Has(adjoints), call) : call, remark);

    private void Join(PassStep.JoinShards join)
    {
        if (join.By == Division.Groups) document.Line($"nint all = {All(join.By)};");
        using var shards = document.Block($"for (int shard = {join.First}; shard < tape.Threads; shard++)");
        if (join.By == Division.Groups)
            document.Line("if (tape.FirstOfShard(shard, all) == tape.FirstOfShard(shard + 1, all)) continue;", "more threads than groups");
        document.Line(Call(join.Kernel, join.Sources, Place.Group));
    }

    private static string ShardName(Kernel kernel) => kernel.Name + "Shard";

    private void Shard(Kernel kernel, Action body)
    {
        document.Blank();
        kernels.Method(ShardName(kernel), [Tape, "int shard"], body);
    }

    private void Groups(PassStep.RunShards step) => Shard(step.Kernel, () =>
    {
        document.Line($"nint all = {All(step.By)};");
        document.Line("nint begin = tape.FirstOfShard(shard, all), end = tape.FirstOfShard(shard + 1, all);");
        document.Line("if (begin == end) return;", "more threads than groups");
        Named named = Name(SourcesOf(step), Place.Group.Shard);
        document.Line(Call(step.Kernel, step.Sources, named.In(Place.Group)));
    });

    private void Rectangles(PassStep.RunSweep step) => Shard(step.Head.Kernel, () =>
    {
        if (step.By == Division.Rows) document.Line($"nint all = {All(step.By)};");
        Place place = step.By == Division.Rows ? Place.Rows : Place.Rectangle;
        Sweep(step, Name(SourcesOf(step), place.Shard).In(place));
    });

    /// <summary>The rectangles of a shard one after the other.</summary>
    private void Sweep(PassStep.RunSweep step, Place place)
    {
        string schedule = ScheduleOf(step.IsBackward);
        if (step.Cleared is { } sums)
        {
            Code clear = Code.Join(
                Code.Call("MemoryMarshal.CreateSpan", Argument(sums, place), NumberLiteral.Of(sums.Length)), ".Clear();");
            document.Line(step.IsInStrips ? Code.If($"tape.{schedule}.IsFirstStrip", clear) : clear);
        }
        string order = step.By == Division.Rows ? "OverRows" : step.IsReversed ? "BackOverTime" : "OverTime";
        using (document.Block($"for (int i = 0; tape.{schedule}.Try{order}({place.Shard}, i, out Rectangle {OneRectangle}); i++)"))
        {
            if (step.By != Division.Rows) Rectangle(step, place);
            else
                using (document.Block($"for (int step = {OneRectangle}.FirstStep; step < {OneRectangle}.EndStep; step++)"))
                {
                    document.Line($"nint begin = (nint)step * tape.Batch + {OneRectangle}.FirstRow;");
                    Rectangle(step, place);
                }
        }
    }

    private void Rectangle(PassStep.RunSweep step, Place place)
    {
        Code call = Call(step.Head, place);
        if (step.OfAllSteps is { } all)
        {
            document.Line(Code.If("tape.IsWhole", Call(all, place)));
            document.Line(Code.Continue("else", call));
        }
        else document.Line(call);
    }

    /// <summary>How much there is to divide.</summary>
    private static string All(Division by) => by switch
    {
        Division.Sequences => "tape.Batch",
        Division.Rows => "(nint)tape.TimeSteps * tape.Batch",
        Division.Groups => "((nint)tape.Batch + V.Count - 1) / V.Count",
        _ => throw new InvalidOperationException($"{by} is not divided."),
    };

    private static Code Call(Head head, Place place) => Call(head.Kernel, head.Sources, place);

    private static Code Call(Kernel kernel, EquatableArray<Source> sources, Place place) =>
        Code.List(kernel.Name, sources.Select(source => Argument(source, place)), ";");

    private static Code Argument(Source source, Place place) => source switch
    {
        Source.TimeSteps => place.TimeSteps,
        Source.Early => OneRectangle + ".FirstStep",
        Source.Origin { Of: Span.Strip } => StripStart,
        Source.Within { Of: Span.Strip } => $"{OneRectangle}.FirstStep - {StripStart}",
        Source.Origin => $"{OneRectangle}.FirstStep - {OneRectangle}.FirstStep % tape.CheckpointSteps",
        Source.Within => $"{OneRectangle}.FirstStep % tape.CheckpointSteps",
        Source.Stretch => $"{OneRectangle}.FirstStep / tape.CheckpointSteps",
        Source.OfStretch part => Ref($"tape.ShardStart({place.Shard})", Text(part.Start)),
        Source.Batch => "tape.Batch",
        Source.Begin => place.Begin,
        Source.Count => place.Count,
        Source.After => place.After,
        Source.LastGroup => "tape.Batch - (all - 1) * V.Count",
        Source.Has has => Has(has.Adjoints),
        Source.TensorOr either =>
            Code.Of($"ref ({Has(either.Adjoints)} ? {Argument(either.Wanted, place)} : {Argument(either.Otherwise, place)})"),
        Source.Tensor { Kind: TapeTensor.Saved } => "ref tape.SavedStart",
        Source.Tensor tensor => $"ref tape.{tensor.Kind}Start({tensor.Index})",
        Source.Private part => Ref(place.Scratch, Sum(part.Start)),
        Source.OfStrip part => Ref(place.Scratch, Sum(part.Start)),
        Source.PrivateByUse part => Ref(place.Scratch, Sum(part.Start)),
        Source.OfShard part => Ref(place.OfShard, Text(part.Start)),
        Source.OfFirstShard part => Ref("tape.ShardStart(0)", Text(part.Start)),
        Source.Parameters => "ref parameters",
        Source.Gradients => $"ref {Gradients}",
        Source.Weights => "ref weights",
        Source.States => "ref " + States,
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

    private static string Has(Adjoints adjoints) => adjoints == Adjoints.Any
        ? $"tape.Adjoints != {RuntimeNames.Adjoint}.None"
        : $"tape.Has({RuntimeNames.Adjoint}.{adjoints})";

    private static string Sum(TapeExtent extent)
    {
        if (extent.PerRow + extent.PerRecord > 0 || extent.OfStrip is not null)
            throw new InvalidOperationException($"Nothing lies behind what grows with the sequence: {extent}.");
        return extent.PerSequence == 0 ? Text(extent.Fixed) : $"{Text(extent.Fixed)} + {Text(extent.PerSequence)} * (nint)tape.Batch";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
