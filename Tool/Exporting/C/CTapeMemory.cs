using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Planning.Memory;

namespace RnnGen.Tool.Exporting.C;

/// <summary>The struct of a tape: what its members are called, and where in it a kernel finds what it receives.</summary>
internal sealed class CTapeMemory
{
    private readonly ScalarCell _cell;
    private readonly TapeExtents _extents;
    private readonly TapeNames _names;

    public CTapeMemory(ScalarCell cell, TapeExtents extents)
    {
        (_cell, _extents) = (cell, extents);
        _names = TapeNames.Of(Inputs.Select(s => s.Name), States.Select(s => s.Name), Outputs.Select(s => s.Name));
    }

    public long Rows => _extents.Rows;

    /// <summary>What nobody gives: it lies behind the inputs.</summary>
    public EquatableArray<NoiseInput> Noise => _cell.Plan.Step.Noise;

    private EquatableArray<SlotSignature> Inputs => _cell.Signature.Inputs;

    private EquatableArray<SlotSignature> States => _cell.Signature.States;

    private EquatableArray<SlotSignature> Outputs => _cell.Signature.Outputs;

    public IEnumerable<CMember> Members()
    {
        int batch = _extents.Batch;
        foreach (SlotSignature slot in Inputs) yield return Of(slot.Name, slot, Rows, "");
        for (int i = 0; i < Noise.Count; i++) yield return new CMember(NoiseName(i), NoiseLength(i), About(Noise[i]));
        foreach (SlotSignature slot in States) yield return Of(slot.Name, slot, Rows + batch, "the state of each step");
        foreach (SlotSignature slot in Outputs) yield return Of(_names.Output(slot.Name), slot, Rows, "");
        foreach (SlotSignature slot in Outputs) yield return Adjoint(_names.Output(slot.Name), slot, Rows, "in: the loss by the output");
        foreach (SlotSignature slot in States) yield return Adjoint(slot.Name, slot, Rows, "in: the loss by the state of each step");
        foreach (SlotSignature slot in States)
            yield return Adjoint(TapeNames.Final(slot.Name), slot, batch, "in: the loss by the final state, besides");
        foreach (SlotSignature slot in Inputs) yield return Adjoint(slot.Name, slot, Rows, "out: the loss by the input");
        foreach (SlotSignature slot in States)
            yield return Adjoint(TapeNames.Initial(slot.Name), slot, batch, "out: the loss by the initial state");
        yield return new CMember("saved", _cell.Plan.Saved.Stride * Rows, "what the way back reads");
        yield return new CMember("scratch", Length(_cell.Memory.Tape.RowLength(ScalarCell.Lanes)), "packed weights, and from loop to loop");
        yield return new CMember("shard", _cell.Memory.Shard.Length, "sums of gradients, and from stage to stage");
    }

    public static string NoiseName(int index) => $"noise_{index}";

    public long NoiseLength(int index) => Rows * _cell.Plan.Step.Inputs[Inputs.Count + index].Shape.Length;

    public string State(int index) => "tape->" + CNames.Member(States[index].Name);

    /// <summary>Where a state has its initial value.</summary>
    public string InitialState(int index) =>
        States[index].IsReversed ? $"{State(index)} + {Rows * States[index].Shape.Length}" : State(index);

    /// <summary>Where a state has its value after the last step.</summary>
    public string FinalState(int index) =>
        States[index].IsReversed ? State(index) : $"{State(index)} + {Rows * States[index].Shape.Length}";

    public string InitialAdjoint(int state) => Adjoint(TapeNames.Initial(States[state].Name));

    public string FinalAdjoint(int state) => Adjoint(TapeNames.Final(States[state].Name));

    public string Tensor(Source.Tensor tensor) => tensor.Kind switch
    {
        TapeTensor.Input when tensor.Index >= Inputs.Count => "tape->" + NoiseName(tensor.Index - Inputs.Count),
        TapeTensor.Input => "tape->" + CNames.Member(Inputs[tensor.Index].Name),
        TapeTensor.State => State(tensor.Index),
        TapeTensor.Output => "tape->" + CNames.Member(_names.Output(Outputs[tensor.Index].Name)),
        TapeTensor.OutputAdjoint => Adjoint(_names.Output(Outputs[tensor.Index].Name)),
        TapeTensor.StateAdjoint => Adjoint(States[tensor.Index].Name),
        TapeTensor.FinalStateAdjoint => FinalAdjoint(tensor.Index),
        TapeTensor.InputAdjoint => Adjoint(Inputs[tensor.Index].Name),
        TapeTensor.InitialStateAdjoint => InitialAdjoint(tensor.Index),
        // A kernel may receive what it does not read: C has no array without elements.
        TapeTensor.Saved => _cell.Plan.Saved.Stride == 0 ? "tape->scratch" : "tape->saved",
        _ => throw new InvalidOperationException($"No C for {tensor}."),
    };

    public string Private(TapeExtent start) => At("scratch", Length(start));

    /// <summary>The bank of a carry in which the steps of a parity leave their adjoints.</summary>
    public string Bank(Carry carry, int parity) => At("scratch", Length(carry.Start) + parity * Length(carry.Bank));

    public string Shard(int start) => _cell.Memory.Shard.Length == 0 ? "tape->scratch" : At("shard", start);

    private static string At(string member, long start) => start == 0 ? $"tape->{member}" : $"tape->{member} + {CNumber.Of(start)}";

    private string Adjoint(string tensor) => "tape->" + CNames.Member(_names.Adjoint(tensor));

    private static CMember Of(string name, SlotSignature slot, long rows, string about) =>
        new(CNames.Member(name), rows * slot.Shape.Length, (about + " " + slot.ShapeText).Trim());

    private CMember Adjoint(string name, SlotSignature slot, long rows, string about) => Of(_names.Adjoint(name), slot, rows, about);

    private string About(NoiseInput noise) =>
        $"noise that the caller may draw, {(noise.IsFixed ? "the same for all steps of a sequence" : "for each step")}: "
        + $"{Number(noise.Drawn)} with probability {Number(noise.Probability)}, else {Number(noise.Otherwise)}";

    private string Number(double value) => CNumber.Of(_cell.Element, value);

    private long Length(TapeExtent extent) => extent.Fixed + extent.PerSequence * _extents.Batch + extent.PerRow * Rows;
}
