using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;

namespace RnnGen.Compiler.Emit;

/// <summary>The method after which the first calls of a stream cost what later ones cost.</summary>
internal sealed class PreparationEmitter(CellModel model, CodeWriter writer)
{
    private const string Summary = """
        <summary>
        Has everything compiled that streaming calls (<c>Pack</c>, <c>Update</c>, <c>Step</c>, <c>Run</c>, the members of
        <see cref="State"/>), so that their first calls cost what later ones cost: for programs that may not wait,
        such as an audio callback. It takes some steps on weights and a state of its own, which are dropped. Nothing to
        do where code is compiled ahead of time.
        </summary>
        """;

    public void Emit()
    {
        CellSignature signature = model.Signature;
        writer.Line();
        foreach (string line in Summary.Split('\n')) writer.Line("/// " + line.TrimEnd('\r'));
        using (writer.Block("public static void Prepare()"))
        {
            writer.Line($"{RuntimeNames.Preparation}.Run<{model.Name}, {model.T}>();");
            writer.Line("var parameters = new Parameters();");
            writer.Line("Weights weights = parameters.Pack();");
            writer.Line("weights.Update(parameters);");
            writer.Line("var state = new State();");
            writer.Line(KernelContext.List("Step", Arguments(1), ";"));
            writer.Line(KernelContext.List("Run", Arguments(2), ";"));
            foreach (SlotSignature slot in signature.States) writer.Line($"_ = state.{Names.Escape(slot.Name)};");
        }
        writer.Line();
        writer.Line($"static void {RuntimeNames.Cell}<{model.T}>.Prepare() => Prepare();");
    }

    private IEnumerable<string> Arguments(int steps)
    {
        CellSignature signature = model.Signature;
        bool isOpen = steps > 1 && signature.Inputs.Count + signature.Outputs.Count == 0;
        string[] counted = isOpen ? [KernelContext.Text(steps)] : [];
        return new[] { "weights" }.Concat(Arrays(signature.Inputs)).Concat(["state"]).Concat(counted).Concat(Arrays(signature.Outputs));

        IEnumerable<string> Arrays(IEnumerable<SlotSignature> slots) => slots.Select(s => $"new {model.T}[{steps * s.Shape.Length}]");
    }
}
