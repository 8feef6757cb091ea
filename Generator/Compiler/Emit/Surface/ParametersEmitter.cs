using System.Linq;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Planning.Tuning;

namespace RnnGen.Compiler.Emit.Surface;

/// <summary>The parameters, the weights that are packed of them, and the state of a stream: members as the equations spell them.</summary>
internal sealed class ParametersEmitter(CellModel model, Types types, Document document)
{
    private readonly CellSignature _signature = model.Signature;

    public void Emit()
    {
        Parameters();
        Weights();
        State();
    }

    private void Parameters()
    {
        document.Blank();
        document.Summary("The parameters, or gradients of their shapes: row-major tensors in one buffer.");
        using var parameters = document.Block($"public sealed class Parameters : {types.Parameters}");
        document.Summary("Parameters, all zero.");
        document.Line($"public Parameters() : base({model.Info}) {{ }}");
        NestedMembers.Emit(document, types.Span, "Parameters", [.. _signature.Parameters.Select((slot, i) => new NestedMembers.Tensor(
            slot.Name,
            Prose.Of($"{slot.Name} {slot.ShapeText} = {slot.Shape.ToString()}, row-major."),
            Code.Of($"Values.Slice({model.Memory.Parameters[i].Start}, {slot.Shape.Length})")))]);
        Pack();
    }

    private void Pack()
    {
        document.Blank();
        if (!model.CanStream)
        {
            var none = new NoStreaming(model);
            document.Summary("Not there: states go from the last step to the first.");
            document.Line(none.Attribute);
            document.Member("public Weights Pack()", none.Throw);
            return;
        }
        document.Summary(
            $"A packed copy for {Tag.Code("Step")} and {Tag.Code("Run")}; refresh it with {Tag.See("Weights.Update(Parameters)")}.");
        using (document.Block("public Weights Pack()"))
        {
            document.Line("Weights weights = new Weights();");
            document.Line("weights.Update(this);");
            document.Line("return weights;");
        }
    }

    private void Weights()
    {
        document.Blank();
        document.Summary("Parameters packed for the streaming kernels; read-only for them, so that any number of threads may share it.");
        using var weights = document.Block($"public sealed class Weights : {types.Weights}");
        int length = (model.Memory.Pool?.WeightsLength ?? model.Plan.StreamWeights) + KernelTable.Lanes(model.ElementSize);
        document.Line($"internal Weights() : base({model.Info}, {length}) {{ }}");
        document.Blank();
        document.Summary("Packs the parameters again, without allocation. Nobody may read these weights meanwhile.");
        if (model.CanStream)
        {
            using var update = document.Block("public void Update(Parameters parameters)");
            document.Line($"{model.Kernels}.Pack(ref parameters.Start, ref Start);");
            if (model.LearnsInitialStates) document.Line("KeepInitialStates(parameters);");
        }
        else document.Member("public void Update(Parameters parameters)", new NoStreaming(model).Throw);
    }

    private void State()
    {
        document.Blank();
        document.Summary("The state of one running sequence.");
        using var state = document.Block($"public sealed class State : {types.State}");
        document.Summary("A state at its initial value, zero.");
        document.Line($"public State() : base({model.Info}, {model.Memory.State.Length}) {{ }}");
        NestedMembers.Emit(document, types.Span, "State", [.. _signature.States.Select((slot, i) => new NestedMembers.Tensor(
            slot.Name,
            Prose.Of($"{slot.Name} {slot.ShapeText} = {slot.Shape.ToString()}: its current values, in memory that stays where it is."),
            $"State({NumberLiteral.Of(i)})"))]);
    }
}
