using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.Programs;

namespace RnnGen.Tool.Exporting.C;

/// <summary>Training: parameters, a tape of fixed time steps and sequences, and the functions over it.</summary>
internal sealed class CTape
{
    private readonly ScalarCell _cell;
    private readonly string _name, _t;
    private readonly TapeExtents _extents;
    private readonly CTapeMemory _memory;
    private readonly TapePass _forward, _backward;

    public CTape(ScalarCell cell, CSettings settings, TapeExtents extents, string t)
    {
        (_cell, _name, _t, _extents) = (cell, settings.Prefix, t, extents);
        _memory = new CTapeMemory(cell, extents);
        (_forward, _backward) = (cell.Pass(cell.Tapes.Forward), cell.Pass(cell.Tapes.Backward));
    }

    /// <summary>What the passes call.</summary>
    public IEnumerable<Kernel> Heads => CPasses.Heads(_forward).Concat(CPasses.Heads(_backward));

    private EquatableArray<SlotSignature> States => _cell.Signature.States;

    private string Begin => $"void {_name}_begin(const {_name}_parameters *parameters, {_name}_tape *tape)";

    private string Carry => $"void {_name}_carry({_name}_tape *tape)";

    private string Forward => $"void {_name}_forward(const {_name}_parameters *parameters, {_name}_tape *tape)";

    private string Backward => $"void {_name}_backward({_name}_tape *tape, {_name}_parameters *gradients)";

    public void DeclareParameters(Document document)
    {
        document.Blank();
        document.Comment("All parameters, or their gradients; each tensor is row-major.");
        CMember.Struct(document, _name + "_parameters", _t,
            _cell.Signature.Parameters.Select(slot => new CMember(CNames.Member(slot.Name), slot.Shape.Length, slot.ShapeText)));
        document.Blank();
        document.Comment("The parameters of this file.");
        document.Line($"extern const {_name}_parameters {_name}_trained;");
    }

    public void Declare(Document document)
    {
        string upper = _name.ToUpperInvariant();
        document.Blank();
        document.Comment("The memory of a training step: every tensor is [steps, sequences, features] row-major. A state has one step "
            + "more: its initial value stands before the first step, or behind the last one where it goes from the last to the first.");
        document.Line($"#define {upper}_T {_extents.TimeSteps}");
        document.Line($"#define {upper}_B {_extents.Batch}");
        document.Blank();
        CMember.Struct(document, _name + "_tape", _t, _memory.Members(), "int begun; // the initial states are those of the parameters");
        Declare(document, Begin, "Sets everything to zero, the initial states to those of the parameters, and noise to what it is on "
            + "average. Before the first pass over a tape.");
        Declare(document, Carry, "Goes on where the steps on the tape end: the final states become the initial ones.");
        Declare(document, Forward, "All steps, from the initial states.");
        Declare(document, Backward, "Back-propagation through time over the forward pass before it, once: reads the adjoints of outputs "
            + "and states, overwrites those of inputs and initial states, adds to the gradients.");
    }

    public void Data(Document document, double[][] parameters) =>
        CData.Struct(document, $"const {_name}_parameters {_name}_trained", _cell.Element, parameters);

    /// <param name="nameOf">What kernels are called.</param>
    public void Define(Document document, Func<Kernel, string> nameOf)
    {
        DefineBegin(document);
        DefineCarry(document);
        var passes = new CPasses(_cell, _extents, _memory, _t, document, nameOf);
        passes.Print(_forward, Forward, "parameters", []);
        passes.Print(_backward, Backward, "gradients", [.. Enumerable.Range(0, States.Count).SelectMany(Learned)]);
    }

    private static void Declare(Document document, string head, string about)
    {
        document.Blank();
        document.Comment(about);
        document.Line(head + ";");
    }

    private void DefineBegin(Document document)
    {
        document.Blank();
        document.Line(Begin);
        using var body = document.Block();
        document.Line("memset(tape, 0, sizeof *tape);");
        document.Line("tape->begun = 1;");
        for (int i = 0; i < States.Count; i++)
        {
            if (States[i].Initial is not { } initial) continue;
            int features = States[i].Shape.Length;
            if (initial.Parameter is not { } name) Fill(document, _memory.InitialState(i), _extents.Batch * features, initial.Value);
            else
                using (document.Block($"for (ptrdiff_t b = 0; b < {_extents.Batch}; b++)"))
                    document.Line(Code.List("memcpy",
                    [
                        $"{_memory.InitialState(i)} + b * {features}", $"parameters->{CNames.Member(name)}", $"{features} * sizeof({_t})",
                    ], ";"));
        }
        for (int i = 0; i < _memory.Noise.Count; i++)
            Fill(document, "tape->" + CTapeMemory.NoiseName(i), _memory.NoiseLength(i), _memory.Noise[i].Expected);
        if (!States.Any(state => state.Initial is { Parameter: not null })) document.Line("(void)parameters;");
    }

    private void Fill(Document document, string place, long count, double value)
    {
        using (document.Block($"for (ptrdiff_t i = 0; i < {count}; i++)"))
            document.Line($"({place})[i] = {CNumber.Of(_cell.Element, value)};");
    }

    private void DefineCarry(Document document)
    {
        document.Blank();
        document.Line(Carry);
        using var body = document.Block();
        for (int i = 0; i < States.Count; i++)
        {
            document.Line(Code.List("memcpy",
                [_memory.InitialState(i), _memory.FinalState(i), $"{_extents.Batch * States[i].Shape.Length} * sizeof({_t})"], ";"));
        }
        document.Line("tape->begun = 0;");
    }

    /// <summary>The gradient of a parameter that states begin with.</summary>
    private IEnumerable<Code> Learned(int state)
    {
        SlotSignature slot = States[state];
        if (slot.Initial is not { Parameter: { } name }) yield break;
        int features = slot.Shape.Length;
        yield return $"for (ptrdiff_t i = 0; tape->begun && i < {_extents.Batch * features}; i++)";
        yield return $"    gradients->{CNames.Member(name)}[i % {features}] += {_memory.InitialAdjoint(state)}[i];";
    }
}
