using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels;

namespace RnnGen.Compiler.Emit.Surface;

/// <summary>
/// The parameters of <c>Step</c> and <c>Run</c>: weights, inputs as declared, state, outputs as declared; the sessions of a pool before all
/// inputs.
/// </summary>
internal sealed class EntryNames
{
    private readonly CellSignature _signature;

    public EntryNames(CellSignature signature)
    {
        _signature = signature;
        // The one local of an entry point.
        var scope = new NameScope(["steps"]);
        Inputs = [.. signature.Inputs.Select(s => Names.Escape(scope.Fresh(s.Name)))];
        Outputs = [.. signature.Outputs.Select(s => Names.Escape(scope.Fresh(
            signature.States.Any(x => x.Name == s.Name) ? s.Name + "Output" : s.Name)))];
        (Weights, State) = (scope.Fresh("weights"), scope.Fresh("state"));
        (Pool, Handles, TimeSteps) = (scope.Fresh("pool"), scope.Fresh("handles"), scope.Fresh("timeSteps"));
    }

    public string[] Inputs { get; }

    public string[] Outputs { get; }

    public string Weights { get; }

    public string State { get; }

    public string Pool { get; }

    public string Handles { get; }

    /// <summary>Of a pool: the steps of each session.</summary>
    public string TimeSteps { get; }

    /// <summary>All tensors that go in or out, with what they are called.</summary>
    public IEnumerable<(string Name, SlotSignature Slot)> Tensors =>
        Inputs.Zip(_signature.Inputs, (n, s) => (n, s)).Concat(Outputs.Zip(_signature.Outputs, (n, s) => (n, s)));

    /// <summary>As declared.</summary>
    public IEnumerable<Code> Parameters(Types types, bool counts = false) =>
        new Code[] { $"Weights {Weights}" }
            .Concat(Inputs.Select(i => (Code)$"{types.ReadOnlySpan} {i}"))
            .Concat([$"State {State}"])
            .Concat(counts ? ["int timeSteps"] : [])
            .Concat(Outputs.Select(o => (Code)$"{types.Span} {o}"));

    /// <summary>Of a pool.</summary>
    public IEnumerable<Code> PoolParameters(Types types, bool counts) =>
        new Code[] { $"Weights {Weights}", $"StatePool {Pool}", $"{Types.Handles} {Handles}" }
            .Concat(counts ? [$"int {TimeSteps}"] : [])
            .Concat(Inputs.Select(i => (Code)$"{types.ReadOnlySpan} {i}"))
            .Concat(Outputs.Select(o => (Code)$"{types.Span} {o}"));

    /// <summary>As handed on to the kernels.</summary>
    public IEnumerable<Code> Arguments(string steps) =>
        new[] { steps, Weights }.Concat(Inputs).Concat([State]).Concat(Outputs).Select(a => (Code)a);
}
