using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Emit.Entries;

/// <summary>
/// Where the surface enters the kernels: a method for each entry point, which chooses the width of vectors and, for passes over a tape,
/// the form. The width is a constant of the JIT: all that is left of the choice is the one call.
/// </summary>
/// <param name="constraint">Of the type of vectors.</param>
internal sealed class Dispatch(CellModel model, CellKernels kernels, string constraint, Document document)
{
    private readonly string _t = model.T, _kernels = KernelsFile.ClassName(model.Request.Target);

    private int Inputs => model.Signature.Inputs.Count;

    private int Outputs => model.Signature.Outputs.Count;

    public void Emit()
    {
        if (model.CanStream) Streaming();
        if (kernels.Pooled is not null) Pooled();
        Pass("Forward", [$"ref {_t} parameters", "Tape tape"], ["ref parameters", "tape"], p => (p.Forward, p.Inference));
        Pass("Backward", ["Tape tape", $"ref {_t} gradients"], ["tape", "ref gradients"], p => (p.Backward, null));
    }

    private void Streaming()
    {
        Pack();
        Step();
        if (model.Plan.Run is not null)
        {
            Code[] arguments =
            [
                .. Shared("weights.Start"), .. model.Signature.Inputs.Select((_, i) => First($"input{i}")),
                .. model.Signature.Outputs.Select((_, o) => First($"output{o}")),
            ];
            using (Entry("Run", Spans())) Widths(v => Call("RunSteps", v, arguments));
        }
    }

    /// <summary>Packs the weights of a stream, and of a pool where these are others.</summary>
    private void Pack()
    {
        Code[] parameters = [$"ref {_t} parameters", $"ref {_t} weights"], packed = ["ref parameters", "ref weights"];
        string ofStream = kernels.PackStep!.Kernel.Name, widest = $"V.Count == {model.Lanes}";
        string? copied = kernels.Pooled?.InLanes?.Pack?.Kernel.Name;
        // Sessions lie in the lanes of the widest vectors, also where the rows of a cell fill narrower ones only.
        Code inLanes = copied is null ? "" : Code.If(
            $"{RuntimeNames.Width}.Use512", Call(copied, Widest, ["ref parameters", OfPool(model.Memory.Pool!.InLanes!.Weights)]));
        if (kernels is { Narrow: null, Pooled: null or { Pack: null } })
        {
            using var only = Entry("Pack", parameters);
            Widths(v => Call(ofStream, v, packed));
            if (copied is not null) document.Line(inLanes);
            return;
        }
        using (Entry("Pack", parameters)) Widths(v => Code.List($"Pack<{v}>", packed, ";"));
        using (Entry("Pack<V>", parameters, constraint: constraint))
        {
            if (kernels.Narrow is not { Pack.Kernel.Name: var narrow }) document.Line(Call(ofStream, "V", packed));
            else
            {
                document.Line(Code.If(widest, Call(ofStream, "V", packed)));
                document.Line(Code.Continue("else", Call(narrow, "V", packed)));
            }
            if (kernels.Pooled?.Pack is { Kernel.Name: var pooled })
                document.Line(Call(pooled, "V", ["ref parameters", OfPool(model.Memory.Pool!.Weights)]));
            if (copied is not null) document.Line(inLanes);
        }
    }

    /// <summary>The weights of a pool, among those of a stream.</summary>
    private static Code OfPool(Part weights) => weights.Start is > 0 and int start
        ? Code.Of($"ref {Code.Call("Unsafe.Add", "ref weights", NumberLiteral.Of(start))}")
        : "ref weights";

    private void Pooled()
    {
        new PoolDispatch(model, document).Emit();
        Code[] parameters = ["int steps", "int rows", $"ref {_t} weights", "PooledRows memory"];
        using (Entry(PoolDispatch.Rows, parameters))
        {
            PoolMemory memory = model.Memory.Pool!;
            if (memory.InLanes is { } inLanes)
            {
                using var wide = document.Block($"if ({RuntimeNames.Width}.Use512)");
                document.Line(Call(PooledPassPrinter.NameInLanes, Widest, ["steps", "rows", OfPool(inLanes.Weights), "memory"]));
                document.Line("return;");
            }
            Widths(v => Call(PooledPassPrinter.Name, v, ["steps", "rows", OfPool(memory.Weights), "memory"]));
        }
    }

    private string Widest => RuntimeNames.VectorType(model.Request.Element, 512);

    private void Step()
    {
        IEnumerable<Code> inputs = model.Signature.Inputs.SelectMany((s, i) => Row($"input{i}", s));
        IEnumerable<Code> outputs = model.Signature.Outputs.SelectMany((s, o) => Row($"output{o}", s));
        Code[] arguments = [.. Shared("weights.Start"), .. inputs, .. outputs];
        if (!model.Plan.HasRowsApart)
        {
            using (Entry("Step", Spans())) Widths(v => Call("StepByStep", v, arguments));
            return;
        }
        using (Entry("Step", Spans())) document.Line(Code.List("StepAtWidth", arguments, ";"));
        using (Entry("StepJoined", ["int steps", "Weights weights", .. Inputs > 0 ? [$"ReadOnlySpan<{_t}> inputs"] : Array.Empty<Code>(),
            "State state", .. Outputs > 0 ? [$"Span<{_t}> outputs"] : Array.Empty<Code>()]))
        {
            document.Line(Code.List("StepAtWidth",
            [
                .. Shared("weights.Start"),
                .. model.Memory.Inputs.SelectMany(at => new[] { First("inputs", at.Start), NumberLiteral.Of(model.InputLength) }),
                .. model.Memory.Outputs.SelectMany(at => new[] { First("outputs", at.Start), NumberLiteral.Of(model.OutputLength) }),
            ], ";"));
        }
        Code[] parameters =
        [
            "int steps", $"ref {_t} weights", "State state",
            .. Each(Inputs, i => $"ref {_t} input{i}", i => $"nint input{i}Stride"),
            .. Each(Outputs, o => $"ref {_t} output{o}", o => $"nint output{o}Stride"),
        ];
        Code[] same =
        [
            .. Shared("weights"), .. Each(Inputs, i => $"ref input{i}", i => $"input{i}Stride"),
            .. Each(Outputs, o => $"ref output{o}", o => $"output{o}Stride"),
        ];
        using (Entry("StepAtWidth", parameters)) Widths(v => Call("StepByStep", v, same));

        Code[] Row(string span, SlotSignature slot) =>
            model.Plan.HasRowsApart ? [First(span), NumberLiteral.Of(slot.Shape.Length)] : [First(span)];
    }

    /// <summary>Tensors of a sequence, each with its steps one behind the other.</summary>
    private Code[] Spans() =>
    [
        "int steps", "Weights weights", .. Each(Inputs, i => $"ReadOnlySpan<{_t}> input{i}"), "State state",
        .. Each(Outputs, o => $"Span<{_t}> output{o}"),
    ];

    private static Code[] Shared(string weights) => ["steps", "ref " + weights, "state"];

    private static Code First(string span, int offset = 0)
    {
        Code first = $"ref MemoryMarshal.GetReference({span})";
        return offset == 0 ? first : Code.Of($"ref {Code.Call("Unsafe.Add", first, NumberLiteral.Of(offset))}");
    }

    private static IEnumerable<Code> Each(int count, params Func<int, string>[] texts) =>
        Enumerable.Range(0, count).SelectMany(i => texts.Select(text => (Code)text(i)));

    /// <summary>A pass over a tape: with a sequence in each lane where that pays, else with rows, of one sequence or of more.</summary>
    /// <param name="programs">Of a form: the one that does the pass, and the one that does it where nothing is saved, if any.</param>
    private void Pass(string name, Code[] parameters, Code[] arguments, Func<TapePrograms, (Program, Program?)> programs)
    {
        using (Entry(name, parameters))
        {
            if (model.Plan.Lanes is { } lanes)
            {
                string alone = HasRow ? "tape.Batch != 1 && " : "";
                using (document.Block($"if ({alone}tape.IsWhole && UsesLanes(tape.Batch))"))
                {
                    Form(programs(lanes.Programs), Widest, arguments);
                    document.Line("return;");
                }
            }
            Widths(v => Code.List($"{name}<{v}>", arguments, ";"));
        }
        using (Entry(name + "<V>", parameters, constraint: constraint))
        {
            (Program Saving, Program? Other) many = programs(model.Plan.Tapes.First());
            if (!HasRow)
            {
                Form(many, "V", arguments);
                return;
            }
            (Program Saving, Program? Other) one = programs(model.Plan.Row!);
            if (one.Other is null && many.Other is null)
            {
                document.Line(Code.If("tape.Batch == 1", Call(one.Saving.Name + "Pass", "V", arguments)));
                document.Line(Code.Continue("else", Call(many.Saving.Name + "Pass", "V", arguments)));
                return;
            }
            using (document.Block("if (tape.Batch == 1)"))
            {
                Form(one, "V", arguments);
                document.Line("return;");
            }
            Form(many, "V", arguments);
        }
    }

    private bool HasRow => model.Plan is { Row: not null, Rows: not null };

    private void Form((Program Saving, Program? Other) programs, string vector, Code[] arguments)
    {
        Code saving = Call(programs.Saving.Name + "Pass", vector, arguments);
        if (programs.Other is not { } other)
        {
            document.Line(saving);
            return;
        }
        document.Line(Code.If("tape.Adjoints == Adjoint.None", Call(other.Name + "Pass", vector, arguments)));
        document.Line(Code.Continue("else", saving));
    }

    private Document.Scope Entry(string name, IEnumerable<Code> parameters, string constraint = "")
    {
        document.Blank();
        document.Line(KernelPrinter.Inlined);
        string access = constraint.Length > 0 || name == "StepAtWidth" ? "private" : "internal";
        document.Line(Code.List($"{access} static void {name}", parameters));
        if (constraint.Length > 0) document.Further(constraint);
        return document.Block();
    }

    /// <summary>One statement for each width, the widest first.</summary>
    private void Widths(Func<string, Code> call)
    {
        string head = "";
        foreach ((string type, string? guard) in model.Widths())
        {
            document.Line(guard is null ? head.Length == 0 ? call(type) : Code.Continue("else", call(type))
                : Code.Continue(Code.Of($"{head}if ({guard})"), call(type)));
            head = "else ";
        }
    }

    /// <summary>A call of a kernel, or of a pass.</summary>
    private Code Call(string method, string vector, IEnumerable<Code> arguments) =>
        Code.List($"{_kernels}<{vector}>.{method}", arguments, ";");
}
