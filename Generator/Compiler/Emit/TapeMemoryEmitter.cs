using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>The kernels' private memory on a tape: where its parts are, and how much of it there is.</summary>
internal sealed class TapeMemoryEmitter(CellModel model, Document document)
{
    private readonly string _t = model.T;
    private readonly int _lanes = KernelTable.Lanes(model.ElementSize);

    public void Emit()
    {
        TapeMemory memory = model.Memory;
        document.Blank();
        document.Comment("The kernels' private memory on a tape: "
            + "parts of fixed size first, then those that grow with the batch, then with the sequence;");
        document.Comment("and what each shard of a pass over several threads has of its own.");
        Reference("Weights", "0");
        Reference("Zeros", NumberLiteral.Of(memory.Zeros));
        var before = new List<int>();
        for (int bank = 0; bank < 2; bank++)
        {
            for (int i = 0; i < memory.CarryPerRow.Length; i++)
            {
                Reference($"Carry{i}Bank{bank}", Sum([memory.Carries], Carried(before, "tape.Batch")));
                before.Add(memory.CarryPerRow[i]);
            }
        }
        Reference("Work", Sum([memory.Carries], Carried(before, "tape.Batch")));
        OfShard("Gradients", 0);
        OfShard("Sums", memory.Sums);
        OfShard("Scratch", memory.Scratch);
        OfShard("Unwanted", memory.Unwanted);
        document.Blank();
        document.Member(
            "private static nint Carried(int features, int batch)",
            $"((nint)features * Math.Max(batch, 0) + {2 * _lanes - 1}) / {_lanes} * {_lanes}");
        document.Blank();
        Code[] begin = [$"{memory.Carries + _lanes}L", .. Carried(before, "batch")];
        string work = $"{memory.WorkPerRow}L * Math.Max(timeSteps, 0) * Math.Max(batch, 0)";
        Code fixedLength = Sum(begin), length = memory.WorkPerRow == 0 ? fixedLength : Sum(begin, [work]);
        if (model.Plan.Lanes is { } inLanes) Lanes(inLanes, fixedLength, length);
        else document.Member("internal static long PrivateLength(int timeSteps, int batch)", length);
    }

    /// <summary>Each carried adjoint ends on a line of its own.</summary>
    private static IEnumerable<Code> Carried(List<int> features, string batch) => features.GroupBy(n => n)
        .Select(g => (Code)$"{(g.Count() == 1 ? "" : $"{g.Count()} * ")}Carried({g.Key}, {batch})").ToList();

    private static Code Sum(IEnumerable<int> first, IEnumerable<Code> terms) =>
        Sum(first.Where(n => n != 0).Select(NumberLiteral.Of).ToArray(), terms);

    private static Code Sum(IEnumerable<Code> first, IEnumerable<Code>? terms = null)
    {
        Code[] all = [.. first, .. terms ?? []];
        return all.Length == 0 ? "0" : Code.Operators(all, [.. all.Skip(1).Select(_ => "+")]);
    }

    private void OfShard(string name, int offset) => document.Member(
        $"private static ref {_t} {name}Of(Tape tape, int shard)", At("tape.ShardStart(shard)", NumberLiteral.Of(offset)));

    private void Reference(string name, Code offset) =>
        document.Member($"private static ref {_t} {name}Of(Tape tape)", At("tape.ScratchStart", offset));

    private static Code At(string start, Code offset) => offset is Code.Word { Text: "0" }
        ? $"ref {start}"
        : Code.Of($"ref {Code.Call("Unsafe.Add", $"ref {start}", offset)}");

    /// <summary>Records of groups of rows take the place of work for rows.</summary>
    private void Lanes(LanePlan plan, Code fixedLength, Code rowLength)
    {
        document.Comment("Sequences lie in the lanes of vectors where that makes fewer vectors.");
        document.Member("internal static bool UsesLanes(int batch)",
            Code.Operators(
                [$"{RuntimeNames.Width}.Use512", $"{KernelTable.LaneGain}L * batch >= {plan.Vectors} * ((batch + 15L) / 16)"], "&&"));
        document.Blank();
        document.Member($"private static ref {_t} LanesOf(Tape tape)", "ref WorkOf(tape)");
        document.Blank();
        using var length = document.Block($"internal static long PrivateLength(int timeSteps, int batch, Adjoint adjoints)");
        StepFunction step = model.Plan.Step;
        document.Line(Code.If("!UsesLanes(batch)", Code.Of($"return {rowLength};")));
        IEnumerable<int> widths = step.Inputs.Concat(step.Previous).Concat(step.Outputs).Select(v => v.Shape.Length);
        foreach (int width in widths.Distinct().OrderBy(n => n)) document.Line($"{RuntimeNames.LaneRows}.Prepare({width});");
        document.Line($"long record = adjoints == Adjoint.None ? {plan.Inference.Length * _lanes} : {plan.Training.Length * _lanes};");
        string groups = $"(Math.Max(timeSteps, 0) + 1L) * ((Math.Max(batch, 0) + {_lanes - 1L}) / {_lanes}) * record";
        document.Line($"return {Code.Operators([fixedLength, groups], "+")};");
    }
}
