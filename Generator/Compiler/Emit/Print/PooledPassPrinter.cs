using System;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Programs;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>A pass over the sessions of a pool as C#: a method that hands the memory of a call to the kernels.</summary>
internal sealed class PooledPassPrinter(ElementType element, KernelPrinter kernels, Document document)
{
    public const string Name = "PooledPass", NameInLanes = "PooledLanesPass";

    private const string Rows = "rows", Steps = "steps", Memory = "memory";

    public void Print(PooledPass pass)
    {
        Code[] parameters = [$"int {Steps}", $"int {Rows}", $"ref {RuntimeNames.Keyword(element)} weights", $"PooledRows {Memory}"];
        document.Blank();
        document.Comment("Time steps of sessions of a pool.");
        Print(Name, pass, parameters);
        if (pass.InLanes is not { } inLanes) return;
        document.Blank();
        document.Comment("The same with a session in each lane.");
        Print(NameInLanes, inLanes, parameters);
    }

    private void Print(string name, PooledPass pass, Code[] parameters) => kernels.Method(name, parameters, () =>
    {
        if (pass.Sweeps.Any(sweep => sweep.By == Division.Groups)) document.Line($"nint groups = ((nint){Rows} + V.Count - 1) / V.Count;");
        foreach (PooledSweep sweep in pass.Sweeps)
            document.Line(Code.List(sweep.Head.Kernel.Name, sweep.Head.Sources.Select(s => Argument(s, sweep.By)), ";"));
        foreach (FlushedRows rows in pass.Flushed)
        {
            string length = rows.Length.ToString(CultureInfo.InvariantCulture);
            string steps = rows.IsOverwritten ? "" : $"{Steps} * ";
            Code last = Ref($"{Memory}.StateStart({rows.State})", $"(nint){steps}{Rows} * {length}");
            document.Line(Code.List(
                $"{RuntimeNames.StateFlush}.Apply<V, {RuntimeNames.Keyword(element)}>", [last, $"(nint){Rows} * {length}"], ";"));
        }
    });

    private static Code Argument(Source source, Division by) => source switch
    {
        Source.TimeSteps => Steps,
        Source.Early or Source.Begin or Source.After or Source.Origin or Source.Within or Source.Stretch => "0",
        Source.Batch => Rows,
        Source.Count => by == Division.Rows ? $"{Steps} * {Rows}" : by == Division.Groups ? "groups" : Rows,
        Source.LastGroup => $"{Rows} - (groups - 1) * V.Count",
        Source.Has { Adjoints: Adjoints.Any } => "false",
        Source.Tensor { Kind: TapeTensor.Saved } => $"ref {Memory}.PrivateStart", // nothing is saved
        Source.Tensor { Kind: TapeTensor.Input or TapeTensor.State or TapeTensor.Output } tensor =>
            $"ref {Memory}.{tensor.Kind}Start({tensor.Index})",
        Source.Weights => "ref weights",
        Source.OfPool part => Ref($"{Memory}.PrivateStart", part.Start),
        _ => throw new InvalidOperationException($"{source} is nowhere in a pool."),
    };

    private static Code Ref(string start, int offset) =>
        offset == 0 ? $"ref {start}" : Ref(start, offset.ToString(CultureInfo.InvariantCulture));

    private static Code Ref(string start, string offset) => Code.Of($"ref {Code.Call("Unsafe.Add", "ref " + start, offset)}");
}
