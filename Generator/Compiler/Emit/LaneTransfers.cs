using System.Linq;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Emit;

/// <summary>Calls that bring a group of rows of a tape's tensors into records, and back.</summary>
internal sealed class LaneTransfers(CodeWriter writer)
{
    /// <param name="first">The first row of the group.</param>
    /// <param name="step">Rows from step to step; null where there is one step.</param>
    /// <param name="record">Vectors of a record, which is passed over; 0 for the record before the first step.</param>
    public void Gather(string tensor, Value value, string first, string? step, int slot, int record, string steps)
    {
        int n = value.Shape.Length;
        writer.Line(KernelContext.List($"{RuntimeNames.LaneRows}.Gather",
        [
            Rows(tensor, first, n), step is null ? "0" : $"{step} * {n}",
            Record(record + slot), step is null ? "0" : KernelContext.Vectors(record), KernelContext.Text(n), steps,
        ], ";"));
    }

    /// <param name="record">As for <see cref="Gather"/>; a single record has one step.</param>
    public void Scatter(int slot, int record, string tensor, Value value, string first, string steps)
    {
        int n = value.Shape.Length;
        writer.Line(KernelContext.List($"{RuntimeNames.LaneRows}.Scatter",
        [
            Record(record + slot), record == 0 ? "0" : KernelContext.Vectors(record),
            Rows(tensor, first, n), record == 0 ? "0" : $"batch * {n}", "rows", KernelContext.Text(n), steps,
        ], ";"));
    }

    public void Clear(int slot, int record, int features, string steps)
    {
        string stride = record == 0 ? "0" : KernelContext.Vectors(record);
        writer.Line($"{RuntimeNames.LaneRows}.Clear({Record(record + slot)}, {stride}, {features}, {steps});");
    }

    /// <summary>So many vectors behind the group's first.</summary>
    public static string Record(int vectors) => vectors == 0 ? "ref start" : $"ref Unsafe.Add(ref start, {KernelContext.Vectors(vectors)})";

    private static string Rows(string tensor, string first, int features) =>
        $"ref Unsafe.Add(ref {tensor}, {(first.Contains(' ') ? $"({first})" : first)} * {features})";
}
