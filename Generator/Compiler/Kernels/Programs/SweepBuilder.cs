using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Matrices;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>
/// A sweep of a program over a tape as a kernel that does a part of it. A loop over time takes a rectangle: some rows of the batch through
/// some steps; a sweep over all rows takes some of them that follow each other. What no rectangle holds is neither read nor written, and no
/// shard reads what another writes in the same sweep.
/// </summary>
/// <param name="stages">The kernels of the sweep's stages, in their order.</param>
internal sealed class SweepBuilder
{
    private static readonly Offset s_first = "first".Variable(), s_rows = "rows".Variable(), s_at = "at".Variable();

    private readonly PassContext _context;
    private readonly Frame _frame;
    private readonly Program _program;
    private readonly Sweep _sweep;
    private readonly IReadOnlyList<Kernel> _stages;
    private readonly Received _received = new();
    private readonly TapeScope _scope;
    private readonly SweepRegions _regions;
    private readonly SweepCarries _carries;
    private readonly Span? _span;

    /// <param name="saving">Whether it is of a pass that saves.</param>
    /// <param name="ofAllSteps">Whether it is written out for all steps of a fixed number.</param>
    public SweepBuilder(
        PassContext context, Frame frame, Program program, Sweep sweep, IReadOnlyList<Kernel> stages, Saving saving,
        bool ofAllSteps = false)
    {
        (_context, _frame, _program, _sweep, _stages) = (context, frame, program, sweep, stages);
        Division division = program.OneRow ? Division.None
            : sweep.Kind == SweepKind.AllRows ? Division.Rows : Division.Sequences;
        bool isInStretch = context.Plan.Stretch > 1 && saving != Saving.Never && sweep.Kind != SweepKind.AllRows
            && sweep.AllStages.Any(stage => context.Plan.Overwritten.Any(state => OverwrittenStates.Touches(stage, state)));
        _span = isInStretch ? Span.Stretch : program.WorkRows is not null ? Span.Strip : null;
        _scope = new TapeScope(_received, division, ofAllSteps ? context.TimeSteps : null, _span);
        _regions = new SweepRegions(frame, context, _received, _scope, saving);
        _carries = new SweepCarries(context, frame, sweep, _received, _scope);
    }

    /// <summary>From the last step to the first.</summary>
    private bool IsReversed => _sweep.Kind == SweepKind.ReverseTimeLoop;

    public static bool AddsGradients(Sweep sweep) => sweep.Stages.Any(s => s.SumsGradients || s is Stage.Outer);

    /// <summary>What is divided into shards.</summary>
    public Division Division => _scope.Division;

    public Head Build(string name)
    {
        EquatableArray<Statement> body = Statements.Of(to =>
        {
            if (_sweep.Components.Count > 0) Stretches(to);
            else if (_sweep.Blocks.Count > 0) foreach (RowBlocks blocks in _sweep.Blocks) Blocks(blocks, to);
            else if (_sweep.Kind != SweepKind.AllRows) TimeLoop(Step, to);
            else if (_program.OneRow) Chunks(_scope.TimeSteps, _scope.Early, to);
            else Chunks(_scope.Own, _scope.Begin, to);
        });
        EquatableArray<Lent> lent = Contracts.OfTape(_received, _scope).ToEquatableArray();
        Kernel kernel = _context.Kernels.Add(new Kernel(name, EquatableArray.Of(Note), _received.Parameters, body), lent);
        return new Head(kernel, _received.Sources);
    }

    private string Note => (_sweep.Kind, _program.OneRow) switch
    {
        (SweepKind.AllRows, true) => "Time steps of one sequence, all at once.",
        (SweepKind.AllRows, false) => "Some of the rows of all time steps.",
        (SweepKind.ReverseTimeLoop, true) => "Back over the time steps.",
        (SweepKind.ReverseTimeLoop, false) => "Back over time steps of some of the sequences.",
        (_, true) => "Over the time steps.",
        _ => "Over time steps of some of the sequences.",
    };

    /// <summary>Some rows of matrices through all steps, sequence by sequence, then the next rows.</summary>
    private void Blocks(RowBlocks blocks, Statements to)
    {
        if (_program.OneRow) Blocks(blocks, Offset.Zero, to);
        else to.Loop("first", _scope.Own, 1, of => Blocks(blocks, s_first, of));
    }

    /// <param name="sequence">Counted from the first that the kernel takes.</param>
    private void Blocks(RowBlocks blocks, Offset sequence, Statements to)
    {
        if (blocks.Side == blocks.Rows)
        {
            Over(0, blocks.Rows, to);
            return;
        }
        Offset first = MatrixBuilder.Top.Variable();
        to.Loop(MatrixBuilder.Top, blocks.Rows, blocks.Side, of =>
        {
            var end = new Offset.Minimum(Offset.Add(first, blocks.Side), blocks.Rows);
            of.Add(new Statement.DefineOffset(MatrixBuilder.End, end));
            Over(first, MatrixBuilder.End.Variable(), of);
        });

        void Over(Offset from, Offset end, Statements of) => TimeLoop((time, ofStep) =>
        {
            ofStep.Add(new Statement.DefineOffset("at", Offset.Add(time * _scope.Batch, _scope.Begin, sequence)));
            var rows = new SweepRegions.Rows(s_at, sequence, IsLater(time, ofStep), _carries.Seeds, _carries.Left);
            foreach (int i in blocks.Stages)
            {
                Stage stage = _sweep.Stages[i];
                Argument[] some = stage is Stage.Matrix ? [new Argument.Count(from), new Argument.Count(end)] : [new Argument.Count(from)];
                Call(stage, _stages[i], some.Concat(OneRow(stage, s_at)), rows, ofStep);
            }
        }, of);
    }

    /// <summary>
    /// A sequence after the other, a component after the other: the states of the stretch again, then back over its steps.
    /// </summary>
    private void Stretches(Statements to)
    {
        if (_program.OneRow) All(Offset.Zero, to);
        else to.Loop("first", _scope.Own, 1, of => All(s_first, of));

        void All(Offset sequence, Statements of)
        {
            foreach (StretchComponent component in _sweep.Components)
            {
                if (component.States.Count > 0) MakeAgain(component, sequence, of);
                TimeLoop((time, ofStep) => Back(component, sequence, time, ofStep), of);
            }
        }
    }

    /// <summary>From the checkpoint up to the last step that the rectangle has.</summary>
    private void MakeAgain(StretchComponent component, Offset sequence, Statements to)
    {
        foreach (StatePart state in component.States)
            to.Call(new RuntimeCall.Copy(
                _regions.Checkpoint(state, sequence), new Address(_regions.Again(component), state.At), state.Length), "the checkpoint");
        Offset step = "again".Variable();
        to.Loop("again", Offset.Add(_scope.Within, _scope.TimeSteps), 1, of =>
        {
            of.Add(new Statement.DefineOffset(
                "at", Offset.Add(Offset.Add(_scope.Origin, step) * _scope.Batch, _scope.Begin, sequence)));
            var rows = new SweepRegions.Rows(s_at, sequence, 0, _carries.Seeds, _carries.Left) { Again = (component, step) };
            foreach (int i in component.Again) Call(_sweep.Again[i], _stages[i], OneRow(_sweep.Again[i], s_at), rows, of);
        }, "the steps of the stretch");
    }

    private void Back(StretchComponent component, Offset sequence, Offset time, Statements to)
    {
        to.Add(new Statement.DefineOffset("at", Offset.Add(time * _scope.Batch, _scope.Begin, sequence)));
        _carries.Arrive(time, s_at, sequence, component.Carried, to);
        Offset held = new Offset.Difference(Offset.Add(_scope.Within, _scope.TimeSteps), Offset.Add("step".Variable(), 1));
        to.Add(new Statement.DefineOffset("held", held));
        var rows = new SweepRegions.Rows(s_at, sequence, 0, _carries.Seeds, _carries.Left) { Again = (component, "held".Variable()) };
        foreach (int i in component.Stages)
            Call(_sweep.Stages[i], _stages[_sweep.Again.Count + i], OneRow(_sweep.Stages[i], s_at), rows, to);
    }

    /// <param name="step">What a step does, by its number.</param>
    private void TimeLoop(Action<Offset, Statements> step, Statements to)
    {
        if (_scope.TimeSteps is Offset.Number { Value: var steps })
        {
            for (int round = 0; round < steps; round++)
            {
                int time = IsReversed ? steps - 1 - round : round;
                to.Scope(of =>
                {
                    of.Add(new Statement.Comment($"time step {time}"));
                    step(time, of);
                });
            }
            return;
        }
        Offset variable = "step".Variable();
        to.Loop("step", _scope.TimeSteps, 1, of =>
        {
            Offset time = Offset.Add(_scope.Early, variable);
            if (IsReversed)
            {
                of.Add(new Statement.DefineOffset("time", new Offset.Difference(_scope.Through, Offset.Add(variable, 1))));
                time = "time".Variable();
            }
            step(time, of);
        });
    }

    private void Step(Offset time, Statements to)
    {
        Offset row = Offset.Add(time * _scope.Batch, _scope.Begin);
        if (row is not (Offset.Number or Offset.Variable))
        {
            to.Add(new Statement.DefineOffset("t", row, _program.OneRow ? "" : "the first row at this step"));
            row = "t".Variable();
        }
        if (_program.IsBackward) _carries.Arrive(time, row, to);
        Offset isLater = IsLater(time, to);
        if (_program.OneRow) Stages(new SweepRegions.Rows(row, 0, isLater, _carries.Seeds, _carries.Left) { InStrip = InStrip(to) }, to);
        else Chunks(_scope.Own, row, to, isLater);
        if (_program.IsBackward) _carries.Leave(to);
    }

    /// <summary>Of a step: 0 for the first of a sequence, else 1; where no stage asks, nothing says it.</summary>
    private Offset IsLater(Offset time, Statements to)
    {
        if (!_sweep.Stages.Any(_regions.Overwrites)) return 0;
        if (time is Offset.Number number) return Math.Min(number.Value, 1);
        Offset step = _span is not null ? Offset.Add(_scope.Within, "step".Variable()) : time;
        to.Add(new Statement.DefineOffset("later", new Offset.Minimum(step, 1), "what the first step finds lies by itself"));
        return "later".Variable();
    }

    /// <summary>The step of a loop among those of its strip, where memory holds a strip.</summary>
    private Offset? InStrip(Statements to)
    {
        if (_span != Span.Strip) return null;
        Offset step = "step".Variable();
        to.Add(new Statement.DefineOffset("inStrip", IsReversed
            ? new Offset.Difference(Offset.Add(_scope.Within, _scope.TimeSteps), Offset.Add(step, 1)) : Offset.Add(_scope.Within, step)));
        return "inStrip".Variable();
    }

    /// <summary>So many rows, a chunk of them at a time.</summary>
    private void Chunks(Offset count, Offset begin, Statements to, Offset? isLater = null) => to.Loop("first", count, _program.Chunk, of =>
    {
        of.Add(new Statement.DefineOffset("rows", new Offset.Minimum(_program.Chunk, new Offset.Difference(count, s_first))));
        of.Add(new Statement.DefineOffset("at", Offset.Add(begin, s_first)));
        Offset? inStrip = _span == Span.Strip ? Offset.Add(_scope.Within, s_first) : null;
        Stages(new SweepRegions.Rows(s_at, s_first, isLater ?? 0, _carries.Seeds, _carries.Left) { InStrip = inStrip }, of);
    });

    private void Stages(SweepRegions.Rows rows, Statements to)
    {
        bool takesOneRow = _program.OneRow && _sweep.Kind != SweepKind.AllRows;
        for (int i = 0; i < _sweep.Stages.Count; i++)
        {
            Stage stage = _sweep.Stages[i];
            Call(stage, _stages[i], takesOneRow ? OneRow(stage, rows.At) : ManyRows(stage, s_rows), rows, to);
        }
    }

    /// <param name="shared">What the kernel is given before the rows.</param>
    private void Call(Stage stage, Kernel kernel, IEnumerable<Argument> shared, SweepRegions.Rows rows, Statements to)
    {
        IEnumerable<Argument> arguments =
            shared.Concat(Frame.Regions(stage).Select(region =>
            {
                int first = _frame.Base(stage, region);
                if (_regions.MadeAgain(region, rows, first) is { } again) return new Argument.Elements(again);
                Address start = _regions.Of(region, rows);
                return new Argument.Elements(start with { Offset = Offset.Add(start.Offset, first) });
            }));
        var call = new Statement.Call(kernel, arguments.ToEquatableArray());
        // Nobody may ask for input adjoints.
        to.Add(stage.IsForInputsOnly ? new Statement.If(_received.Flag(Adjoints.Inputs), EquatableArray.Of<Statement>(call)) : call);
    }

    private IEnumerable<Argument> ManyRows(Stage stage, Offset count) => [new Argument.Count(count), .. Flags(stage), .. Shared(stage)];

    private IEnumerable<Argument> OneRow(Stage stage, Offset step) =>
        stage.Schedule is Schedule.Tiled ? ManyRows(stage, 1) : ByItself(stage, step);

    private IEnumerable<Argument> ByItself(Stage stage, Offset step)
    {
        if (stage is Stage.Map { BackAndForth: true }) yield return new Argument.Flag(new Condition.IsOdd(step));
        if (stage is Stage.Outer) yield return new Argument.Count(1);
        foreach (Argument flag in Flags(stage)) yield return flag;
        yield return At(_regions.Weights());
        if (stage.SumsGradients || stage is Stage.Outer) yield return At(_regions.Gradients());
    }

    private Argument[] Flags(Stage stage) => stage.SavesOnDemand ? [new Argument.Flag(_received.Flag(Adjoints.Any))] : [];

    /// <summary>What the stages of many rows have in common.</summary>
    private IEnumerable<Argument> Shared(Stage stage)
    {
        yield return At(_regions.Weights());
        if (stage is Stage.Map { Accumulators.Count: > 0 }) yield return At(_regions.Sums());
        if (stage.SumsGradients || stage is Stage.Outer) yield return At(_regions.Gradients());
        if (stage is Stage.ParameterOuter) yield return At(_regions.ParameterGradients());
    }

    private static Argument.Elements At(string elements) => new(new Address(elements));
}
