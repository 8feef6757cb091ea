using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;

namespace RnnGen.Compiler.Emit.Surface;

/// <summary>The method after which the first calls of a stream cost what later ones cost.</summary>
internal sealed class PreparationEmitter(CellModel model, Types types, Document document)
{
    private static readonly Prose s_summary = Prose.Of(
        $"Has everything compiled that streaming calls ({Tag.Code("Pack")}, {Tag.Code("Update")}, {Tag.Code("Step")}, {Tag.Code("Run")}, "
        + $"the members of {Tag.See("State")}), so that their first calls cost what later ones cost: for programs that may not wait, "
        + $"such as an audio callback. It takes some steps on weights and a state of its own, which are dropped. "
        + $"Nothing to do where code is compiled ahead of time.");

    public void Emit()
    {
        document.Blank();
        document.Summary(model.CanStream ? s_summary : "Does nothing: there is no streaming to prepare.");
        using (document.Block("public static void Prepare()"))
        {
            if (model.CanStream) Steps();
        }
        document.Blank();
        document.Member($"static void {types.Cell}.Prepare()", "Prepare()");
    }

    private void Steps()
    {
        document.Line($"{Types.Preparation}.Run<{model.FullName}, {model.T}>();");
        document.Line("Parameters parameters = new Parameters();");
        document.Line("Weights weights = parameters.Pack();");
        document.Line("weights.Update(parameters);");
        document.Line("State state = new State();");
        document.Line(Code.List("Step", Arguments(1), ";"));
        document.Line(Code.List("Run", Arguments(2), ";"));
        // Not to a discard: somebody may have a member of that name.
        foreach (SlotSignature slot in model.Signature.States) document.Line($"state.{Names.EscapePath(slot.Name)}.Clear();");
    }

    private IEnumerable<Code> Arguments(int steps)
    {
        CellSignature signature = model.Signature;
        bool isOpen = steps > 1 && signature.Inputs.Count + signature.Outputs.Count == 0;
        Code[] counted = isOpen ? [NumberLiteral.Of(steps)] : [];
        return new Code[] { "weights" }
            .Concat(Arrays(signature.Inputs)).Concat(["state"]).Concat(counted).Concat(Arrays(signature.Outputs));

        IEnumerable<Code> Arrays(IEnumerable<SlotSignature> slots) =>
            slots.Select(s => (Code)$"new {model.T}[{steps * s.Shape.Length}]");
    }
}
