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
/// Runs one sequence without a tape by the interpreter of kernels: calls of any number of steps, each from where the one before has left
/// the states.
/// </summary>
internal sealed class StreamMachine
{
    private readonly PlannedCell _cell;
    private readonly SequenceDraw _draw;
    private readonly KernelInterpreter _interpreter;
    private readonly Memory _weights, _states, _spare;
    private readonly Memory[] _outputs;
    private readonly Dictionary<int, Memory> _private = [];
    private bool _direction;

    /// <summary>A step at a time, and some where there is such: what machines with vectors of such a width call.</summary>
    public static IEnumerable<StreamEntry> Entries(PlannedCell cell, int width)
    {
        StreamEntry?[] entries = NarrowAt(cell, width) is { } narrow
            ? [narrow.StepByStep, narrow.Run] : [cell.Kernels.StepByStep, cell.Kernels.Run];
        return entries.OfType<StreamEntry>();
    }

    private static NarrowKernels? NarrowAt(PlannedCell cell, int width) => width < cell.Lanes ? cell.Kernels.Narrow : null;

    /// <param name="timeSteps">Steps of all calls together.</param>
    public StreamMachine(PlannedCell cell, SequenceDraw draw, int timeSteps, int width, bool hasManyRegisters)
    {
        (_cell, _draw) = (cell, draw);
        _interpreter = new KernelInterpreter(width, hasManyRegisters);
        int bank = cell.Kernels.StepByStep!.Sources.OfType<Source.States>().Select(s => s.Length).FirstOrDefault();
        _states = new Memory("states", new double[bank]);
        _spare = new Memory("spare states", new double[bank]);
        for (int i = 0; i < draw.Initial.Length; i++) draw.Initial[i].CopyTo(_states.Elements, cell.Memory.States[i].Start);
        _outputs = [.. cell.Plan.Step.Outputs.Select((o, i) => new Memory($"output {i}", Tensors.Unwritten(timeSteps * o.Shape.Length)))];
        _weights = new Memory("weights", Tensors.Unwritten(cell.Plan.StreamWeights));
        PassStep.Run pack = NarrowAt(cell, width)?.Pack ?? cell.Kernels.PackStep!;
        Run(pack.Kernel, pack.Sources, source => source is Source.Parameters ? Tensors.Parameters(cell.Memory, draw.Parameters) : _weights);
    }

    public double[] Output(int index) => _outputs[index].Elements;

    public double[] State(int index) => Tensors.Part(_states, _cell.Memory.States[index]);

    /// <summary>Some steps from a step on.</summary>
    public void Run(StreamEntry entry, int first, int steps)
    {
        StepFunction function = _cell.Plan.Step;
        Run(entry.Kernel, entry.Sources, source => source switch
        {
            Source.Steps => steps,
            Source.Direction => _direction ? 1 : 0,
            Source.Weights => _weights,
            Source.States => _states,
            Source.SpareStates => _spare,
            Source.OfState part => Private(part),
            Source.Input input => new Reference(
                new Memory($"input {input.Index}", _draw.Inputs[input.Index][..((first + steps) * input.Length)]), first * input.Length),
            Source.InputStride input => function.Inputs[input.Index].Shape.Length,
            Source.Output output => new Reference(_outputs[output.Index], first * output.Length),
            Source.OutputStride output => function.Outputs[output.Index].Shape.Length,
            _ => throw new InvalidOperationException($"{source} is not in a stream."),
        });
        if (entry.TurnsAround && steps % 2 != 0) _direction = !_direction;
    }

    private Memory Private(Source.OfState part)
    {
        if (!_private.TryGetValue(part.Start, out Memory? memory))
            _private[part.Start] = memory = new Memory($"{part}", Tensors.Unwritten(part.Length));
        return memory;
    }

    private void Run(Kernel kernel, IReadOnlyList<Source> sources, Func<Source, object> value)
    {
        var arguments = new Dictionary<string, object>();
        for (int i = 0; i < sources.Count; i++)
            arguments[kernel.Parameters[i].Name] = value(sources[i]) is var of && of is Memory memory ? new Reference(memory) : of;
        _interpreter.Run(kernel, arguments);
    }
}
