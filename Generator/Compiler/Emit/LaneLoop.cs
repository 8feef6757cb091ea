using System;
using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>What kernels with rows in the lanes have in common: their heads, and the loop over time steps.</summary>
internal static class LaneLoop
{
    public static IDisposable Method(KernelContext context, string name, string parameters)
    {
        string head = KernelContext.List($"private static void {name}<V>", parameters.Split([", "], StringSplitOptions.None), "");
        return context.Method($"{head}\n    {context.Constraint}");
    }

    /// <summary>From record to record, from the one at <c>start</c> on or back to it.</summary>
    /// <param name="record">Vectors of a record.</param>
    /// <param name="step">Writes what happens between the records <c>before</c> and <c>now</c>.</param>
    public static void Emit(CodeWriter writer, SweepKind kind, string type, int record, Action step)
    {
        bool back = kind == SweepKind.ReverseTimeLoop;
        string length = KernelContext.Vectors(record);
        writer.Line(back ? $"ref {type} now = ref Unsafe.Add(ref start, steps * {length});" : $"ref {type} before = ref start;");
        using (writer.Block("for (nint t = 0; t < steps; t++)"))
        {
            writer.Line(back
                ? $"ref {type} before = ref Unsafe.Subtract(ref now, {length});"
                : $"ref {type} now = ref Unsafe.Add(ref before, {length});");
            step();
            writer.Line(back ? "now = ref before;" : "before = ref now;");
        }
    }
}
