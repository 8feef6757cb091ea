using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Interpret;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Tests.Gradients;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>
/// Runs whole passes over a tape by the interpreter of kernels. Every tensor and every part of private memory is memory of its own with its
/// bounds checked; private memory starts as NaN.
/// </summary>
/// <param name="held">The adjoints that the tape holds.</param>
internal sealed class PassMachine
{
    private readonly PlannedCell _cell;
    private readonly SequenceDraw _draw;
    private readonly KernelInterpreter _interpreter;
    private readonly int _width, _steps, _batch, _threads;
    private readonly ICollection<Adjoints> _held;
    private readonly Dictionary<(TapeTensor, int), Memory> _tensors = [];
    private readonly Dictionary<(int Shard, object Part), Memory> _private = [];
    private readonly Memory _parameters, _gradients;

    public PassMachine(
        PlannedCell cell, SequenceDraw draw, int timeSteps, int batch, int threads, ICollection<Adjoints> held, int width,
        bool hasManyRegisters)
    {
        (_cell, _draw, _steps, _batch, _threads, _held, _width) = (cell, draw, timeSteps, batch, threads, held, width);
        _interpreter = new KernelInterpreter(width, hasManyRegisters);
        _parameters = Tensors.Parameters(cell.Memory, draw.Parameters);
        _gradients = new Memory("gradients", new double[cell.Memory.ParameterLength]);
        StepFunction step = cell.Plan.Step;
        for (int i = 0; i < step.Previous.Count; i++)
        {
            int features = step.Previous[i].Shape.Length;
            int start = step.DirectionOf(i) == Direction.Forward ? 0 : Rows * features;
            draw.Initial[i].CopyTo(Tensor(new Source.Tensor(TapeTensor.State, i, features)).Elements, start);
        }
        // What is read in the place of seeds that the tape does not hold.
        var zeros = cell.Memory.Tape.Zeros;
        Array.Clear(Private(0, new Source.Private(zeros.Start, zeros.Length), Length(zeros.Length)).Elements);
    }

    private int Rows => _steps * _batch;

    private long Groups => (_batch + _width - 1) / _width;

    public double[] Output(int index) => Public(TapeTensor.Output, _cell.Plan.Step.Outputs, index, Rows);

    /// <summary>After each step.</summary>
    public double[] State(int index)
    {
        int features = _cell.Plan.Step.Previous[index].Shape.Length;
        double[] all = Public(TapeTensor.State, _cell.Plan.Step.Previous, index, Rows + _batch);
        return _cell.Plan.Step.DirectionOf(index) == Direction.Forward ? all[(_batch * features)..] : all[..(Rows * features)];
    }

    public double[] InputAdjoint(int index) => Public(TapeTensor.InputAdjoint, _cell.Plan.Step.Inputs, index, Rows);

    public double[] InitialAdjoint(int index) => Public(TapeTensor.InitialStateAdjoint, _cell.Plan.Step.Previous, index, _batch);

    public double[] Gradient(int parameter) => Tensors.Part(_gradients, _cell.Memory.Parameters[parameter]);

    public void Run(TapePass pass)
    {
        foreach (PassStep step in pass.Steps)
        {
            if (step.Only is { } needed && !_held.Contains(needed)) continue;
            switch (step)
            {
                case PassStep.Run run: Run(run.Kernel, run.Sources, Division.None, 0); break;
                case PassStep.RunShards { By: Division.None } run: Run(run.Kernel, run.Sources, run.By, 0); break;
                // In another order than on one thread: no shard may read what another writes.
                case PassStep.RunShards run:
                    for (int shard = _threads - 1; shard >= 0; shard--)
                        if (First(run.By, shard) < First(run.By, shard + 1)) Run(run.Kernel, run.Sources, run.By, shard);
                    break;
                case PassStep.JoinShards join:
                    for (int shard = join.First; shard < _threads; shard++)
                        if (First(join.By, shard) < First(join.By, shard + 1)) Run(join.Kernel, join.Sources, join.By, shard);
                    break;
                case PassStep.ClearTensor clear: Array.Clear(Tensor(clear.Tensor).Elements); break;
            }
        }
    }

    private void Run(Kernel kernel, IReadOnlyList<Source> sources, Division by, int shard)
    {
        var arguments = new Dictionary<string, object>();
        for (int i = 0; i < sources.Count; i++) arguments[kernel.Parameters[i].Name] = Value(sources[i], by, shard);
        _interpreter.Run(kernel, arguments);
    }

    private object Value(Source source, Division by, int shard) => source switch
    {
        Source.TimeSteps => _steps,
        Source.Batch => _batch,
        Source.Begin => First(by, shard),
        Source.Count => First(by, shard + 1) - First(by, shard),
        Source.After => All(by) - First(by, shard + 1),
        Source.LastGroup => _batch - (Groups - 1) * _width,
        Source.Has has => _held.Contains(has.Adjoints),
        Source.Tensor tensor => new Reference(Tensor(tensor)),
        Source.TensorOr either => Value(_held.Contains(either.Adjoints) ? either.Wanted : either.Otherwise, by, shard),
        Source.Private part => new Reference(Private(0, part, Length(part.Length))),
        Source.OfShard part => new Reference(Private(shard, part.Start, part.Length)),
        Source.OfFirstShard part => new Reference(Private(0, part.Start, part.Length)),
        Source.Parameters => new Reference(_parameters),
        Source.Gradients => new Reference(_gradients),
        _ => throw new InvalidOperationException($"{source} is not on a tape."),
    };

    private long All(Division by) => by switch { Division.Sequences => _batch, Division.Rows => Rows, _ => Groups };

    private long First(Division by, int shard) => All(by) * shard / _threads;

    private long Length(TapeExtent extent) => extent.Fixed + extent.PerSequence * _batch + extent.PerRow * Rows
        + extent.PerRecord * (_steps + 1) * Groups;

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
            TapeTensor.State => Rows + _batch,
            TapeTensor.FinalStateAdjoint or TapeTensor.InitialStateAdjoint => _batch,
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
