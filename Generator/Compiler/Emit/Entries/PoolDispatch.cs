using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Print;

namespace RnnGen.Compiler.Emit.Entries;

/// <summary>
/// Where the surface enters the kernels with a pool: a loop over what the runtime cuts a call into. It reads inputs and writes outputs that
/// are one span each, or all side by side.
/// </summary>
internal sealed class PoolDispatch(CellModel model, Document document)
{
    private const string Call = "call";

    public const string Entry = "RunPooled", JoinedEntry = "RunPooledJoined", Rows = "RunPooledRows";

    public void Emit()
    {
        string t = model.T;
        int inputs = model.Signature.Inputs.Count, outputs = model.Signature.Outputs.Count;
        Method(Entry,
            Enumerable.Range(0, inputs).Select(i => (Code)$"ReadOnlySpan<{t}> input{i}")
                .Concat(Enumerable.Range(0, outputs).Select(o => (Code)$"Span<{t}> output{o}")),
            Enumerable.Range(0, inputs).Select(i => $"{Call}.Read({i}, input{i});"),
            Enumerable.Range(0, outputs).Select(o => $"{Call}.Write({o}, output{o});"));
        Method(
            JoinedEntry, [$"ReadOnlySpan<{t}> inputs", $"Span<{t}> outputs"],
            [$"{Call}.ReadAll(inputs);"], [$"{Call}.WriteAll(outputs);"]);
    }

    private void Method(string name, IEnumerable<Code> spans, IEnumerable<string> read, IEnumerable<string> write)
    {
        document.Blank();
        Code[] shared = ["int steps", "Weights weights", "Pool pool", "ReadOnlySpan<Handle> handles"];
        document.Line(KernelPrinter.Attribute);
        using var method = document.Block(Code.List($"internal static void {name}", shared.Concat(spans)));
        if (name == JoinedEntry) document.Line("pool.RequireJoined(handles.Length, steps, inputs, outputs);");
        document.Line($"using PooledCall {Call} = pool.Begin(weights, handles, steps);");
        using var loop = document.Block($"while ({Call}.Next())");
        foreach (string line in read) document.Line(line);
        document.Line($"{Rows}({Call}.Steps, {Call}.Rows, ref weights.Start, {Call}.Memory);");
        foreach (string line in write) document.Line(line);
    }
}
