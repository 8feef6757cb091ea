using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Analysis;
using RnnGen.Compiler.Planning.Memory;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>
/// Kernels with one fault: an address one element or one vector too far, a loop that makes a round too many, a reference that moves too
/// far, a part that is longer than its row; in the kernel itself or in one that it calls.
/// </summary>
internal sealed class KernelMutations
{
    private readonly int _chosen;
    private readonly bool _intoCalls;
    private int _site;
    private string _what = "";

    private KernelMutations(int chosen, bool intoCalls) => (_chosen, _intoCalls) = (chosen, intoCalls);

    /// <param name="intoCalls">Whether faults are planted in the kernels that it calls, too.</param>
    public static IEnumerable<(string What, Kernel Kernel)> Of(Kernel kernel, bool intoCalls)
    {
        for (int chosen = 0; ; chosen++)
        {
            var mutation = new KernelMutations(chosen, intoCalls);
            Kernel mutant = mutation.Rewrite(kernel);
            if (mutation._what.Length == 0) yield break;
            yield return (mutation._what, mutant);
        }
    }

    private Kernel Rewrite(Kernel kernel) => kernel with { Body = All(kernel.Body) };

    private EquatableArray<Statement> All(EquatableArray<Statement> statements) => statements.Select(One).ToEquatableArray();

    private Statement One(Statement statement) => statement switch
    {
        Statement.DefineVectors define => new Statement.DefineVectors(
            define.Vectors.Select(v => v with { Value = v.Value is null ? null : Of(v.Value) }).ToEquatableArray()),
        Statement.AssignVector assign => assign with { Value = Of(assign.Value) },
        Statement.AddToVector add => add with { Value = Of(add.Value) },
        Statement.DefineOffset offset => offset with { Value = Later(offset.Value, "offset") },
        Statement.Refer refer => refer with { Address = Of(refer.Address) },
        Statement.Move move => move with { Elements = Later(move.Elements, "move") },
        Statement.Store store => store with { Value = Of(store.Value), Address = Of(store.Address) },
        Statement.StorePartial store => store with { Value = Of(store.Value), Length = store.Length + One("length of a part") },
        Statement.StoreScalar store => store with { Address = Of(store.Address) },
        Statement.StoreFirstMaximum first => first with { Length = first.Length + One("length") },
        Statement.Scope scope => scope with { Body = All(scope.Body) },
        Statement.Loop loop => loop with { While = loop.While.Select(Of).ToEquatableArray(), Body = All(loop.Body) },
        Statement.If branch => branch with { Body = All(branch.Body), Otherwise = All(branch.Otherwise) },
        Statement.Call call => call with
        {
            Kernel = _intoCalls ? Rewrite(call.Kernel) : call.Kernel,
            Arguments = call.Arguments.Select(Of).ToEquatableArray(),
        },
        Statement.CallRuntime call => call with { Of = Of(call.Of) },
        _ => statement,
    };

    private RuntimeCall Of(RuntimeCall call) => call switch
    {
        RuntimeCall.Copy copy => copy with { From = Of(copy.From), To = Of(copy.To), Count = Later(copy.Count, "count") },
        RuntimeCall.Clear clear => clear with { To = Of(clear.To), Count = Later(clear.Count, "count") },
        RuntimeCall.Add add => add with { To = Of(add.To), From = Of(add.From), Count = Later(add.Count, "count") },
        RuntimeCall.Pack pack => pack with { Parameters = Of(pack.Parameters), Panel = Of(pack.Panel), Share = Of(pack.Share) },
        RuntimeCall.Unpack pack => pack with { Parameters = Of(pack.Parameters), Panel = Of(pack.Panel), Share = Of(pack.Share) },
        RuntimeCall.Gather gather => gather with { Rows = Of(gather.Rows), Lanes = Of(gather.Lanes) },
        RuntimeCall.Scatter scatter => scatter with { Rows = Of(scatter.Rows), Lanes = Of(scatter.Lanes) },
        _ => call,
    };

    private PanelShare Of(PanelShare part) => part with { Units = part.Units + One("units"), UnitStride = part.UnitStride + One("stride") };

    private Argument Of(Argument argument) => argument switch
    {
        Argument.Elements elements => elements with { Address = Of(elements.Address) },
        Argument.Count count => count with { Value = Later(count.Value, "count") },
        _ => argument,
    };

    private Condition Of(Condition condition) => condition switch
    {
        Condition.Less less => less with { Right = Later(less.Right, "limit") },
        Condition.AtMost most => most with { Right = Later(most.Right, "limit") },
        _ => condition,
    };

    private VectorExpression Of(VectorExpression expression) => expression switch
    {
        VectorExpression.Load load => load with { Address = Of(load.Address) },
        VectorExpression.LoadPartial part => part with { Length = part.Length + One("length of a part") },
        VectorExpression.Broadcast broadcast => broadcast with { Address = Of(broadcast.Address) },
        VectorExpression.Apply apply => apply with { Operands = apply.Operands.Select(Of).ToEquatableArray() },
        VectorExpression.MultiplyAdd sum => sum with { Left = Of(sum.Left), Right = Of(sum.Right), Addend = Of(sum.Addend) },
        _ => expression,
    };

    /// <summary>Further up, further down, or, of two kinds of step, with a longer one.</summary>
    private Address Of(Address address)
    {
        Offset offset = Later(address.Offset, "address");
        if (One("address, down") == 1) offset = new Offset.Difference(offset, 1);
        if (One("address, a vector up") == 1) offset = Offset.Add(offset, Offset.Vectors(1));
        return address with { Offset = Strides(offset) };
    }

    private Offset Strides(Offset offset) => offset switch
    {
        Offset.Sum sum => new Offset.Sum(sum.Terms.Select(Strides).ToEquatableArray()),
        Offset.Product { Right: Offset.Number stride } product when One("stride") == 1 => product.Left * (stride.Value + 1),
        _ => offset,
    };

    private Offset Later(Offset offset, string what) => One(what) == 1 ? Offset.Add(offset, 1) : offset;

    /// <summary>1 at the chosen site, else 0.</summary>
    private int One(string what)
    {
        if (_site++ != _chosen) return 0;
        _what = what;
        return 1;
    }
}
