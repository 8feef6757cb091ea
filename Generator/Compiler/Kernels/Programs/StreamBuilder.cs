using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Series;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.OneRow;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>
/// The loops of one sequence without a tape: step after step, or what needs no state for some steps at once. They reach the states where
/// these lie, and a copy of those whose old elements are still needed when new ones are written.
/// </summary>
internal sealed class StreamBuilder
{
    private const string Steps = "steps", Work = "work", Scratch = "scratch";

    private readonly PassContext _context;
    private readonly Program _program;
    private readonly Frame _frame;
    private readonly StateBanks _banks;
    private readonly Received _received = new();

    public StreamBuilder(PassContext context, Program program)
    {
        (_context, _program, _banks) = (context, program, program.Banks!);
        int[] states = [.. context.Memory.States.Select(s => s.Start)];
        _frame = Frame.Streaming(context.Kernels, context.Plan, program, states);
        _received.Count(new Source.Steps(), Steps);
    }

    private StepFunction Function => _context.Plan.Streamed;

    private StateMemory Memory => _context.Memory.State;

    private bool TurnsAround => _program.Sweeps.SelectMany(s => s.Stages).Any(stage => stage is Stage.Map { BackAndForth: true });

    /// <summary>Any number of steps, one after the other; the rows of a tensor may lie any number of elements apart.</summary>
    public StreamEntry StepByStep()
    {
        List<Stage> stages = [.. _program.Sweeps.SelectMany(s => s.Stages)];
        bool isInline = _program.Sweeps.All(sweep => sweep.IsOneKernel);
        List<Kernel> kernels = isInline ? [] : [.. new StageKernels(_context, _frame, _program).Build().SelectMany(k => k)];
        EquatableArray<Statement> body = Statements.Of(to =>
        {
            OpenStates(to);
            to.Loop("t", Steps.Variable(), 1, of =>
            {
                Rows(of, i => Row(Function.Inputs[i], new Source.InputStride(i), KernelSpelling.Numbered("inputStride", i)), 1);
                CopyStates(of);
                Offset[] outputs = [.. Function.Outputs.Select(
                    (y, o) => Row(y, new Source.OutputStride(o), KernelSpelling.Numbered("outputStride", o)))];
                if (isInline) Inline(stages, outputs, of);
                else Calls(stages, kernels, "t".Variable(), region => AtStep(region, outputs, 0), of);
            });
        });
        return Entry(Name("Steps"), body, "One sequence, one step after the other.");

        Offset Row(Value tensor, Source stride, string name) =>
            "t".Variable() * (_context.Plan.HasRowsApart ? _received.Count(stride, name) : tensor.Shape.Length);
    }

    /// <summary>A sequence whose rows follow each other without gaps, some steps at a time.</summary>
    public StreamEntry Run()
    {
        List<IReadOnlyList<Kernel>> kernels = new StageKernels(_context, _frame, _program).Build();
        EquatableArray<Statement> body = Statements.Of(to =>
        {
            OpenStates(to);
            to.Loop("at", Steps.Variable(), Memory.Rows, of =>
            {
                of.Add(new Statement.DefineOffset(
                    "rows", new Offset.Minimum(Memory.Rows, new Offset.Difference(Steps.Variable(), "at".Variable()))));
                Rows(of, i => "at".Variable() * Function.Inputs[i].Shape.Length, "rows".Variable());
                Offset[] outputs = [.. Function.Outputs.Select(o => "at".Variable() * o.Shape.Length)];
                for (int s = 0; s < _program.Sweeps.Count; s++) Sweep(_program.Sweeps[s], kernels[s], outputs, of);
            });
        });
        return Entry(Name("Run"), body, "One sequence: what needs no state for some steps at once.");
    }

    private string Name(string name) => _context.Plan.Narrow?.All.Contains(_program) == true ? NarrowStreams.Prefix + name : name;

    private StreamEntry Entry(string name, EquatableArray<Statement> body, string note)
    {
        EquatableArray<Lent> lent = Contracts.OfStream(_received, Steps).ToEquatableArray();
        var kernel = new Kernel(name, EquatableArray.Of(note), _received.Parameters, body);
        return new StreamEntry(_context.Kernels.Add(kernel, lent), _received.Sources, TurnsAround)
        {
            Flushed = FlushedMemory.Of(_context.Plan, _context.Memory, _context.Kernels.Lanes).ToEquatableArray(),
        };
    }

    private void Sweep(Sweep sweep, IReadOnlyList<Kernel> kernels, Offset[] outputs, Statements to)
    {
        if (sweep.Kind == SweepKind.AllRows)
        {
            for (int i = 0; i < sweep.Stages.Count; i++)
            {
                Stage stage = sweep.Stages[i];
                List<Argument> arguments = [new Argument.Count("rows".Variable()), Reference(Weights())];
                if (stage is Stage.Map { Accumulators.Count: > 0 }) arguments.Add(Reference(Private(Memory.Sums, "sums")));
                arguments.AddRange(Frame.Regions(stage).Select(r => First(stage, r, AtStep((stage, r), outputs, 0))));
                to.Add(new Statement.Call(kernels[i], arguments.ToEquatableArray()));
            }
            return;
        }
        to.Loop("t", "rows".Variable(), 1, of =>
        {
            CopyStates(of);
            Offset t = "t".Variable();
            Calls(sweep.Stages, kernels, Offset.Add("at".Variable(), t), region => AtStep(region, outputs, t), of);
        });
    }

    private void Calls(
        IReadOnlyList<Stage> stages, IReadOnlyList<Kernel> kernels, Offset step,
        System.Func<(Stage, (Region, int)), Address> place, Statements to)
    {
        for (int i = 0; i < stages.Count; i++)
        {
            Stage stage = stages[i];
            var arguments = new List<Argument>();
            if (stage is Stage.Map { BackAndForth: true })
                arguments.Add(new Argument.Flag(new Condition.IsOdd(Offset.Add(step, Direction()))));
            arguments.Add(Reference(Weights()));
            // All states of a bank come as one argument.
            var rows = Frame.Regions(stage).GroupBy(r => _frame[r].Row);
            arguments.AddRange(rows.Select(g => First(stage, g.First(), place((stage, g.First())))));
            to.Add(new Statement.Call(kernels[i], arguments.ToEquatableArray()));
        }
    }

    private Argument.Elements First(Stage stage, (Region Region, int Index) region, Address row) =>
        new(row with { Offset = Offset.Add(row.Offset, _frame.Base(stage, region)) });

    private void Inline(List<Stage> stages, Offset[] outputs, Statements to)
    {
        for (int i = 0, next; i < stages.Count; i = next)
        {
            next = i + 1;
            while (next < stages.Count && stages[next].Schedule is Schedule.Across { IsInMap: true }) next++;
            Inline(stages[i], [.. stages.Skip(i + 1).Take(next - i - 1).Cast<Stage.Map>()], outputs, to);
        }
    }

    /// <param name="across">Stages that stand in the kernel of this one.</param>
    private void Inline(Stage stage, Stage.Map[] across, Offset[] outputs, Statements to)
    {
        Kernel kernel = stage switch
        {
            Stage.Map { GoesAcross: true } map => new AcrossBuilder(_context.Kernels, _frame, map).Inline(),
            Stage.Map map => new OneRowBuilder(_context.Kernels, _frame, map, across).Inline(),
            Stage.Series series => new SeriesBuilder(_context.Kernels, _frame, series).Inline(),
            _ => throw new System.InvalidOperationException($"{stage.Name} is no part of one kernel."),
        };
        Weights();
        foreach (string note in kernel.Notes) to.Add(new Statement.Comment(note));
        to.Scope(of =>
        {
            var rows = across.Prepend(stage).SelectMany(one => Frame.Regions(one).Select(region => (Stage: one, Region: region)))
                .Where(r => r.Region.Region != Region.Input).GroupBy(r => _frame[r.Region].Row);
            foreach (var row in rows) of.Add(new Statement.Refer(row.Key, AtStep(row.First(), outputs, 0)));
            foreach (Statement statement in kernel.Body) of.Add(statement);
        });
    }

    /// <summary>The row of the step at hand, or the first of some rows.</summary>
    /// <param name="step">The step among those taken at once.</param>
    private Address AtStep((Stage Stage, (Region Region, int Index) Region) of, Offset[] outputs, Offset step)
    {
        var (stage, region) = of;
        FrameEntry entry = _frame[region];
        return region.Region switch
        {
            Region.Previous when stage.OldStates == OldStates.InPlace => new Address(Frame.Held),
            Region.Previous or Region.Next => new Address(entry.Name),
            Region.Scratch => new Address(Private(Memory.Scratch, Scratch)),
            Region.Work => new Address(Private(Memory.Work, Work), step * entry.Stride),
            Region.Output => new Address(
                _received.Elements(new Source.Output(region.Index, entry.Stride), KernelSpelling.Numbered("output", region.Index)),
                Offset.Add(outputs[region.Index], step * entry.Stride)),
            Region.Input => new Address(entry.Row, step * entry.Stride),
            _ => throw new System.InvalidOperationException($"{region} is nowhere in a stream."),
        };
    }

    private string Weights() => _received.Elements(new Source.Weights(_context.Plan.StreamWeights), "weights");

    private string Private(Part part, string name) => _received.Elements(new Source.OfState(part.Start, part.Length), name);

    private Offset Direction() => _received.Count(new Source.Direction(), "direction");

    private static Argument.Elements Reference(string elements) => new(new Address(elements));

    /// <summary>
    /// Inputs by the names that the kernels use: as they are, or a copy where outputs may lie over what is still to be read.
    /// </summary>
    private void Rows(Statements to, System.Func<int, Offset> at, Offset rows)
    {
        bool copies = OutputsMayReachInputs();
        int behind = 0;
        for (int i = 0; i < Function.Inputs.Count; i++)
        {
            FrameEntry entry = _frame[(Region.Input, i)];
            string input = _received.Elements(new Source.Input(i, entry.Stride), KernelSpelling.Numbered("input", i));
            if (!copies) to.Add(new Statement.Refer(entry.Row, new Address(input, at(i))));
            else
            {
                to.Add(new Statement.Refer(
                    entry.Row, new Address(Private(Memory.Inputs, "copies"), behind), "outputs may lie over the inputs"));
                to.Call(new RuntimeCall.Copy(new Address(input, at(i)), new Address(entry.Row), rows * entry.Stride));
                behind += Memory.Rows * entry.Stride;
            }
        }
    }

    /// <summary>Whether a stage reads an input in or after the stage that writes the first output.</summary>
    private bool OutputsMayReachInputs()
    {
        var stages = _program.Sweeps.SelectMany(s => s.Stages).Select(Frame.Regions).ToList();
        int write = stages.FindIndex(r => r.Any(k => k.Region == Region.Output));
        int read = stages.FindLastIndex(r => r.Any(k => k.Region == Region.Input));
        return write >= 0 && read >= write;
    }

    /// <summary>
    /// Whether a step copies states first. Where one bundle of units has read all before it writes, nothing needs a copy.
    /// </summary>
    private Condition SeveralBundles => new Condition.Any(_banks.Bundles
        .Select(Condition (g) => new Condition.Less(Offset.Vectors(g.Blocks), g.Units)).ToEquatableArray());

    private void OpenStates(Statements to)
    {
        if (Function.Previous.Count == 0) return;
        int bank = _frame.Shared.Bank;
        _received.Elements(new Source.States(bank), Frame.Held);
        if (_banks.Copied.Count == 0) return;
        if (_banks.AtAnyWidth)
        {
            _received.Elements(new Source.SpareStates(bank), Frame.Before);
            return;
        }
        string spare = _received.Elements(new Source.SpareStates(bank), "spare");
        to.Add(new Statement.Refer(Frame.Before, new Address(Frame.Held)));
        to.Add(new Statement.If(SeveralBundles, EquatableArray.Of<Statement>(new Statement.Point(Frame.Before, new Address(spare)))));
    }

    /// <summary>Before each step.</summary>
    private void CopyStates(Statements to)
    {
        foreach ((int start, int length) in CopiedRanges())
        {
            var copy = new Statement.CallRuntime(
                new RuntimeCall.CopyVectors(new Address(Frame.Held, start), new Address(Frame.Before, start), length));
            to.Add(_banks.AtAnyWidth ? copy : new Statement.If(SeveralBundles, EquatableArray.Of<Statement>(copy)));
        }
    }

    /// <summary>Where the states lie that are copied, paddings included; those that follow each other as one.</summary>
    private IEnumerable<(int Start, int Length)> CopiedRanges()
    {
        (int Start, int Length) open = (0, 0);
        foreach (int state in _banks.Copied)
        {
            Part part = _context.Memory.States[state];
            int length = Padding.RoundUp(part.Length, _context.Kernels.Lanes);
            if (open.Length > 0 && open.Start + open.Length == part.Start)
            {
                open.Length += length;
                continue;
            }
            if (open.Length > 0) yield return open;
            open = (part.Start, length);
        }
        if (open.Length > 0) yield return open;
    }
}

/// <summary>A kernel that a stream's entry points call.</summary>
/// <param name="TurnsAround">Whether an odd number of steps changes the direction in which large weights are read.</param>
internal sealed record StreamEntry(Kernel Kernel, EquatableArray<Source> Sources, bool TurnsAround)
{
    /// <summary>
    /// Of the states, where next to nothing becomes zero: not in the kernel but every so many steps between its calls, because at the store
    /// it would lengthen the chain from step to step (5 to 8 % of GRU and RNN (1,16)).
    /// </summary>
    public EquatableArray<Part> Flushed { get; init; }
}
