using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Tool.Exporting.C;

/// <summary>
/// What a kernel does with its names: which of its references it writes through, so that the others are <c>const</c>, and which names lead
/// to a result, so that no other is printed.
/// </summary>
internal sealed class KernelUse
{
    private readonly Dictionary<Kernel, KernelUse> _known;
    private readonly HashSet<string> _sums;
    private readonly HashSet<string> _roots = [];
    private readonly HashSet<string> _written = [];
    private readonly Dictionary<string, HashSet<string>> _needs = [];
    private readonly Dictionary<string, HashSet<string>> _bases = [];

    private KernelUse(Kernel kernel, Dictionary<Kernel, KernelUse> known)
    {
        _known = known;
        _sums = [.. kernel.Parameters.OfType<Parameter.Sum>().Select(sum => sum.Name)];
        All(kernel.Body);
        Close(_roots, _needs);
        Close(_written, _bases);
    }

    public static KernelUse Of(Kernel kernel, Dictionary<Kernel, KernelUse> known) =>
        known.TryGetValue(kernel, out KernelUse? use) ? use : known[kernel] = new KernelUse(kernel, known);

    public bool Writes(string reference) => _written.Contains(reference);

    public bool Needs(string name) => _roots.Contains(name);

    private static void Close(HashSet<string> names, Dictionary<string, HashSet<string>> further)
    {
        var open = new Stack<string>(names);
        while (open.TryPop(out string? name))
        {
            foreach (string next in further.GetValueOrDefault(name) ?? [])
                if (names.Add(next)) open.Push(next);
        }
    }

    private void All(IEnumerable<Statement> statements)
    {
        foreach (Statement statement in statements) One(statement);
    }

    private void One(Statement statement)
    {
        switch (statement)
        {
            case Statement.Comment: break;
            case Statement.DefineVectors vectors:
                foreach (VectorDefinition vector in vectors.Vectors)
                    Define(vector.Name, vector.Value is { } value ? KernelNames.Of(value) : []);
                break;
            case Statement.AssignVector assign: Define(assign.Name, KernelNames.Of(assign.Value)); break;
            case Statement.AddToVector add: Define(add.Name, KernelNames.Of(add.Value)); break;
            case Statement.DefineScalar scalar: Define(scalar.Name, KernelNames.Of(scalar.Value)); break;
            case Statement.AddToScalar add: Define(add.Name, KernelNames.Of(add.Value)); break;
            case Statement.DefineOffset offset: Define(offset.Name, KernelNames.Of(offset.Value)); break;
            case Statement.Refer refer: Point(refer.Name, refer.Address); break;
            case Statement.Point point: Point(point.Name, point.Address); break;
            case Statement.Move move: Define(move.Name, KernelNames.Of(move.Elements)); break;
            case Statement.Store store: Write(store.Address, KernelNames.Of(store.Value)); break;
            case Statement.StorePartial store: Write(store.Row, [.. KernelNames.Of(store.Value), .. KernelNames.Of(store.At)]); break;
            case Statement.StoreScalar store: Write(store.Address, KernelNames.Of(store.Value)); break;
            case Statement.StoreSums sums: Write(sums.Address, sums.Vectors); break;
            case Statement.StoreFirstMaximum first: Write(first.Result, KernelNames.Of(first.Values)); break;
            case Statement.Scope scope: All(scope.Body); break;
            case Statement.Loop loop when COffsets.NeverRuns(loop): break;
            case Statement.Loop loop:
                Read(loop.While.SelectMany(KernelNames.Of));
                Read([loop.Variable, .. KernelNames.Of(loop.Step), .. loop.From is { } from ? KernelNames.Of(from) : []]);
                All(loop.Body);
                break;
            case Statement.If branch:
                Read(KernelNames.Of(branch.Condition));
                if (COffsets.Known(branch.Condition) != false) All(branch.Body);
                if (COffsets.Known(branch.Condition) != true) All(branch.Otherwise);
                break;
            case Statement.Call call: Call(call); break;
            case Statement.CallRuntime call: Call(call.Of); break;
            default: throw new InvalidOperationException($"No C for {statement}.");
        }
    }

    private void Call(Statement.Call call)
    {
        KernelUse callee = Of(call.Kernel, _known);
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            switch (call.Arguments[i])
            {
                case Argument.Count count: Read(KernelNames.Of(count.Value)); break;
                case Argument.Flag flag: Read(KernelNames.Of(flag.Condition)); break;
                case Argument.Elements elements when callee.Writes(call.Kernel.Parameters[i].Name): Write(elements.Address, []); break;
                case Argument.Elements elements: Read(KernelNames.Of(elements.Address)); break;
                case Argument.Sum sum: Read([sum.Name]); break;
            }
        }
    }

    private void Call(RuntimeCall call)
    {
        switch (call)
        {
            case RuntimeCall.Copy copy: Write(copy.To, [.. KernelNames.Of(copy.From), .. KernelNames.Of(copy.Count)]); break;
            case RuntimeCall.CopyVectors copy: Write(copy.To, KernelNames.Of(copy.From)); break;
            case RuntimeCall.Clear clear: Write(clear.To, KernelNames.Of(clear.Count)); break;
            case RuntimeCall.Add add: Write(add.To, [.. KernelNames.Of(add.From), .. KernelNames.Of(add.Count)]); break;
            case RuntimeCall.Transpose transpose: Write(transpose.To, KernelNames.Of(transpose.From)); break;
            case RuntimeCall.Pack pack: Write(pack.Panel, KernelNames.Of(pack.Parameters)); break;
            case RuntimeCall.Unpack unpack: Write(unpack.Parameters, KernelNames.Of(unpack.Panel)); break;
            default: throw new InvalidOperationException($"No C for {call}.");
        }
    }

    /// <summary>A name that is needed if what it is called by is.</summary>
    private void Define(string name, IEnumerable<string> reads)
    {
        if (_sums.Contains(name)) Read(reads);
        else Add(_needs, name, reads);
    }

    private void Point(string name, Address address)
    {
        Add(_needs, name, KernelNames.Of(address));
        Add(_bases, name, [address.Elements]);
    }

    private void Write(Address address, IEnumerable<string> reads)
    {
        _written.Add(address.Elements);
        Read([.. KernelNames.Of(address), .. reads]);
    }

    private void Read(IEnumerable<string> names) => _roots.UnionWith(names);

    private static void Add(Dictionary<string, HashSet<string>> to, string name, IEnumerable<string> names)
    {
        if (!to.TryGetValue(name, out HashSet<string>? all)) to[name] = all = [];
        all.UnionWith(names);
    }
}
