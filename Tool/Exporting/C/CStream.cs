using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Kernels.Programs;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Numerics;

namespace RnnGen.Tool.Exporting.C;

/// <summary>One sequence, step after step: the state, and the functions that take it on.</summary>
internal sealed class CStream(ScalarCell cell, CSettings settings, string t)
{
    private readonly string _name = settings.Prefix;

    private StreamEntry Entry => cell.Kernels.StepByStep!;

    private bool IsTrained => settings.Tape is not null;

    private IEnumerable<SlotSignature> Inputs => cell.Signature.Inputs;

    private bool Spares => Entry.Sources.Any(source => source is Source.SpareStates);

    private int StateLength => cell.Memory.States.Count == 0 ? 0 : cell.Memory.States[cell.Memory.States.Count - 1].End;

    private int ScratchLength => Entry.Sources.OfType<Source.OfState>().Select(part => part.Start + part.Length).DefaultIfEmpty(0).Max();

    public void Declare(Document document)
    {
        document.Blank();
        document.Comment("One running sequence. What follows the states is for the functions alone.");
        CMember[] members =
        [
            .. cell.Signature.States.Select(slot => new CMember(CNames.Member(slot.Name), slot.Shape.Length, slot.ShapeText)),
            new("spare", Spares ? StateLength : 0, "the states before a step"),
            new("scratch", ScratchLength, "from stage to stage"),
        ];
        string[] weights = IsTrained ? [$"const {_name}_weights *weights;"] : [];
        string[] turns = Entry.TurnsAround ? ["int back; // whether the next step reads the weights from their end"] : [];
        string[] flushes = Entry.Flushed.Count > 0 ? ["int since; // steps since what is next to nothing became zero"] : [];
        CMember.Struct(document, _name + "_state", t, members, [.. weights, .. turns, .. flushes]);
        document.Blank();
        document.Comment("The state before the first step, with the weights of this file.");
        document.Line($"void {_name}_init({_name}_state *state);");
        if (IsTrained)
        {
            document.Blank();
            document.Comment("The same with weights of the caller's, which have to stay where they are.");
            document.Line($"void {_name}_start({_name}_state *state, const {_name}_weights *weights);");
        }
        document.Blank();
        document.Comment("One time step. Outputs may lie over inputs; neither may lie in the state.");
        document.Line(Code.Join(Head("step", false), ";"));
        document.Blank();
        document.Comment("Steps one after the other: the rows of each tensor, [steps, features], follow each other without gaps.");
        document.Line(Code.Join(Head("run", true), ";"));
    }

    /// <summary>The struct of packed weights that users fill, and the function that does.</summary>
    public void DeclareWeights(Document document)
    {
        document.Blank();
        document.Comment("Parameters in the order in which steps read them, and the states before the first step.");
        CMember[] members =
        [
            new("packed", cell.Plan.Streaming.Packed.Length, "packed weights"), new("states", StateLength, "initial states"),
        ];
        CMember.Struct(document, _name + "_weights", t, members);
        document.Blank();
        document.Line($"void {_name}_pack(const {_name}_parameters *parameters, {_name}_weights *weights);");
    }

    public IEnumerable<Kernel> Heads => IsTrained ? [cell.Kernels.PackStep!.Kernel, Entry.Kernel] : [Entry.Kernel];

    /// <summary>The weights of the file.</summary>
    public void Data(Document document, double[][] parameters)
    {
        double[] states = [.. cell.Signature.States.SelectMany(slot => Initial(slot, parameters))];
        double[] packed = cell.Pack(parameters);
        if (IsTrained)
        {
            CData.Struct(document, $"static const {_name}_weights trained_weights", cell.Element, [packed, states]);
            return;
        }
        if (packed.Length > 0) CData.Array(document, $"static const {t} packed[{packed.Length}]", cell.Element, packed);
        if (states.Any(value => value != 0)) CData.Array(document, $"static const {t} initial[{states.Length}]", cell.Element, states);
    }

    /// <param name="nameOf">What kernels are called.</param>
    public void Define(Document document, double[][] parameters, Func<Kernel, string> nameOf)
    {
        if (IsTrained) Pack(document, nameOf);
        Start(document, cell.Signature.States.SelectMany(slot => Initial(slot, parameters)).Any(value => value != 0));
        Call(document, nameOf(Entry.Kernel), "step", false);
        Call(document, nameOf(Entry.Kernel), "run", true);
    }

    private double[] Initial(SlotSignature state, double[][] parameters)
    {
        if (state.Initial is not { Parameter: { } name })
            return Enumerable.Repeat(state.Initial?.Value ?? 0, state.Shape.Length).ToArray();
        return parameters[Index(name)];
    }

    private int Index(string parameter) => cell.Signature.Parameters.Select(slot => slot.Name).ToList().IndexOf(parameter);

    private void Pack(Document document, Func<Kernel, string> nameOf)
    {
        document.Blank();
        document.Line($"void {_name}_pack(const {_name}_parameters *parameters, {_name}_weights *weights)");
        using var body = document.Block();
        PassStep.Run pack = cell.Kernels.PackStep!;
        bool packs = cell.Plan.Streaming.Packed.Length > 0;
        if (packs)
            document.Line(Code.List(nameOf(pack.Kernel), pack.Sources.Select(source => (Code)(source is Source.Parameters
                ? $"(const {t} *)(const void *)parameters" : "weights->packed")), ";"));
        for (int i = 0; i < cell.Signature.States.Count; i++)
        {
            SlotSignature slot = cell.Signature.States[i];
            Part part = cell.Memory.States[i];
            if (slot.Initial is { Parameter: { } name })
                document.Line(Code.List("memcpy",
                    [$"weights->states + {part.Start}", $"parameters->{CNames.Member(name)}", $"{part.Length} * sizeof({t})"], ";"));
            else
                using (document.Block($"for (ptrdiff_t i = {part.Start}; i < {part.End}; i++)"))
                    document.Line($"weights->states[i] = {CNumber.Of(cell.Element, slot.Initial?.Value ?? 0)};");
        }
        if (!packs && !cell.Signature.States.Any(slot => slot.Initial is { Parameter: not null })) document.Line("(void)parameters;");
        if (!packs && StateLength == 0) document.Line("(void)weights;");
    }

    private void Start(Document document, bool hasInitial)
    {
        document.Blank();
        if (IsTrained)
        {
            document.Line($"void {_name}_start({_name}_state *state, const {_name}_weights *weights)");
            using (document.Block())
            {
                document.Line("memset(state, 0, sizeof *state);");
                document.Line("state->weights = weights;");
                if (StateLength > 0) document.Line("memcpy((void *)state, weights->states, sizeof weights->states);");
            }
            document.Blank();
            document.Line($"void {_name}_init({_name}_state *state)");
            using (document.Block()) document.Line($"{_name}_start(state, &trained_weights);");
            return;
        }
        document.Line($"void {_name}_init({_name}_state *state)");
        using var body = document.Block();
        document.Line("memset(state, 0, sizeof *state);");
        if (hasInitial) document.Line("memcpy((void *)state, initial, sizeof initial);");
    }

    private Code Head(string verb, bool isRun) => Code.List($"void {_name}_{verb}",
    [
        $"{_name}_state *state", .. isRun ? [(Code)"ptrdiff_t steps"] : Array.Empty<Code>(),
        .. Inputs.Select(slot => (Code)$"const {t} *{CNames.Of(slot.Name)}"),
        .. cell.Signature.Outputs.Select((slot, i) => (Code)$"{t} *{Output(i)}"),
    ]);

    /// <summary>An output that is an input too has another name as an argument.</summary>
    private string Output(int index)
    {
        string name = CNames.Of(cell.Signature.Outputs[index].Name);
        return Inputs.Any(slot => CNames.Of(slot.Name) == name) ? name + "_out" : name;
    }

    private void Call(Document document, string kernel, string verb, bool isRun)
    {
        document.Blank();
        document.Line(Head(verb, isRun));
        using var body = document.Block();
        string steps = isRun ? "steps" : "1";
        bool inParts = isRun && Entry.Flushed.Count > 0;
        if (inParts) Flushing(document, kernel);
        else document.Line(Code.List(kernel, Entry.Sources.Select(source => Argument(source, steps)), ";"));
        int[] read = [.. Entry.Sources.OfType<Source.Input>().Select(input => input.Index)];
        foreach (SlotSignature slot in Inputs.Where((_, i) => !read.Contains(i))) document.Line($"(void){CNames.Of(slot.Name)};");
        bool usesState = IsTrained
            || Entry.Sources.Any(source => source is Source.States or Source.SpareStates or Source.OfState or Source.Direction);
        if (!usesState) document.Line("(void)state;");
        if (inParts) return;
        if (Entry.TurnsAround) document.Line(isRun ? "if (steps & 1) state->back = !state->back;" : "state->back = !state->back;");
        if (Entry.Flushed.Count > 0) Flush(document, $"if (++state->since == {StateFlush.Period})");
    }

    /// <summary>Some steps of a run, until states are flushed, and so on.</summary>
    private void Flushing(Document document, string kernel)
    {
        using var parts = document.Block("for (ptrdiff_t done = 0, part; done < steps; done += part)");
        document.Line($"part = {StateFlush.Period} - state->since;");
        document.Line("if (part > steps - done) part = steps - done;");
        document.Line(Code.List(kernel, Entry.Sources.Select(Behind), ";"));
        if (Entry.TurnsAround) document.Line("if (part & 1) state->back = !state->back;");
        document.Line("state->since += (int)part;");
        Flush(document, $"if (state->since == {StateFlush.Period})");

        Code Behind(Source source) => source switch
        {
            Source.Input input => Code.Join(Argument(source, "part"), $" + done * {input.Length}"),
            Source.Output output => Code.Join(Argument(source, "part"), $" + done * {output.Length}"),
            _ => Argument(source, "part"),
        };
    }

    private void Flush(Document document, string condition)
    {
        double bound = cell.Element == ElementType.Float ? StateFlush.FloatBound : StateFlush.DoubleBound;
        using var due = document.Block(condition);
        document.Line("state->since = 0;");
        document.Line($"{t} *values = ({t} *)(void *)state;");
        foreach (Part states in Entry.Flushed)
            using (document.Block($"for (ptrdiff_t i = {states.Start}; i < {states.End}; i++)"))
                document.Line($"if (values[i] < {Number(bound)} && values[i] > {Number(-bound)}) values[i] = 0;");

        string Number(double value) => CNumber.Of(cell.Element, value);
    }

    private Code Argument(Source source, string steps) => source switch
    {
        Source.Steps => steps,
        Source.Direction => "state->back",
        Source.Weights { Length: 0 } => "0",
        Source.Weights => IsTrained ? "state->weights->packed" : "packed",
        Source.States => $"({t} *)(void *)state",
        Source.SpareStates => "state->spare",
        Source.OfState part => part.Start == 0 ? "state->scratch" : $"state->scratch + {part.Start}",
        Source.Input input => CNames.Of(cell.Signature.Inputs[input.Index].Name),
        Source.InputStride input => CNumber.Of(cell.Signature.Inputs[input.Index].Shape.Length),
        Source.Output output => Output(output.Index),
        Source.OutputStride output => CNumber.Of(cell.Signature.Outputs[output.Index].Shape.Length),
        _ => throw new InvalidOperationException($"{source} is not in a stream."),
    };
}
