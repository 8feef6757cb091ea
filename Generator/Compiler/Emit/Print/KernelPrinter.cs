using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Emit.Print;

/// <summary>Kernels as C#: a method each. It decides nothing and knows nothing of cells.</summary>
/// <param name="constraint">Of the type of vectors, where each kernel has it as a parameter; else the class has.</param>
internal sealed class KernelPrinter(ElementType element, Document document, string constraint = "")
{
    private const string Optimized = "Optimized", InlinedOption = "Inlined";

    /// <summary>Stands above each kernel.</summary>
    public const string Attribute = $"[MethodImplAttribute({Optimized})]";

    /// <summary>Stands above what chooses among kernels.</summary>
    public const string Inlined = $"[MethodImplAttribute({InlinedOption})]";

    /// <summary>Characters of an equation above a kernel.</summary>
    private const int LongestEquation = 2000;

    /// <summary>Equations above a kernel from which on they are not written a second time.</summary>
    private const int LeastRepeated = 3;

    private readonly ExpressionPrinter _expressions = new(element);

    /// <summary>Where equations stand, by their text.</summary>
    private readonly Dictionary<string, string> _noted = [];

    private string _kernel = "";

    /// <summary>Whether lines have several statements of a kind, as many as fit: a cell's file is long.</summary>
    public bool FillsLines { get; init; } = true;

    /// <summary>Who may call kernels: what chooses among them stands in another class.</summary>
    public string Access { get; init; } = "public";

    /// <summary>The element type's keyword, or the type parameter's name.</summary>
    public string T { get; init; } = RuntimeNames.Keyword(element);

    /// <summary>What stands behind the names of kernels.</summary>
    public string TypeArguments { get; init; } = "";

    /// <summary>
    /// Whether the project that compiles them may check arithmetic: that on addresses is then unchecked whatever its settings.
    /// </summary>
    public bool MayBeChecked { get; init; } = true;

    /// <summary>The constants that say how kernels are compiled, and what chooses among them.</summary>
    public static void Options(Document document)
    {
        document.Line($"private const MethodImplOptions {Optimized} =");
        document.Further(
            $"MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization, {InlinedOption} = "
            + "MethodImplOptions.AggressiveInlining;");
    }

    public void Print(Kernel kernel)
    {
        document.Blank();
        _kernel = kernel.Name;
        Comment([.. kernel.Notes.Where(e => e.Length > 0).Distinct()]);
        Method(kernel.Name, kernel.Parameters.Select(Declaration), () => Print(kernel.Body));
    }

    /// <summary>
    /// A kernel that every assembly may call and that only chooses others: inlined, it costs no call, and its numbers are constants.
    /// </summary>
    public void PrintEntry(Kernel kernel)
    {
        document.Line(Inlined);
        Head(kernel.Name, kernel.Parameters.Select(Declaration));
        Body(() => Print(kernel.Body));
    }

    /// <summary>A method that is optimised from its first call on.</summary>
    public void Method(string name, IEnumerable<Code> parameters, Action body)
    {
        document.Line(Attribute);
        Head(name, parameters, Access);
        Body(body);
    }

    private void Body(Action body)
    {
        using (MayBeChecked ? document.DoubleBlock("unchecked") : document.Block()) body();
    }

    /// <summary>The name and parameters of a method over the type of vectors.</summary>
    public void Head(string name, IEnumerable<Code> parameters, string access = "public")
    {
        document.Line(Code.List($"{access} static void {name}{TypeArguments}", parameters));
        if (constraint.Length > 0) document.Further(constraint);
    }

    /// <summary>All statements of a block.</summary>
    private void Print(IEnumerable<Statement> statements)
    {
        List<Statement> all = WithoutLastScope([.. statements]);
        for (int i = 0, count; i < all.Count; i += count)
        {
            count = RuntimeCallRun.Length(all, i);
            if (count > 1)
            {
                document.Line(RuntimeCallRun.Text(all, i, count, T));
                continue;
            }
            string[] comments = [.. all.Skip(i).TakeWhile(s => s is Statement.Comment).Select(s => ((Statement.Comment)s).Text)];
            if (comments.Length > 1)
            {
                Comment(comments);
                count = comments.Length;
                continue;
            }
            count = FillsLines ? Alike(all, i) : 1;
            if (count > 1) document.Line(Code.Row(all.GetRange(i, count).Select(Text)));
            else Print(all[i]);
        }
    }

    /// <summary>
    /// How many statements from the first on stand in lines together, as many as fit: what is added to sums for one element, sums that
    /// begin or are joined, and vectors that are stored.
    /// </summary>
    private static int Alike(List<Statement> statements, int first)
    {
        Bulk kind = KindOf(statements[first]);
        int end = first + 1;
        if (kind == Bulk.None) return 1;
        if (kind == Bulk.Element) kind = Bulk.Product;
        while (end < statements.Count && KindOf(statements[end]) == kind) end++;
        return end - first;
    }

    private static Bulk KindOf(Statement statement) => statement switch
    {
        Statement.AssignVector { Value: VectorExpression.MultiplyAdd { Addend: VectorExpression.Variable sum } } assign
            when sum.Name == assign.Name => Bulk.Product,
        Statement.AssignVector { Value: VectorExpression.Constant { Number: 0 } } => Bulk.Zero,
        Statement.AssignVector { Value: VectorExpression.Broadcast or VectorExpression.Load } => Bulk.Element,
        Statement.AddToVector { Value: VectorExpression.Variable } => Bulk.Join,
        Statement.Store { Value: VectorExpression.Variable } => Bulk.Store,
        Statement.Store store when Kept(store) is not null => Bulk.Sum,
        _ => Bulk.None,
    };

    /// <summary>What a statement is one of many of.</summary>
    private enum Bulk { None, Zero, Element, Product, Join, Store, Sum }

    /// <summary>What is added to a vector in memory, if it is some lanes of a variable.</summary>
    private static VectorExpression.KeepFirst? Kept(Statement.Store store) =>
        store.Value is VectorExpression.Apply { Function: PointwiseFunction.Add, Operands: var operands }
        && operands[0] is VectorExpression.Load old && old.Address == store.Address && operands[1] is VectorExpression.KeepFirst kept
        && VectorPlace.Unit(store.Address) == "Nth" ? kept : null;

    /// <summary>Statements with names of their own need no block where they come last and nothing before has these names.</summary>
    private static List<Statement> WithoutLastScope(List<Statement> statements)
    {
        while (statements.LastOrDefault() is Statement.Scope last)
        {
            List<Statement> before = statements.GetRange(0, statements.Count - 1);
            if (last.Body.SelectMany(Defined).Intersect(before.SelectMany(DefinedWithin)).Any()) break;
            statements = [.. before, .. last.Body];
        }
        return statements;
    }

    /// <summary>The equations that a kernel computes; of those that stand in the file already it says where.</summary>
    private void Comment(IReadOnlyList<string> equations)
    {
        if (equations.Count >= LeastRepeated)
        {
            string key = string.Join("\n", equations);
            if (_noted.TryGetValue(key, out string? first))
            {
                document.Comment($"The equations of {first}.");
                return;
            }
            _noted[key] = _kernel;
        }
        foreach (string equation in equations) document.Comment(Shortened(equation));

        // The head of the file has it whole; above each of the kernels that it takes it would be most of the file.
        static string Shortened(string text) => text.Length <= LongestEquation ? text : text.Substring(0, LongestEquation) + " …";
    }

    private Code Declaration(Parameter parameter) => parameter switch
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
            case Statement.Comment comment: document.Comment(comment.Text); break;
            case Statement.Loop loop: Loop(loop); break;
            case Statement.Scope scope when !scope.Body.SelectMany(Defined).Any(): foreach (Statement of in scope.Body) Print(of); break;
            case Statement.Scope scope: using (document.Block()) Print(scope.Body); break;
            case Statement.If branch: Branch(branch); break;
            default: document.Line(Text(statement), Remark(statement)); break;
        }
    }

    /// <summary>The names that it makes, which end with its block.</summary>
    private static IEnumerable<string> Defined(Statement statement) => statement switch
    {
        Statement.DefineVectors vectors => vectors.Vectors.Select(vector => vector.Name),
        Statement.DefineScalar scalar => [scalar.Name],
        Statement.DefineOffset offset => [offset.Name],
        Statement.Refer refer => [refer.Name],
        _ => [],
    };

    /// <summary>The same with those that end within it.</summary>
    private static IEnumerable<string> DefinedWithin(Statement statement) => statement switch
    {
        Statement.Loop loop => loop.Body.SelectMany(DefinedWithin).Append(loop.Variable),
        Statement.If branch => branch.Body.Concat(branch.Otherwise).SelectMany(DefinedWithin),
        Statement.Scope scope => scope.Body.SelectMany(DefinedWithin),
        _ => Defined(statement),
    };

    private void Loop(Statement.Loop loop)
    {
        string from = loop.From is { } start ? $"nint {loop.Variable} = {OffsetText.Of(start)}" : "";
        string condition = string.Join(" && ", loop.While.Select(ExpressionPrinter.Text));
        string step = loop.Step is Offset.Number { Value: 1 } ? $"{loop.Variable}++" : $"{loop.Variable} += {OffsetText.Of(loop.Step)}";
        using (document.Block(Code.List("for ", [from, condition, step], between: ";"), remark: loop.Remark)) Print(loop.Body);
    }

    /// <summary>A lone call stands behind its condition.</summary>
    private void Branch(Statement.If branch)
    {
        Code condition = ExpressionPrinter.Text(branch.Condition);
        if (branch.Body.Count == 1 && branch.Otherwise.Count == 0 && branch.Body[0] is Statement.Call call)
        {
            document.Line(Code.If(condition, Text(call)));
            return;
        }
        using (document.Block($"if ({condition})")) Print(branch.Body);
        if (branch.Otherwise.Count == 0) return;
        using (document.Block("else")) Print(branch.Otherwise);
    }

    private static string Remark(Statement statement) => statement switch
    {
        Statement.DefineOffset offset => offset.Remark,
        Statement.Refer refer => refer.Remark,
        Statement.CallRuntime call => call.Remark,
        _ => "",
    };

    private Code Text(Statement statement) => statement switch
    {
        Statement.DefineVectors vectors => Vectors(vectors),
        Statement.AssignVector { Value: VectorExpression.MultiplyAdd { Addend: VectorExpression.Variable addend } product } assign
            when addend.Name == assign.Name =>
            _expressions.AddProduct(addend.Name, product),
        Statement.AssignVector assign => Set(assign.Name, "=", _expressions.Text(assign.Value)),
        Statement.AddToVector add => Set(add.Name, "+=", _expressions.Text(add.Value)),
        Statement.DefineScalar scalar => Set($"{T} {scalar.Name}", "=", _expressions.Text(scalar.Value)),
        Statement.AddToScalar add => Set(add.Name, "+=", _expressions.Text(add.Value)),
        Statement.DefineOffset offset => Set($"nint {offset.Name}", "=", OffsetText.Of(offset.Value)),
        Statement.Refer refer => Set($"ref {T} {refer.Name}", "=", ExpressionPrinter.Reference(refer.Address)),
        Statement.Point point => Set(point.Name, "=", ExpressionPrinter.Reference(point.Address)),
        Statement.Move move => Set(
            move.Name, "=", Code.Of($"ref {Code.Call("Unsafe.Add", $"ref {move.Name}", OffsetText.Of(move.Elements))}")),
        Statement.Store store when Kept(store) is { } kept => Code.List($"{RuntimeNames.Rows}.AddFirst",
            [.. VectorPlace.Of(store.Address), _expressions.Text(kept.Value), OffsetText.Of(kept.Count)], ";"),
        Statement.Store store =>
            VectorPlace.Call("V.Store", store.Address, [_expressions.Text(store.Value)], ";"),
        Statement.StorePartial store => Code.List($"{RuntimeNames.Rows}.{(store.IsReadBehind ? "StoreExactly" : "Store")}<V, {T}>",
            [
                _expressions.Text(store.Value), ExpressionPrinter.Reference(store.Row), OffsetText.Of(store.At),
                NumberLiteral.Of(store.Length),
            ], ";"),
        Statement.StoreScalar store => Set(ExpressionPrinter.Element(store.Address), "=", _expressions.Text(store.Value)),
        Statement.StoreSums sums => Code.List($"{RuntimeNames.Rows}.StoreSums<V, {T}>",
            [.. sums.Vectors.Select(vector => (Code)vector), ExpressionPrinter.Reference(sums.Address)], ";"),
        Statement.Prefetch prefetch => Code.List($"{RuntimeNames.Rows}.Prefetch",
            ["ref " + prefetch.Address.Elements, OffsetText.Terms(prefetch.Address.Offset)], ";"),
        Statement.StoreFirstMaximum first => Code.List($"{RuntimeNames.Rows}.StoreFirstMaximum",
            [ExpressionPrinter.Reference(first.Result), ExpressionPrinter.Reference(first.Values), NumberLiteral.Of(first.Length)], ";"),
        Statement.Call call => Code.List(Name(call.Kernel), call.Arguments.Select(ArgumentText), ";"),
        Statement.CallRuntime call => RuntimeCallText.Of(call.Of, T),
        _ => throw Unknown(statement),
    };

    /// <summary>As it is called; those of the runtime stand in a class of their own.</summary>
    private string Name(Kernel kernel) => kernel.IsOfRuntime
        ? $"{RuntimeNames.Tiles}.{kernel.Name}<V, {T}>"
        : kernel.Name + TypeArguments;

    private static Code Set(Code name, string operation, Code value) =>
        Code.Continue(Code.Join(name, " " + operation), Code.Join(value, ";"));

    private Code Vectors(Statement.DefineVectors vectors) => vectors.Vectors.Count == 1 && vectors.Vectors[0] is { Value: { } value } only
        ? Set("V " + only.Name, "=", _expressions.Text(value))
        : Code.Row("V ", vectors.Vectors.Select(Definition), ";");

    private Code Definition(VectorDefinition vector) =>
        vector.Value is { } value ? Code.Of($"{vector.Name} = {_expressions.Text(value)}") : vector.Name;

    private static Code ArgumentText(Argument argument) => argument switch
    {
        Argument.Count count => OffsetText.Of(count.Value),
        Argument.Flag flag => ExpressionPrinter.Text(flag.Condition),
        Argument.Elements elements => ExpressionPrinter.Reference(elements.Address),
        Argument.Sum sum => "ref " + sum.Name,
        _ => throw Unknown(argument),
    };

    private static InvalidOperationException Unknown(object node) => new($"No C# for {node}.");
}
