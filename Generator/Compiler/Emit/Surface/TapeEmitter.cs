using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;

namespace RnnGen.Compiler.Emit.Surface;

/// <summary>The tape: all tensors of a training step, as members that the equations name.</summary>
internal sealed class TapeEmitter(CellModel model, Types types, Document document)
{
    private readonly CellSignature _signature = model.Signature;
    private readonly List<NestedMembers.Tensor> _tensors = [];

    public void Emit()
    {
        document.Blank();
        document.Summary(
            $"All memory of a training step over B sequences of T steps; with {Tag.See(Types.Adjoint + ".None")} of inference.");
        using var tape = document.Block($"public sealed class Tape : {types.Tape}");
        Constructor();
        for (int i = 0; i < _signature.Inputs.Count; i++) Input(i);
        for (int i = 0; i < _signature.States.Count; i++) State(i);
        for (int i = 0; i < _signature.Outputs.Count; i++)
            if (_signature.States.All(s => s.Name != _signature.Outputs[i].Name)) Output(i);
        NestedMembers.Emit(document, types.Span, "Tape", _tensors);
    }

    private void Input(int i)
    {
        SlotSignature slot = _signature.Inputs[i];
        Tensor(slot.Name, "[T, B, ", slot, $"read by {Tag.Code("Forward")}", $"Input({i})");
        Tensor(model.Names.Adjoint(slot.Name), "[T, B, ", slot, $"overwritten by {Tag.Code("Backward")}", $"InputAdjoint({i})");
    }

    /// <summary>A state that is an output too is one tensor; its seeds come under the flag for outputs.</summary>
    private void State(int i)
    {
        SlotSignature slot = _signature.States[i];
        string initial = TapeNames.Initial(slot.Name), final = TapeNames.Final(slot.Name);
        int output = _signature.Outputs.ToList().FindIndex(o => o.Name == slot.Name);
        bool isOverwritten = model.Plan.Overwritten.Contains(i);
        string states = isOverwritten && output >= 0 ? $"Output({output})" : $"State({i})";
        Tensor(slot.Name, "[T, B, ", slot, AfterEachStep(isOverwritten), states);
        Tensor(initial, "[B, ", slot, $"before the first step, read by {Tag.Code("Forward")}", $"InitialState({i})");
        Tensor(final, "[B, ", slot, "after the last step", $"FinalState({i})");
        Tensor(model.Names.Adjoint(slot.Name), "[T, B, ", slot, $"seed after each step, read by {Tag.Code("Backward")}",
            output >= 0 ? $"OutputAdjoint({output})" : $"StateAdjoint({i})");
        Tensor(model.Names.Adjoint(final), "[B, ", slot, $"seed after the last step, read by {Tag.Code("Backward")}",
            $"FinalStateAdjoint({i})");
        Tensor(model.Names.Adjoint(initial), "[B, ", slot, $"adjoint of the initial state, overwritten by {Tag.Code("Backward")}",
            $"InitialStateAdjoint({i})");
    }

    /// <summary>What is so large that the tape has not all of it says so where it is asked for.</summary>
    private Prose AfterEachStep(bool isOverwritten)
    {
        if (!isOverwritten) return "after each step";
        if (model.Plan.Stretch > 1) return "after each step: so large that it is held at checkpoints only, and this throws";
        return Prose.Of($"after each step; this throws with {Tag.See(Types.Adjoint + ".None")}, where the last is held only");
    }

    private void Output(int i)
    {
        SlotSignature slot = _signature.Outputs[i];
        Tensor(slot.Name, "[T, B, ", slot, $"written by {Tag.Code("Forward")}", $"Output({i})");
        Tensor(model.Names.Adjoint(slot.Name), "[T, B, ", slot, $"seed, read by {Tag.Code("Backward")}", $"OutputAdjoint({i})");
    }

    private void Tensor(string name, string shape, SlotSignature slot, Prose what, string access)
    {
        string features = slot.Shape.Rank switch { 0 => "1", 1 => $"{slot.Shape.Rows}", _ => $"{slot.Shape.Rows}, {slot.Shape.Columns}" };
        _tensors.Add(new NestedMembers.Tensor(name, Prose.Of($"{name} {shape}{features}]: {what}."), access));
    }

    /// <summary>What a learned initial state gets is summed from the adjoints of all rows.</summary>
    private Code Adjoints => model.LearnsInitialStates
        ? $"adjoints == {Types.Adjoint}.None ? adjoints : adjoints | {Types.Adjoint}.InitialStates"
        : "adjoints";

    private void Constructor()
    {
        int? steps = model.Request.TimeSteps, batch = model.Request.Batch;
        document.Summary("Allocates everything, all zero.");
        if (steps is null) document.Parameter("timeSteps", "T, at least 1.");
        if (batch is null) document.Parameter("batch", "B, at least 1.");
        document.Parameter("adjoints", "The adjoint tensors to hold.");
        document.Parameter("threads", "How many threads a pass may use, at least 1; more than there are sequences do nothing.");
        document.Line(Code.List("public Tape", Parameters(model.Request)));
        string t = steps is { } fixedSteps ? $"{fixedSteps}" : "timeSteps", b = batch is { } fixedBatch ? $"{fixedBatch}" : "batch";
        Code[] privately = [t, b, .. model.Plan.Lanes is null ? [] : new Code[] { "adjoints" }];
        Code saved = model.Plan.Lanes is not null && model.Plan.Saved.Stride > 0
            ? Code.Of($"{model.Kernels}.UsesLanes({b}) ? 0 : {model.Plan.Saved.Stride}")
            : NumberLiteral.Of(model.Plan.Saved.Stride);
        Code[] arguments =
        [
            model.Info, t, b, Adjoints, saved, Code.Call(model.Kernels + ".PrivateLength", privately), "threads",
            NumberLiteral.Of(model.Memory.Shard.Length), .. OfRows(t, b),
        ];
        document.Further($": {Code.List("base", arguments)}");
        using (document.Block()) { }
    }

    /// <summary>
    /// A tape whose sequences lie in the lanes is one of rows while they have unequal lengths: what that asks for.
    /// </summary>
    private IEnumerable<Code> OfRows(string timeSteps, string batch)
    {
        if (model.Plan.Lanes is null) yield break;
        yield return NumberLiteral.Of(model.Plan.Saved.Stride);
        yield return Code.Call(model.Kernels + ".OtherLength", timeSteps, batch);
    }

    /// <summary>Of the constructor: counts that are fixed are none.</summary>
    public static IEnumerable<Code> Parameters(CellRequest request)
    {
        if (request.TimeSteps is null) yield return "int timeSteps";
        if (request.Batch is null) yield return "int batch = 1";
        yield return $"{Types.Adjoint} adjoints = {Types.Adjoint}.Training";
        yield return "int threads = 1";
    }
}
