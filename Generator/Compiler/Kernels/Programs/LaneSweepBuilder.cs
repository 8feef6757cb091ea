using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Lanes;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels.Programs;

/// <summary>All time steps of some groups of sequences, as one kernel: what a shard of a pass in the lanes does.</summary>
internal sealed class LaneSweepBuilder
{
    private static readonly Offset s_rows = "rows".Variable(), s_first = "first".Variable();

    private readonly PassContext _context;
    private readonly LanePlan _plan;
    private readonly Program _program;
    private readonly LaneRecord _record;
    private readonly TapePart _records;
    private readonly Received _received = new();
    private readonly TapeScope _scope;
    private readonly LaneStageBuilder _stages;
    private readonly int _sums;

    public LaneSweepBuilder(PassContext context, LanePlan plan, Program program, LaneRecord record, bool isTraining)
    {
        (_context, _plan, _program, _record) = (context, plan, program, record);
        _records = (isTraining ? context.Memory.Tape.Records : context.Memory.Tape.InferenceRecords)!;
        _scope = new TapeScope(_received, Division.Groups, context.TimeSteps);
        _sums = Padding.RoundUp(program.GradientLength, context.Kernels.Lanes);
        var places = new LanePlaces(record, program, [.. context.Memory.Parameters.Select(p => p.Start)]);
        _stages = new LaneStageBuilder(
            context.Kernels, places, plan, new LaneMemory(context.Memory.ParameterLength, _sums, record.Length));
    }

    private StepFunction Function => _context.Plan.Step;

    public PassStep Forward() => Build("Over the time steps, group after group; a shard is some of the groups.", of =>
    {
        for (int i = 0; i < Function.Previous.Count; i++)
            Gather(TapeTensor.State, i, Function.Previous[i], _record[Region.Next, i], 0, isSequence: false, of);
        for (int i = 0; i < Function.Inputs.Count; i++)
            Gather(TapeTensor.Input, i, Function.Inputs[i], _record[Region.Input, i], _record.Length, isSequence: true, of);
        foreach (Sweep sweep in _program.Sweeps) Stages(sweep, of);
        for (int i = 0; i < Function.Previous.Count; i++)
        {
            Offset first = Offset.Add("batch".Variable(), s_first);
            Scatter(TapeTensor.State, i, Function.Previous[i], _record[Region.Next, i], _record.Length, first, of);
        }
        for (int i = 0; i < Function.Outputs.Count; i++)
            Scatter(TapeTensor.Output, i, Function.Outputs[i], _record[Region.Output, i], _record.Length, s_first, of);
    });

    public PassStep Backward() => Build("Back over the time steps, group after group; a shard is some of the groups.", of =>
    {
        Seeds(of);
        foreach (Sweep sweep in _program.Sweeps) Stages(sweep, of);
        Results(of);
    });

    private PassStep.RunShards Build(string note, Action<Statements> group)
    {
        bool adds = _program.GradientLength > 0;
        EquatableArray<Statement> body = Statements.Of(to =>
        {
            to.Add(new Statement.DefineOffset("batch", _scope.Batch));
            int byStep = _program.Sweeps.SelectMany(s => s.Stages).OfType<Stage.Map>().SelectMany(m => m.Gradients)
                .Select(g => g.AreaOffset + g.Length).DefaultIfEmpty(0).Max();
            if (adds && byStep > 0) to.Call(new RuntimeCall.Clear(new Address(Sums()), Offset.Vectors(byStep)));
            to.Loop("group", _scope.Own, 1, of =>
            {
                Offset number = Offset.Add(_scope.Begin, "group".Variable());
                of.Add(new Statement.DefineOffset("first", number * new Offset.Lanes()));
                of.Add(new Statement.DefineOffset(
                    "rows", new Offset.Minimum(new Offset.Lanes(), new Offset.Difference("batch".Variable(), s_first))));
                Offset records = Offset.Add(_scope.TimeSteps, 1) * Offset.Vectors(_record.Length);
                of.Add(new Statement.Refer("start", new Address(Records(), number * records)));
                group(of);
            });
            if (adds) to.Call(new RuntimeCall.SumLanes(new Address(Sums()), _sums));
        });
        IEnumerable<Lent> lent = Contracts.OfTape(_received, _scope);
        var kernel = new Kernel(_program.Name + "Sweep", EquatableArray.Of(note), _received.Parameters, body);
        return new PassStep.RunShards(_context.Kernels.Add(kernel, lent), _received.Sources, Division.Groups);
    }

    private string Sums()
    {
        Part shard = _context.Memory.Shard.Gradients;
        return _received.Elements(new Source.OfShard(shard.Start, shard.Length), "sums");
    }

    private string Weights()
    {
        TapePart weights = _context.Memory.Tape.Weights;
        return _received.Elements(new Source.Private(weights.Start, weights.Length), "weights");
    }

    private string Records() => _received.Elements(new Source.Private(_records.Start, _records.Length), "records");

    private void Stages(Sweep sweep, Statements to)
    {
        LaneKernels kernels = _stages.Build(sweep);
        EquatableArray<Statement> all = Statements.Of(of =>
        {
            if (kernels.Whole is { } whole) of.Add(Call(whole, sweep, ["start"]));
            else if (kernels.Parts.Count > 0)
                LaneLoop.Build(sweep.Kind, _record.Length, _scope.TimeSteps, of, ofStep =>
                {
                    foreach (Kernel part in kernels.Parts) ofStep.Add(Call(part, sweep, ["before", "now"]));
                });
            foreach (Kernel outer in kernels.Outers) of.Add(Call(outer, sweep, ["start"]));
        });
        if (sweep.OnlyInputAdjoints) to.Add(new Statement.If(_received.Flag(Adjoints.Inputs), all));
        else to.Add(new Statement.Scope(all));

        Statement Call(Kernel kernel, Sweep of, string[] records)
        {
            var call = new Statement.Call(kernel, kernel.Parameters.Select(Give).ToEquatableArray());
            return kernels.ForInputsOnly.Contains(kernel)
                ? new Statement.If(_received.Flag(Adjoints.Inputs), EquatableArray.Of<Statement>(call))
                : call;
        }
    }

    /// <summary>The kernels in the lanes have one form of parameters.</summary>
    private Argument Give(Parameter parameter) => parameter.Name switch
    {
        "isFirst" => new Argument.Flag(new Condition.Equal("group".Variable(), 0)),
        "steps" => new Argument.Count(_scope.TimeSteps),
        "rows" => new Argument.Count(s_rows),
        "weights" => new Argument.Elements(new Address(Weights())),
        "sums" => new Argument.Elements(new Address(Sums())),
        _ => new Argument.Elements(new Address(parameter.Name)),
    };

    /// <summary>What arrives from outside, in place before anything is added to it.</summary>
    private void Seeds(Statements to)
    {
        for (int i = 0; i < Function.Previous.Count; i++)
        {
            Value state = Function.Previous[i];
            int slot = _record[Region.NextSeed, i], number = i;
            Either(Adjoints.States,
                of => Gather(TapeTensor.StateAdjoint, number, state, slot, _record.Length, isSequence: true, of), slot, state);
            to.Add(new Statement.If(_received.Flag(Adjoints.FinalStates), Statements.Of(of =>
            {
                Gather(TapeTensor.FinalStateAdjoint, number, state, slot, 0, isSequence: false, of);
                Offset last = Offset.Add(_scope.TimeSteps * Offset.Vectors(_record.Length), Offset.Vectors(slot));
                of.Call(new RuntimeCall.Add(new Address("start", last), Slot(slot), Offset.Vectors(state.Shape.Length)));
            })));
            to.Call(new RuntimeCall.ClearLanes(Slot(slot), 0, state.Shape.Length, 1));
        }
        for (int i = 0; i < Function.Outputs.Count; i++)
        {
            int slot = _record[Region.OutputSeed, i], number = i;
            Value output = Function.Outputs[i];
            Either(Adjoints.Outputs,
                of => Gather(TapeTensor.OutputAdjoint, number, output, slot, _record.Length, isSequence: true, of), slot, output);
        }

        void Either(Adjoints adjoints, Action<Statements> gather, int slot, Value value) => to.Add(new Statement.If(
            _received.Flag(adjoints), Statements.Of(gather),
            EquatableArray.Of<Statement>(new Statement.CallRuntime(new RuntimeCall.ClearLanes(
                Slot(_record.Length + slot), Offset.Vectors(_record.Length), value.Shape.Length, _scope.TimeSteps)))));
    }

    private void Results(Statements to)
    {
        for (int i = 0; i < Function.Inputs.Count; i++)
        {
            if (_context.Plan.Adjoint.InputAdjoints[i] is null) continue;
            int number = i;
            to.Add(new Statement.If(_received.Flag(Adjoints.Inputs), Statements.Of(of => Scatter(
                TapeTensor.InputAdjoint, number, Function.Inputs[number], _record[Region.InputAdjoint, number], _record.Length, s_first,
                of))));
        }
        for (int i = 0; i < Function.Previous.Count; i++)
        {
            int number = i;
            to.Add(new Statement.If(_received.Flag(Adjoints.InitialStates), Statements.Of(of => Scatter(
                TapeTensor.InitialStateAdjoint, number, Function.Previous[number], _record[Region.NextSeed, number], 0, s_first, of))));
        }
    }

    /// <summary>A group of rows into records.</summary>
    /// <param name="record">Vectors of a record, which is passed over; 0 for the record before the first step.</param>
    /// <param name="isSequence">Whether there are rows for each time step.</param>
    private void Gather(TapeTensor kind, int index, Value value, int slot, int record, bool isSequence, Statements to)
    {
        int n = value.Shape.Length;
        string rows = _received.Elements(new Source.Tensor(kind, index, n, InGroups: true), Name(kind, index) + "Groups");
        to.Call(new RuntimeCall.Gather(
            new Address(rows, s_first * n), isSequence ? "batch".Variable() * n : 0, Slot(record + slot),
            isSequence ? Offset.Vectors(_record.Length) : 0, n, isSequence ? _scope.TimeSteps : 1));
    }

    /// <summary>Records into the rows of a group.</summary>
    /// <param name="record">As for <see cref="Gather"/>; a single record has one step.</param>
    private void Scatter(TapeTensor kind, int index, Value value, int slot, int record, Offset first, Statements to)
    {
        int n = value.Shape.Length;
        string rows = _received.Elements(new Source.Tensor(kind, index, n), Name(kind, index));
        to.Call(new RuntimeCall.Scatter(
            Slot(record + slot), Offset.Vectors(record), new Address(rows, first * n), record == 0 ? 0 : "batch".Variable() * n, s_rows, n,
            record == 0 ? 1 : _scope.TimeSteps));
    }

    private static string Name(TapeTensor kind, int index)
    {
        string name = kind.ToString();
        return KernelSpelling.Numbered(char.ToLowerInvariant(name[0]) + name.Substring(1), index);
    }

    /// <summary>So many vectors behind the group's first.</summary>
    private static Address Slot(int vectors) => new("start", Offset.Vectors(vectors));
}
