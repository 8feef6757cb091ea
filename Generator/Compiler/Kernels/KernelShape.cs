using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>
/// What a kernel does, apart from what it calls things: each name is replaced by a number, in the order of first appearance, and words for
/// people are left out. Two kernels of equal shapes are the same kernel under two sets of names.
/// </summary>
internal sealed class KernelShape
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private KernelShape() { }

    /// <summary>Its parameters and its body, with numbers for names.</summary>
    public static (EquatableArray<Parameter> Parameters, EquatableArray<Statement> Body) Of(Kernel kernel)
    {
        var shape = new KernelShape();
        EquatableArray<Parameter> parameters =
            kernel.Parameters.Select(parameter => parameter with { Name = shape.Name(parameter.Name) }).ToEquatableArray();
        return (parameters, shape.All(kernel.Body));
    }

    private string Name(string name)
    {
        if (!_names.TryGetValue(name, out string? number)) _names.Add(name, number = KernelSpelling.Numbered("", _names.Count));
        return number;
    }

    private EquatableArray<Statement> All(EquatableArray<Statement> statements) =>
        statements.Where(statement => statement is not Statement.Comment).Select(Of).ToEquatableArray();

    private Statement Of(Statement statement) => statement switch
    {
        Statement.DefineVectors define => new Statement.DefineVectors(define.Vectors
            .Select(v => new VectorDefinition(Name(v.Name), v.Value is null ? null : Of(v.Value))).ToEquatableArray()),
        Statement.AssignVector assign => new Statement.AssignVector(Name(assign.Name), Of(assign.Value)),
        Statement.AddToVector add => new Statement.AddToVector(Name(add.Name), Of(add.Value)),
        Statement.DefineScalar scalar => new Statement.DefineScalar(Name(scalar.Name), Of(scalar.Value)),
        Statement.AddToScalar add => new Statement.AddToScalar(Name(add.Name), Of(add.Value)),
        Statement.DefineOffset offset => new Statement.DefineOffset(Name(offset.Name), Of(offset.Value)),
        Statement.Refer refer => new Statement.Refer(Name(refer.Name), Of(refer.Address)),
        Statement.Point point => new Statement.Point(Name(point.Name), Of(point.Address)),
        Statement.Move move => new Statement.Move(Name(move.Name), Of(move.Elements)),
        Statement.Store store => new Statement.Store(Of(store.Value), Of(store.Address)),
        Statement.StorePartial store => store with { Value = Of(store.Value), Row = Of(store.Row), At = Of(store.At) },
        Statement.StoreScalar store => new Statement.StoreScalar(Of(store.Address), Of(store.Value)),
        Statement.StoreSums sums => new Statement.StoreSums(sums.Vectors.Select(Name).ToEquatableArray(), Of(sums.Address)),
        Statement.Prefetch prefetch => new Statement.Prefetch(Of(prefetch.Address)),
        Statement.StoreFirstMaximum first => new Statement.StoreFirstMaximum(Of(first.Result), Of(first.Values), first.Length),
        Statement.Scope scope => new Statement.Scope(All(scope.Body)),
        Statement.Loop loop => new Statement.Loop(
            Name(loop.Variable), loop.From is null ? null : Of(loop.From), loop.While.Select(Of).ToEquatableArray(), Of(loop.Step),
            All(loop.Body)),
        Statement.If branch => new Statement.If(Of(branch.Condition), All(branch.Body), All(branch.Otherwise)),
        // What it calls is shared already.
        Statement.Call call => new Statement.Call(call.Kernel, call.Arguments.Select(Of).ToEquatableArray()),
        _ => throw Unknown(statement),
    };

    private Argument Of(Argument argument) => argument switch
    {
        Argument.Count count => new Argument.Count(Of(count.Value)),
        Argument.Flag flag => new Argument.Flag(Of(flag.Condition)),
        Argument.Elements elements => new Argument.Elements(Of(elements.Address)),
        Argument.Sum sum => new Argument.Sum(Name(sum.Name)),
        _ => throw Unknown(argument),
    };

    private Condition Of(Condition condition) => condition switch
    {
        Condition.ManyRegisters => condition,
        Condition.Flag flag => new Condition.Flag(Name(flag.Name)),
        Condition.Less less => new Condition.Less(Of(less.Left), Of(less.Right)),
        Condition.AtMost most => new Condition.AtMost(Of(most.Left), Of(most.Right)),
        Condition.Unequal unequal => new Condition.Unequal(Of(unequal.Left), Of(unequal.Right)),
        Condition.IsOdd odd => new Condition.IsOdd(Of(odd.Number)),
        Condition.Any any => new Condition.Any(any.Conditions.Select(Of).ToEquatableArray()),
        _ => throw Unknown(condition),
    };

    private VectorExpression Of(VectorExpression expression) => expression switch
    {
        VectorExpression.Variable variable => new VectorExpression.Variable(Name(variable.Name)),
        VectorExpression.Constant => expression,
        VectorExpression.Load load => load with { Address = Of(load.Address) },
        VectorExpression.LoadPartial part => new VectorExpression.LoadPartial(Of(part.Row), Of(part.At), part.Length),
        VectorExpression.Broadcast broadcast => new VectorExpression.Broadcast(Of(broadcast.Address)),
        VectorExpression.Repeat repeat => new VectorExpression.Repeat(Of(repeat.Number)),
        VectorExpression.Apply apply => apply with { Operands = apply.Operands.Select(Of).ToEquatableArray() },
        VectorExpression.MultiplyAdd sum => sum with { Left = Of(sum.Left), Right = Of(sum.Right), Addend = Of(sum.Addend) },
        VectorExpression.Select select => select with { Operands = select.Operands.Select(Of).ToEquatableArray() },
        VectorExpression.KeepTail keep => keep with { Value = Of(keep.Value), At = Of(keep.At) },
        VectorExpression.KeepFirst keep => new VectorExpression.KeepFirst(Of(keep.Value), Of(keep.Count)),
        VectorExpression.FirstOfPair pair => new VectorExpression.FirstOfPair(Of(pair.Pair)),
        _ => throw Unknown(expression),
    };

    private ScalarExpression Of(ScalarExpression expression) => expression switch
    {
        ScalarExpression.Variable variable => new ScalarExpression.Variable(Name(variable.Name)),
        ScalarExpression.Constant => expression,
        ScalarExpression.Load load => new ScalarExpression.Load(Of(load.Address)),
        ScalarExpression.Multiply product => new ScalarExpression.Multiply(Of(product.Left), Of(product.Right)),
        ScalarExpression.SumAcross sum => new ScalarExpression.SumAcross(Name(sum.Vector)),
        ScalarExpression.MaximumAcross maximum => new ScalarExpression.MaximumAcross(Name(maximum.Vector)),
        _ => throw Unknown(expression),
    };

    private Address Of(Address address) => new(Name(address.Elements), Of(address.Offset));

    private Offset Of(Offset offset) => offset switch
    {
        Offset.Number or Offset.Lanes or Offset.Multiple { Unit: Offset.Number or Offset.Lanes } => offset,
        Offset.Variable variable => Offset.Of(Name(variable.Name)),
        Offset.Sum sum => new Offset.Sum(sum.Terms.Select(Of).ToEquatableArray()),
        Offset.Difference difference => new Offset.Difference(Of(difference.Left), Of(difference.Right)),
        Offset.Product product => new Offset.Product(Of(product.Left), Of(product.Right)),
        Offset.Multiple multiple => new Offset.Multiple(multiple.Value, Of(multiple.Unit)),
        Offset.Parity parity => new Offset.Parity(Of(parity.Value)),
        Offset.Minimum minimum => new Offset.Minimum(Of(minimum.Left), Of(minimum.Right)),
        Offset.Choice choice => new Offset.Choice(Name(choice.Flag), Of(choice.IfTrue), Of(choice.IfFalse)),
        _ => throw Unknown(offset),
    };

    private static InvalidOperationException Unknown(object node) => new($"No shape for {node}.");
}
