using System;
using System.Globalization;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Programs;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>A pass over the sessions of a pool as C#: a method that hands the memory of a call to the kernels.</summary>
internal sealed class PooledPassPrinter(ElementType element, KernelPrinter kernels, Document document)
{
    public const string Name = "PooledPass";

    private const string Rows = "rows", Steps = "steps", Memory = "memory";

    public void Print(PooledPass pass)
    {
        Code[] parameters = [$"int {Steps}", $"int {Rows}", $"ref {RuntimeNames.Keyword(element)} weights", $"PooledRows {Memory}"];
        document.Blank();
        document.Comment("Time steps of sessions of a pool.");
        kernels.Method(Name, parameters, () =>
        {
            foreach (PooledSweep sweep in pass.Sweeps)
                document.Line(Code.List($"{sweep.Head.Kernel.Name}<V>", sweep.Head.Sources.Select(s => Argument(s, sweep.By)), ";"));
        });
    }

    private static Code Argument(Source source, Division by) => source switch
    {
        Source.TimeSteps => Steps,
        Source.Early or Source.Begin or Source.After => "0",
        Source.Batch => Rows,
        Source.Count => by == Division.Rows ? $"{Steps} * {Rows}" : Rows,
        Source.Has { Adjoints: Adjoints.Any } => "false",
        Source.Tensor { Kind: TapeTensor.Saved } => $"ref {Memory}.PrivateStart", // nothing is saved
        Source.Tensor { Kind: TapeTensor.Input or TapeTensor.State or TapeTensor.Output } tensor =>
            $"ref {Memory}.{tensor.Kind}Start({tensor.Index})",
        Source.Weights => "ref weights",
        Source.OfPool part => Ref($"{Memory}.PrivateStart", part.Start),
        _ => throw new InvalidOperationException($"{source} is nowhere in a pool."),
    };

    private static Code Ref(string start, int offset) => offset == 0
        ? $"ref {start}"
        : Code.Of($"ref {Code.Call("Unsafe.Add", "ref " + start, offset.ToString(CultureInfo.InvariantCulture))}");
}
