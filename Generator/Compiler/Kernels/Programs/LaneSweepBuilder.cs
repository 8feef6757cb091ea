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
    private readonly Program _program;
    private readonly LaneRecord _record;
    private readonly RecordStride _stride;
    private readonly Source _records;
    private readonly Received _received = new();
    private readonly TapeScope _scope;
    private readonly LaneStageBuilder _stages;
    private readonly int _sums;

    /// <param name="saves">Whether the pass may save values, or reads saved ones.</param>
    public LaneSweepBuilder(PassContext context, LanePlan plan, Program program, bool saves)
    {
        (_context, _program, _record) = (context, program, saves ? plan.Training : plan.Inference);
        TapePart toSave = context.Memory.Tape.Records!, otherwise = context.Memory.Tape.InferenceRecords!, one = saves ? toSave : otherwise;
        bool isAsked = program == plan.Programs.Forward && plan.Programs.Inference is null;
        _stride = new RecordStride(_record.Length, isAsked ? plan.Inference.Length : _record.Length);
        _records = _stride.IsAsked
            ? new Source.PrivateByUse(toSave.Start, toSave.Length, otherwise.Length)
            : new Source.Private(one.Start, one.Length);
        _scope = new TapeScope(_received, Division.Groups, context.TimeSteps);
        _sums = Padding.RoundUp(program.Gradients.Length, context.Kernels.Lanes);
        var places = new LanePlaces(_record, program, [.. context.Memory.Parameters.Select(p => p.Start)]);
        _stages = new LaneStageBuilder(
            context.Kernels, places, new LaneMemory(context.Memory.LaneWeights, _sums, _stride));
    }

    private StepFunction Function => _context.Plan.Step;

    public PassStep Forward() => Build("Over the time steps, group after group; a shard is some of the groups.", of =>
    {
        for (int i = 0; i < Function.Previous.Count; i++)
            Gather(TapeTensor.State, i, Function.Previous[i], _record[Region.Next, i], isSequence: false, of);
        for (int i = 0; i < Function.Inputs.Count; i++)
            Gather(TapeTensor.Input, i, Function.Inputs[i], _record[Region.Input, i], isSequence: true, of);
        foreach (Sweep sweep in _program.Sweeps) Stages(sweep, of);
        for (int i = 0; i < Function.Previous.Count; i++)
        {
            Offset first = Offset.Add("batch".Variable(), s_first);
            Scatter(TapeTensor.State, i, Function.Previous[i], _record[Region.Next, i], first, isSequence: true, of);
        }
        for (int i = 0; i < Function.Outputs.Count; i++)
            Scatter(TapeTensor.Output, i, Function.Outputs[i], _record[Region.Output, i], s_first, isSequence: true, of);
    });

    public PassStep Backward() => Build("Back over the time steps, group after group; a shard is some of the groups.", of =>
    {
        Seeds(of);
        foreach (Sweep sweep in _program.Sweeps) Stages(sweep, of);
        Results(of);
    });

    private PassStep.RunShards Build(string note, Action<Statements> group)
    {
        bool adds = _program.Gradients.Length > 0;
        EquatableArray<Statement> body = Statements.Of(to =>
        {
            to.Add(new Statement.DefineOffset("batch", _scope.Batch));
            if (_stride.IsAsked) _received.Flag(Adjoints.Any);
            _stride.Define(to);
            if (adds) to.Call(new RuntimeCall.Clear(new Address(Sums()), Offset.Vectors(_sums)));
            to.Loop("group", _scope.Own, 1, of =>
            {
                Offset number = Offset.Add(_scope.Begin, "group".Variable());
                of.Add(new Statement.DefineOffset("first", number * new Offset.Lanes()));
                of.Add(new Statement.DefineOffset(
                    "rows", new Offset.Minimum(new Offset.Lanes(), new Offset.Difference("batch".Variable(), s_first))));
                Offset records = Offset.Add(_scope.TimeSteps, 1) * _stride.Elements;
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

    private string Records() => _received.Elements(_records, "records");

    private void Stages(Sweep sweep, Statements to)
    {
        LaneKernels kernels = _stages.Build(sweep);
        EquatableArray<Statement> all = Statements.Of(of =>
        {
            if (kernels.Whole is { } whole) of.Add(Call(whole, sweep, ["start"]));
            else if (kernels.Methods.Count > 0)
                LaneLoop.Build(sweep.Kind, _stride, _scope.TimeSteps, of, ofStep =>
                {
                    foreach (Kernel method in kernels.Methods) ofStep.Add(Call(method, sweep, ["before", "now"]));
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
        StageNames.Saves => new Argument.Flag(_received.Flag(Adjoints.Any)),
        "steps" => new Argument.Count(_scope.TimeSteps),
        "rows" => new Argument.Count(s_rows),
        "weights" => new Argument.Elements(new Address(Weights())),
        "sums" => new Argument.Elements(new Address(Sums())),
        _ => new Argument.Elements(new Address(parameter.Name)),
    };

    /// <summary>What arrives from outside, in place before anything is added to it.</summary>
    private void Seeds(Statements to)
    {
        Either(Adjoints.States, TapeTensor.StateAdjoint, Function.Previous, Region.NextSeed, to);
        to.Add(new Statement.If(_received.Flag(Adjoints.FinalStates), Statements.Of(of =>
        {
            for (int i = 0; i < Function.Previous.Count; i++)
            {
                Value state = Function.Previous[i];
                int slot = _record[Region.NextSeed, i];
                Gather(TapeTensor.FinalStateAdjoint, i, state, slot, isSequence: false, of);
                Offset last = Offset.Add(_scope.TimeSteps * _stride.Elements, Offset.Vectors(slot));
                of.Call(new RuntimeCall.Add(new Address("start", last), Slot(slot), Offset.Vectors(state.Shape.Length)));
            }
        })));
        for (int i = 0; i < Function.Previous.Count; i++)
            to.Call(new RuntimeCall.ClearLanes(Slot(_record[Region.NextSeed, i]), 0, Function.Previous[i].Shape.Length, 1));
        Either(Adjoints.Outputs, TapeTensor.OutputAdjoint, Function.Outputs, Region.OutputSeed, to);
    }

    /// <summary>Seeds of all steps where the tape has them, else zero.</summary>
    private void Either(Adjoints adjoints, TapeTensor kind, IReadOnlyList<Value> values, Region region, Statements to)
    {
        if (values.Count == 0) return;
        to.Add(new Statement.If(_received.Flag(adjoints), All((i, of) =>
            Gather(kind, i, values[i], _record[region, i], isSequence: true, of)), All((i, of) =>
            of.Call(new RuntimeCall.ClearLanes(Next(_record[region, i]), _stride.Elements, values[i].Shape.Length, _scope.TimeSteps)))));

        EquatableArray<Statement> All(Action<int, Statements> one) => Statements.Of(of =>
        {
            for (int i = 0; i < values.Count; i++) one(i, of);
        });
    }

    private void Results(Statements to)
    {
        Where(Adjoints.Inputs, Function.Inputs.Count, i => _context.Plan.Adjoint.InputAdjoints[i] is not null, (i, of) => Scatter(
            TapeTensor.InputAdjoint, i, Function.Inputs[i], _record[Region.InputAdjoint, i], s_first, isSequence: true, of));
        Where(Adjoints.InitialStates, Function.Previous.Count, _ => true, (i, of) => Scatter(
            TapeTensor.InitialStateAdjoint, i, Function.Previous[i], _record[Region.NextSeed, i], s_first, isSequence: false, of));

        void Where(Adjoints adjoints, int count, Func<int, bool> isThere, Action<int, Statements> scatter)
        {
            int[] all = [.. Enumerable.Range(0, count).Where(isThere)];
            if (all.Length == 0) return;
            to.Add(new Statement.If(_received.Flag(adjoints), Statements.Of(of => Array.ForEach(all, i => scatter(i, of)))));
        }
    }

    /// <summary>A group of rows into records.</summary>
    /// <param name="isSequence">Whether there are rows for each time step; otherwise they go with the record before the first step.</param>
    private void Gather(TapeTensor kind, int index, Value value, int slot, bool isSequence, Statements to)
    {
        int n = value.Shape.Length;
        string rows = _received.Elements(new Source.Tensor(kind, index, n, InGroups: true), Name(kind, index) + "Groups");
        to.Call(new RuntimeCall.Gather(
            new Address(rows, s_first * n), isSequence ? "batch".Variable() * n : 0, isSequence ? Next(slot) : Slot(slot),
            isSequence ? _stride.Elements : 0, n, isSequence ? _scope.TimeSteps : 1));
    }

    /// <summary>Records into the rows of a group.</summary>
    /// <param name="isSequence">As for <see cref="Gather"/>.</param>
    private void Scatter(TapeTensor kind, int index, Value value, int slot, Offset first, bool isSequence, Statements to)
    {
        int n = value.Shape.Length;
        string rows = _received.Elements(new Source.Tensor(kind, index, n), Name(kind, index));
        to.Call(new RuntimeCall.Scatter(
            isSequence ? Next(slot) : Slot(slot), isSequence ? _stride.Elements : 0, new Address(rows, first * n),
            isSequence ? "batch".Variable() * n : 0, s_rows, n, isSequence ? _scope.TimeSteps : 1));
    }

    private static string Name(TapeTensor kind, int index)
    {
        string name = kind.ToString();
        return KernelSpelling.Numbered(char.ToLowerInvariant(name[0]) + name.Substring(1), index);
    }

    /// <summary>So many vectors behind the first of the group's first record.</summary>
    private static Address Slot(int vectors) => new("start", Offset.Vectors(vectors));

    /// <summary>The same of the second record, that of the first step.</summary>
    private Address Next(int vectors) => new("start", _stride.Next(vectors));
}
