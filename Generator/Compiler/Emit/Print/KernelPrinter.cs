using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>Kernels as C#: a method each. It decides nothing and knows nothing of cells.</summary>
internal sealed class KernelPrinter(KernelContext context)
{
    private readonly ExpressionPrinter _expressions = new(context.Element);

    private CodeWriter Writer => context.Writer;

    private string T => context.T;

    public void Print(Kernel kernel)
    {
        Writer.Line();
        context.Comment(kernel.Notes);
        IEnumerable<string> parameters = kernel.Parameters.Select(Declaration);
        using (context.Method(KernelContext.List($"private static void {kernel.Name}<V>", parameters, $"\n    {context.Constraint}")))
            Print(kernel.Body);
    }

    public void Print(IEnumerable<Statement> statements)
    {
        foreach (Statement statement in statements) Print(statement);
    }

    private string Declaration(Parameter parameter) => parameter switch
    {
        Parameter.Count => $"nint {parameter.Name}",
        Parameter.Flag => $"bool {parameter.Name}",
        Parameter.Elements => $"ref {T} {parameter.Name}",
        Parameter.Sum => $"ref V {parameter.Name}",
        _ => throw Unknown(parameter),
    };

    private void Print(Statement statement)
    {
        switch (statement)
        {
            case Statement.Loop loop: Loop(loop); break;
            case Statement.Scope scope: using (Writer.Block("")) Print(scope.Body); break;
            case Statement.If branch: Branch(branch); break;
            default: Writer.Line(Text(statement)); break;
        }
    }

    private void Loop(Statement.Loop loop)
    {
        string from = loop.From is { } start ? $"nint {loop.Variable} = {OffsetText.Of(start)}" : "";
        string condition = string.Join(" && ", loop.While.Select(ExpressionPrinter.Text));
        string step = loop.Step is Offset.Number { Value: 1 } ? $"{loop.Variable}++" : $"{loop.Variable} += {OffsetText.Of(loop.Step)}";
        using (Writer.Block($"for ({from}; {condition}; {step}){Behind(loop.Remark)}")) Print(loop.Body);
    }

    /// <summary>A lone statement that is short stands behind its condition.</summary>
    private void Branch(Statement.If branch)
    {
        string head = $"if ({ExpressionPrinter.Text(branch.Condition)})";
        string? only = branch.Body.Count == 1 && branch.Otherwise.Count == 0 && branch.Body[0] is Statement.Call call ? Text(call) : null;
        if (only is null)
        {
            using (Writer.Block(head)) Print(branch.Body);
            if (branch.Otherwise.Count == 0) return;
            using (Writer.Block("else")) Print(branch.Otherwise);
        }
        else if (head.Length + only.Length < 110 && !only.Contains('\n')) Writer.Line($"{head} {only}");
        else Writer.Line($"{head}\n    {only.Replace("\n", "\n    ")}");
    }

    private string Text(Statement statement) => statement switch
    {
        Statement.Comment comment => "// " + comment.Text,
        Statement.DefineVectors vectors => $"V {string.Join(", ", vectors.Vectors.Select(Definition))};",
        Statement.AssignVector assign => $"{assign.Name} = {_expressions.Text(assign.Value)};",
        Statement.AddToVector add => $"{add.Name} += {_expressions.Text(add.Value)};",
        Statement.DefineScalar scalar => $"{T} {scalar.Name} = {_expressions.Text(scalar.Value)};",
        Statement.AddToScalar add => $"{add.Name} += {_expressions.Text(add.Value)};",
        Statement.DefineOffset offset => $"nint {offset.Name} = {OffsetText.Of(offset.Value)};{Behind(offset.Remark)}",
        Statement.Refer refer => $"ref {T} {refer.Name} = {ExpressionPrinter.Reference(refer.Address)};{Behind(refer.Remark)}",
        Statement.Point point => $"{point.Name} = {ExpressionPrinter.Reference(point.Address)};",
        Statement.Move move => $"{move.Name} = ref Unsafe.Add(ref {move.Name}, {OffsetText.Of(move.Elements)});",
        Statement.Store store => $"V.Store({_expressions.Text(store.Value)}, {ExpressionPrinter.Place(store.Address)});",
        Statement.StorePart store => $"{RuntimeNames.Rows}.Store<V, {T}>({_expressions.Text(store.Value)}, "
            + $"{ExpressionPrinter.Reference(store.Row)}, {OffsetText.Of(store.At)}, {store.Length});",
        Statement.StoreScalar store => $"{ExpressionPrinter.Element(store.Address)} = {_expressions.Text(store.Value)};",
        Statement.StoreFirstMaximum first => $"{RuntimeNames.Rows}.StoreFirstMaximum({ExpressionPrinter.Reference(first.Result)}, "
            + $"{ExpressionPrinter.Reference(first.Values)}, {first.Length});",
        Statement.Call call => KernelContext.List($"{call.Kernel.Name}<V>", call.Arguments.Select(ArgumentText), ";"),
        Statement.CallRuntime call => RuntimeCallText.Of(call.Of, T) + Behind(call.Remark),
        _ => throw Unknown(statement),
    };

    private string Definition(VectorDefinition vector) =>
        vector.Value is { } value ? $"{vector.Name} = {_expressions.Text(value)}" : vector.Name;

    private static string ArgumentText(Argument argument) => argument switch
    {
        Argument.Count count => OffsetText.Of(count.Value),
        Argument.Flag flag => ExpressionPrinter.Text(flag.Condition),
        Argument.Elements elements => ExpressionPrinter.Reference(elements.Address),
        Argument.Sum sum => "ref " + sum.Name,
        _ => throw Unknown(argument),
    };

    private static string Behind(string remark) => remark.Length == 0 ? "" : " // " + remark;

    private static InvalidOperationException Unknown(object node) => new($"No C# for {node}.");
}
