using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Interpret;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Lengths;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>
/// Runs whole passes over a tape by the interpreter of kernels. Every tensor and every part of private memory is memory of its own with its
/// bounds checked; private memory starts as NaN.
/// </summary>
internal sealed class PassMachine
{
    private readonly PlannedCell _cell;
    private readonly SequenceDraw _draw;
    private readonly KernelInterpreter _interpreter;
    private readonly int _width, _steps, _batch, _threads;
    private readonly CellTape<double> _tape;
    private readonly ICollection<Adjoints> _held;
    private readonly Dictionary<(TapeTensor, int), Memory> _tensors = [];
    private readonly Dictionary<(int Shard, object Part), Memory> _private = [];
    private readonly Memory _parameters, _gradients;

    /// <param name="tape">Of any cell: its counts and rectangles are those of the passes.</param>
    /// <param name="held">The adjoints that the tape holds.</param>
    public PassMachine(
        PlannedCell cell, SequenceDraw draw, CellTape<double> tape, ICollection<Adjoints> held, int width, bool hasManyRegisters)
    {
        (_cell, _draw, _tape, _held, _width) = (cell, draw, tape, held, width);
        (_steps, _batch, _threads) = (tape.TimeSteps, tape.Batch, tape.Threads);
        _interpreter = new KernelInterpreter(width, hasManyRegisters);
        _parameters = Tensors.Parameters(cell.Memory, draw.Parameters);
        _gradients = new Memory("gradients", new double[cell.Memory.ParameterLength]);
        StepFunction step = cell.Plan.Step;
        for (int i = 0; i < step.Previous.Count; i++)
        {
            int features = step.Previous[i].Shape.Length;
            double[] states = Tensor(new Source.Tensor(TapeTensor.State, i, features)).Elements;
            for (int row = 0; row < tape.Rows; row++)
            {
                int block = step.DirectionOf(i) == Direction.Forward ? 0 : tape.Lengths[row];
                Array.Copy(draw.Initial[i], row * features, states, (block * _batch + row) * features, features);
            }
        }
        // What is read in the place of seeds that the tape does not hold.
        var zeros = cell.Memory.Tape.Zeros;
        Array.Clear(Private(0, new Source.Private(zeros.Start, zeros.Length), Length(zeros.Length)).Elements);
    }

    /// <summary>How many steps of how many sequences each sweep took, by the name of its kernel.</summary>
    public Dictionary<string, long> Work { get; } = [];

    private int Rows => _steps * _batch;

    private long Groups => (_batch + _width - 1) / _width;

    public double[] Output(int index) => Public(TapeTensor.Output, _cell.Plan.Step.Outputs, index, Rows);

    /// <summary>What a tape keeps of a state: after each step, or after the last of each row.</summary>
    /// <param name="ofAllSteps">The state after each step.</param>
    public double[] Kept(int index, double[] ofAllSteps)
    {
        if (Holds(index)) return ofAllSteps;
        int features = _cell.Plan.Step.Previous[index].Shape.Length;
        double[] last = Tensors.Unwritten(_batch * features);
        for (int row = 0; row < _tape.Rows; row++)
            Array.Copy(ofAllSteps, ((_tape.Lengths[row] - 1) * _batch + row) * features, last, row * features, features);
        return last;
    }

    /// <summary>After each step, or after the last of each row where the tape keeps no other.</summary>
    public double[] State(int index)
    {
        int features = _cell.Plan.Step.Previous[index].Shape.Length;
        double[] all = Public(TapeTensor.State, _cell.Plan.Step.Previous, index, Blocks(index, _steps) * _batch + _batch);
        if (!Holds(index))
        {
            double[] last = Tensors.Unwritten(_batch * features);
            for (int row = 0; row < _tape.Rows; row++)
                Array.Copy(all, (Blocks(index, _tape.Lengths[row]) * _batch + row) * features, last, row * features, features);
            return last;
        }
        if (_cell.Plan.Step.DirectionOf(index) == Direction.Forward) return all[(_batch * features)..];
        // Behind the last step of a row lies its initial state.
        for (int row = 0; row < _tape.Rows; row++)
        {
            Span<double> initial = all.AsSpan((_tape.Lengths[row] * _batch + row) * features, features);
            if (initial.SequenceEqual(_draw.Initial[index].AsSpan(row * features, features))) initial.Fill(double.NaN);
        }
        return all[..(Rows * features)];
    }

    public double[] InputAdjoint(int index) => Public(TapeTensor.InputAdjoint, _cell.Plan.Step.Inputs, index, Rows);

    public double[] InitialAdjoint(int index) => Public(TapeTensor.InitialStateAdjoint, _cell.Plan.Step.Previous, index, _batch);

    public double[] Gradient(int parameter) => Tensors.Part(_gradients, _cell.Memory.Parameters[parameter]);

    public void Run(TapePass pass) => Run(pass.Steps);

    private void Run(IEnumerable<PassStep> steps)
    {
        foreach (PassStep step in steps)
        {
            if (step.Only is { } needed && !Holds(needed)) continue;
            switch (step)
            {
                case PassStep.Run run: Run(run.Kernel, run.Sources, new Place(0, 0, 0, 0)); break;
                case PassStep.RunSweep { By: Division.None } run: Run(run, 0); break;
                // In another order than on one thread: no shard may read what another writes.
                case PassStep.RunSweep run:
                    for (int shard = _threads - 1; shard >= 0; shard--) Run(run, shard);
                    break;
                case PassStep.InStrips strips:
                    TapeSchedule schedule = strips.IsBackward ? _tape.BackwardSchedule : _tape.ForwardSchedule;
                    schedule.BeginStrips(strips.Rows, strips.IsReversed);
                    while (schedule.TakeStrip())
                    {
                        foreach (Memory work in WorkOfStrips) Array.Fill(work.Elements, double.NaN);
                        Run(strips.Steps);
                    }
                    break;
                case PassStep.OpenCarry open: Open(open.Carry); break;
                case PassStep.CloseCarry close: Close(close.Carry); break;
                case PassStep.RunShards run:
                    for (int shard = _threads - 1; shard >= 0; shard--)
                        if (First(shard) < First(shard + 1)) Run(run.Kernel, run.Sources, Group(shard));
                    break;
                case PassStep.JoinShards join:
                    for (int shard = join.First; shard < _threads; shard++)
                        if (join.By != Division.Groups || First(shard) < First(shard + 1)) Run(join.Kernel, join.Sources, Group(shard));
                    break;
                case PassStep.ClearTensor clear: Array.Clear(Tensor(clear.Tensor).Elements); break;
            }
        }
    }

    /// <summary>What a kernel takes of the tape, and what lies around it.</summary>
    private sealed record Place(int Shard, long Begin, long Count, long After, long Early = 0, long Steps = 0);

    /// <summary>The groups of a shard through all time steps.</summary>
    private Place Group(int shard) => new(shard, First(shard), First(shard + 1) - First(shard), Groups - First(shard + 1), 0, _steps);

    private void Run(PassStep.RunSweep run, int shard)
    {
        TapeSchedule schedule = run.IsBackward ? _tape.BackwardSchedule : _tape.ForwardSchedule;
        if (run.Cleared is { } sums && (!run.IsInStrips || schedule.IsFirstStrip))
            Array.Clear(Private(shard, sums.Start, sums.Length).Elements, 0, sums.Length);
        IReadOnlyList<TapeRectangle> parts = run.By == Division.Rows ? schedule.OverRows(shard)
            : run.IsReversed ? schedule.BackOverTime(shard) : schedule.OverTime(shard);
        Head head = _tape.IsWhole && run.OfAllSteps is { } all ? all : run.Head;
        foreach (TapeRectangle part in parts)
        {
            Work[head.Kernel.Name] = Work.GetValueOrDefault(head.Kernel.Name) + (long)part.Steps * part.Rows;
            if (run.By != Division.Rows)
            {
                foreach ((int first, int steps) in InStretches(part, run.IsReversed))
                    Run(head.Kernel, head.Sources, new Place(shard, part.FirstRow, part.Rows, _batch - part.EndRow, first, steps));
                continue;
            }
            for (int step = part.FirstStep; step < part.EndStep; step++)
            {
                long begin = (long)step * _batch + part.FirstRow;
                Run(head.Kernel, head.Sources, new Place(shard, begin, part.Rows, Rows - begin - part.Rows));
            }
        }
    }

    /// <summary>The time steps of a rectangle, cut where stretches end.</summary>
    private IEnumerable<(int First, int Steps)> InStretches(TapeRectangle rectangle, bool isReversed)
    {
        int length = Stretch == 1 ? int.MaxValue : Stretch;
        (int, int)[] parts = [.. Enumerable.Range(rectangle.FirstStep, rectangle.Steps).GroupBy(step => step / length)
            .Select(steps => (steps.First(), steps.Count()))];
        return isReversed ? parts.Reverse() : parts;
    }

    private void Open(Carry carry)
    {
        Memory banks = Banks(carry);
        double[] seeds = Tensor(new Source.Tensor(TapeTensor.FinalStateAdjoint, carry.State, carry.Features)).Elements;
        bool isReversed = _cell.Plan.Step.DirectionOf(carry.State) == Direction.Reversed;
        for (int row = 0; row < _batch; row++)
        {
            int before = isReversed ? _tape.BurnIn + 1 : _tape.Lengths[row];
            long to = (before & 1) * Length(carry.Bank) + row * carry.Features;
            if (_held.Contains(Adjoints.FinalStates) && !(isReversed && _tape.BurnIn > 0))
                Array.Copy(seeds, row * carry.Features, banks.Elements, to, carry.Features);
            else Array.Clear(banks.Elements, (int)to, carry.Features);
        }
    }

    private void Close(Carry carry)
    {
        double[] adjoints = Tensor(new Source.Tensor(TapeTensor.InitialStateAdjoint, carry.State, carry.Features)).Elements;
        Array.Clear(adjoints);
        bool isReversed = _cell.Plan.Step.DirectionOf(carry.State) == Direction.Reversed;
        for (int row = 0; row < _tape.Rows; row++)
        {
            int last = isReversed ? _tape.Lengths[row] - 1 : 0;
            long from = (last & 1) * Length(carry.Bank) + row * carry.Features;
            if (last >= _tape.BurnIn) Array.Copy(Banks(carry).Elements, from, adjoints, row * carry.Features, carry.Features);
        }
    }

    /// <summary>Both banks of a state's adjoint, as kernels receive them.</summary>
    private Memory Banks(Carry carry)
    {
        CarryMemory memory = _cell.Memory.Tape.Carries[carry.State];
        return Private(0, new Source.Private(memory.Start, memory.Length), Length(memory.Length));
    }

    private void Run(Kernel kernel, IReadOnlyList<Source> sources, Place place)
    {
        var arguments = new Dictionary<string, object>();
        for (int i = 0; i < sources.Count; i++) arguments[kernel.Parameters[i].Name] = Value(sources[i], place);
        _interpreter.Run(kernel, arguments);
    }

    private object Value(Source source, Place place) => source switch
    {
        Source.TimeSteps => place.Steps,
        Source.Early => place.Early,
        Source.Origin { Of: Span.Strip } => _tape.BackwardSchedule.StripStart,
        Source.Within { Of: Span.Strip } => place.Early - _tape.BackwardSchedule.StripStart,
        Source.Origin => place.Early - place.Early % Stretch,
        Source.Within => place.Early % Stretch,
        Source.Stretch => place.Early / Stretch,
        // As much as a tape has, whatever a part of the loop takes of it.
        Source.OfStretch part => new Reference(Private(place.Shard, part.Start, part.Length)),
        Source.Batch => _batch,
        Source.Begin => place.Begin,
        Source.Count => place.Count,
        Source.After => place.After,
        Source.LastGroup => _batch - (Groups - 1) * _width,
        Source.Has has => Holds(has.Adjoints),
        Source.Tensor tensor => new Reference(Tensor(tensor)),
        Source.TensorOr either => Value(Holds(either.Adjoints) ? either.Wanted : either.Otherwise, place),
        Source.Private part => new Reference(Private(0, part, Length(part.Length))),
        Source.OfStrip part => new Reference(Private(0, part, Length(part.Length))),
        // The backward pass finds the same part at its full length.
        Source.PrivateByUse part => new Reference(Private(0, new Source.Private(part.Start, part.ToSave),
            Length(Holds(Adjoints.Any) ? part.ToSave : part.Otherwise))),
        Source.OfShard part => new Reference(Private(place.Shard, part.Start, part.Length)),
        Source.OfFirstShard part => new Reference(Private(0, part.Start, part.Length)),
        Source.Parameters => new Reference(_parameters),
        Source.Gradients => new Reference(_gradients),
        _ => throw new InvalidOperationException($"{source} is not on a tape."),
    };

    /// <summary>The time steps of a stretch: all that there are where nothing is saved.</summary>
    private int Stretch => Holds(Adjoints.Any) ? _cell.Plan.Stretch : int.MaxValue;

    /// <summary>How often a tape holds a state behind the initial one after some steps.</summary>
    private int Blocks(int state, int steps) => _cell.Plan.Overwritten.Contains(state) ? (steps - 1) / Stretch + 1 : steps;

    private bool Holds(int state) => Blocks(state, _steps) == _steps && (Stretch == 1 || !_cell.Plan.Overwritten.Contains(state));

    private bool Holds(Adjoints adjoints) => adjoints == Adjoints.Any ? _held.Count > 0 : _held.Contains(adjoints);

    /// <summary>The first group of a shard.</summary>
    private long First(int shard) => Groups * shard / _threads;

    private long Length(TapeExtent extent) => extent.Fixed + extent.PerSequence * _batch + extent.PerRow * Rows
        + extent.PerRecord * (_steps + 1) * Groups
        + (_batch == 1 && extent.OfStrip is { } strip ? strip.PerStep * Math.Min(_steps, strip.Steps) : 0);

    /// <summary>What a strip leaves there is no longer there for the next one.</summary>
    private IEnumerable<Memory> WorkOfStrips =>
        _private.Where(entry => entry.Key.Part is Source.OfStrip).Select(entry => entry.Value);

    private Memory Private(int shard, object part, long length)
    {
        if (_private.TryGetValue((shard, part), out Memory? memory)) return memory;
        return _private[(shard, part)] = new Memory($"{part}", Tensors.Unwritten(length));
    }

    private double[] Public(TapeTensor kind, IReadOnlyList<Value> values, int index, int rows)
    {
        int features = values[index].Shape.Length;
        return Tensor(new Source.Tensor(kind, index, features)).Elements[..(rows * features)];
    }

    private Memory Tensor(Source.Tensor tensor)
    {
        var key = (tensor.Kind, tensor.Index);
        if (_tensors.TryGetValue(key, out Memory? memory)) return memory;
        int rows = tensor.Kind switch
        {
            TapeTensor.State => Blocks(tensor.Index, _steps) * _batch + _batch,
            TapeTensor.FinalStateAdjoint or TapeTensor.InitialStateAdjoint => _batch,
            TapeTensor.Saved => Holds(Adjoints.Any) ? Rows : 0,
            _ => Rows,
        };
        // Groups read beyond the last row where tapes have groups.
        int behind = _cell.Plan.Lanes is null ? 0 : (_width - 1) * tensor.Length;
        double[] elements = Tensors.Unwritten(rows * tensor.Length + behind);
        double[]? content = tensor.Kind switch
        {
            TapeTensor.Input => _draw.Inputs[tensor.Index],
            TapeTensor.OutputAdjoint => _draw.OutputSeeds[tensor.Index],
            TapeTensor.StateAdjoint => _draw.StateSeeds[tensor.Index],
            TapeTensor.FinalStateAdjoint => _draw.FinalSeeds[tensor.Index],
            _ => null,
        };
        content?.CopyTo(elements, 0);
        return _tensors[key] = new Memory($"{tensor.Kind} {tensor.Index}", elements);
    }
}
