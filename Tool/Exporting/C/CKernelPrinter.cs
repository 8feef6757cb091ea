using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Emit.Print;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Tool.Exporting.C;

/// <summary>
/// Kernels as C: a static function each, with vectors of one element, so that a vector is a number. It decides nothing and knows nothing of
/// cells.
/// </summary>
internal sealed class CKernelPrinter(ElementType element, Document document)
{
    /// <summary>Characters of an equation above a kernel.</summary>
    private const int LongestEquation = 2000;

    private readonly string _t = element == ElementType.Float ? "float" : "double";
    // A kernel is one object wherever it is called.
    private readonly Dictionary<Kernel, KernelUse> _uses = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Kernel, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _taken = [.. CFunctions.Names];
    private readonly HashSet<string> _functions = [];
    private readonly CBounds _bounds = new();
    private KernelUse _use = null!;
    private CExpressions _expressions = null!;

    /// <summary>The functions that the printed kernels call.</summary>
    public IReadOnlyCollection<string> Functions => _functions;

    /// <summary>What a printed kernel is called.</summary>
    public string NameOf(Kernel kernel) => _names[kernel];

    /// <summary>A kernel behind those that it calls, each once.</summary>
    public void Print(Kernel kernel)
    {
        if (_names.ContainsKey(kernel)) return;
        _names[kernel] = Fresh(kernel.Name);
        foreach (Kernel callee in Callees(kernel.Body)) Print(callee);
        document.Blank();
        foreach (string equation in kernel.Notes.Where(note => note.Length > 0).Distinct())
            document.Comment(equation.Length <= LongestEquation ? equation : equation[..LongestEquation] + " …");
        _use = KernelUse.Of(kernel, _uses);
        _expressions = new CExpressions(
            element, _bounds, _functions, [.. kernel.Parameters.OfType<Parameter.Sum>().Select(sum => sum.Name)]);
        document.Line(Code.List($"static void {NameOf(kernel)}", kernel.Parameters.Select(Declaration)));
        using (document.Block())
        {
            IEnumerable<string> names = kernel.Parameters.Select(parameter => parameter.Name);
            foreach (string idle in names.Where(name => !_use.Needs(name) && !_use.Writes(name)))
                document.Line($"(void){CNames.Of(idle)};");
            Print(kernel.Body);
        }
    }

    /// <summary>Those of the runtime are called like some of a cell.</summary>
    private string Fresh(string wanted)
    {
        string name = wanted;
        for (int i = 2; !_taken.Add(name); i++) name = $"{wanted}_{CNumber.Of(i)}";
        return name;
    }

    private static IEnumerable<Kernel> Callees(IEnumerable<Statement> statements) => statements.SelectMany(statement => statement switch
    {
        Statement.Call call => [call.Kernel],
        Statement.Scope scope => Callees(scope.Body),
        Statement.Loop loop => COffsets.NeverRuns(loop) ? [] : Callees(loop.Body),
        Statement.If branch when COffsets.Known(branch.Condition) == true => Callees(branch.Body),
        Statement.If branch when COffsets.Known(branch.Condition) == false => Callees(branch.Otherwise),
        Statement.If branch => [.. Callees(branch.Body), .. Callees(branch.Otherwise)],
        _ => Enumerable.Empty<Kernel>(),
    });

    private Code Declaration(Parameter parameter) => parameter switch
    {
        Parameter.Count => $"ptrdiff_t {CNames.Of(parameter.Name)}",
        Parameter.Flag => $"int {CNames.Of(parameter.Name)}",
        Parameter.Elements => $"{Pointer(parameter.Name)}{CNames.Of(parameter.Name)}",
        Parameter.Sum => $"{_t} *{CNames.Of(parameter.Name)}",
        _ => throw new InvalidOperationException($"No C for {parameter}."),
    };

    /// <summary>The type of a reference: what is not written through is constant.</summary>
    private string Pointer(string reference) => _use.Writes(reference) ? $"{_t} *" : $"const {_t} *";

    private void Print(IEnumerable<Statement> statements)
    {
        foreach (Statement statement in statements) Print(statement);
    }

    private void Print(Statement statement)
    {
        switch (statement)
        {
            case Statement.Comment comment: document.Comment(comment.Text); break;
            case Statement.Loop loop: Loop(loop); break;
            case Statement.Scope scope when !scope.Body.Any(IsDefinition): Print(scope.Body); break;
            case Statement.Scope scope: using (document.Block()) Print(scope.Body); break;
            case Statement.If branch: Branch(branch); break;
            case Statement.DefineVectors vectors: Vectors(vectors); break;
            case Statement.DefineOffset offset:
                _bounds.Define(offset.Name, offset.Value);
                Give(offset.Name, $"ptrdiff_t {CNames.Of(offset.Name)} = {COffsets.Of(offset.Value)};", offset.Remark);
                break;
            case Statement.Refer refer:
                Code reference = $"{Pointer(refer.Name)}{CNames.Of(refer.Name)} = {CExpressions.Pointer(refer.Address)};";
                Give(refer.Name, reference, refer.Remark);
                break;
            case Statement.Point point:
                Give(point.Name, Code.Of($"{CNames.Of(point.Name)} = {CExpressions.Pointer(point.Address)};"));
                break;
            case Statement.Move move: Give(move.Name, $"{CNames.Of(move.Name)} += {COffsets.Of(move.Elements)};"); break;
            case Statement.AssignVector assign: Give(assign.Name, Assign(assign.Name, assign.Value)); break;
            case Statement.AddToVector add: Give(add.Name, Set(_expressions.Variable(add.Name), "+=", _expressions.Text(add.Value))); break;
            case Statement.DefineScalar scalar:
                Give(scalar.Name, Set($"{_t} {CNames.Of(scalar.Name)}", "=", _expressions.Text(scalar.Value)));
                break;
            case Statement.AddToScalar add: Give(add.Name, Set(CNames.Of(add.Name), "+=", _expressions.Text(add.Value))); break;
            // A vector of one element is its own sum.
            case Statement.StoreSums sums:
                for (int i = 0; i < sums.Vectors.Count; i++)
                {
                    var place = sums.Address with { Offset = Offset.Add(sums.Address.Offset, i) };
                    document.Line(Set(CExpressions.Element(place), "=", _expressions.Variable(sums.Vectors[i])));
                }
                break;
            default: document.Line(Text(statement), statement is Statement.CallRuntime runtime ? runtime.Remark : ""); break;
        }
    }

    /// <summary>A statement that gives a name a value, unless nothing needs it.</summary>
    private void Give(string name, Code code, string remark = "")
    {
        if (_use.Needs(name) || _use.Writes(name) || _expressions.Variable(name)[0] == '*') document.Line(code, remark);
    }

    private static Code Set(Code name, string operation, Code value) =>
        Code.Continue(Code.Join(name, " " + operation), Code.Join(value, ";"));

    /// <summary>A sum that grows is written as one.</summary>
    private Code Assign(string name, VectorExpression value)
    {
        string variable = _expressions.Variable(name);
        return value is VectorExpression.MultiplyAdd { Addend: VectorExpression.Variable addend } sum && addend.Name == name
            ? Set(variable, sum.Negated ? "-=" : "+=",
                Code.Operators([_expressions.Operand(sum.Left), _expressions.Operand(sum.Right)], "*"))
            : Set(variable, "=", _expressions.Text(value));
    }

    private static bool IsDefinition(Statement statement) =>
        statement is Statement.DefineVectors or Statement.DefineScalar or Statement.DefineOffset or Statement.Refer;

    private void Vectors(Statement.DefineVectors vectors)
    {
        Code[] all =
        [
            .. vectors.Vectors.Where(vector => _use.Needs(vector.Name)).Select(vector => vector.Value is { } value
                ? Code.Of($"{CNames.Of(vector.Name)} = {_expressions.Text(value)}")
                : CNames.Of(vector.Name)),
        ];
        if (all.Length > 0) document.Line(Code.Row(_t + " ", all, ";"));
    }

    private void Loop(Statement.Loop loop)
    {
        if (COffsets.NeverRuns(loop)) return;
        _bounds.Enter(loop);
        string variable = CNames.Of(loop.Variable);
        string from = loop.From is { } start ? $"ptrdiff_t {variable} = {COffsets.Of(start)}" : "";
        string condition = string.Join(" && ", loop.While.Where(one => COffsets.Known(one) is null).Select(COffsets.Of));
        string by = COffsets.Of(loop.Step);
        string step = by == "1" ? variable + "++" : $"{variable} += {by}";
        using (document.Block(Code.List("for ", [from, condition, step], between: ";"), remark: loop.Remark)) Print(loop.Body);
    }

    private void Branch(Statement.If branch)
    {
        if (COffsets.Known(branch.Condition) is { } known)
        {
            Print(new Statement.Scope(known ? branch.Body : branch.Otherwise));
            return;
        }
        string condition = COffsets.Of(branch.Condition);
        if (branch.Body.Count == 1 && branch.Otherwise.Count == 0 && branch.Body[0] is Statement.Call or Statement.CallRuntime)
        {
            document.Line(Code.If(condition, Text(branch.Body[0])));
            return;
        }
        using (document.Block($"if ({condition})")) Print(branch.Body);
        if (branch.Otherwise.Count == 0) return;
        using (document.Block("else")) Print(branch.Otherwise);
    }

    private Code Text(Statement statement) => statement switch
    {
        Statement.Store store => Set(CExpressions.Element(store.Address), "=", _expressions.Text(store.Value)),
        Statement.StorePartial store when _bounds.IsBelow(store.At, store.Length) => Partial(store),
        Statement.StorePartial store => Code.If(CExpressions.Inside(store.At, store.Length), Partial(store)),
        Statement.StoreScalar store => Set(CExpressions.Element(store.Address), "=", _expressions.Text(store.Value)),
        Statement.StoreFirstMaximum first => Call(CFunctions.MarkMaximum,
            CExpressions.Pointer(first.Result), CExpressions.Pointer(first.Values), CNumber.Of(first.Length)),
        Statement.Call call => Code.List(NameOf(call.Kernel), call.Arguments.Select(ArgumentText), ";"),
        Statement.CallRuntime call => Text(call.Of),
        _ => throw new InvalidOperationException($"No C for {statement}."),
    };

    private Code Partial(Statement.StorePartial store) =>
        Set(CExpressions.Element(CExpressions.At(store.Row, store.At)), "=", _expressions.Text(store.Value));

    private Code ArgumentText(Argument argument) => argument switch
    {
        Argument.Count count => COffsets.Of(count.Value),
        Argument.Flag flag => COffsets.Of(flag.Condition),
        Argument.Elements elements => CExpressions.Pointer(elements.Address),
        Argument.Sum sum => _expressions.Variable(sum.Name) is ['*', .. var pointer] ? pointer : "&" + CNames.Of(sum.Name),
        _ => throw new InvalidOperationException($"No C for {argument}."),
    };

    private Code Text(RuntimeCall call) => call switch
    {
        RuntimeCall.Copy copy => Copy(copy.From, copy.To, copy.Count),
        RuntimeCall.CopyVectors copy => Copy(copy.From, copy.To, copy.Count),
        RuntimeCall.Clear clear => Code.Join(Code.Call("memset", CExpressions.Pointer(clear.To), "0", Bytes(clear.Count)), ";"),
        RuntimeCall.Add add =>
            Call(CFunctions.AddElements, CExpressions.Pointer(add.To), CExpressions.Pointer(add.From), COffsets.Of(add.Count)),
        RuntimeCall.Transpose transpose => Call(CFunctions.TransposeMatrix,
            CExpressions.Pointer(transpose.From), CExpressions.Pointer(transpose.To),
            CNumber.Of(transpose.Rows), CNumber.Of(transpose.Columns)),
        RuntimeCall.Pack { Paired: false } pack => Call(CFunctions.PackPanel,
            [CExpressions.Pointer(pack.Parameters), CExpressions.Pointer(pack.Panel), .. Share(pack.Share)]),
        RuntimeCall.Unpack unpack => Call(CFunctions.UnpackPanel,
            [CExpressions.Pointer(unpack.Parameters), CExpressions.Pointer(unpack.Panel), .. Share(unpack.Share)]),
        _ => throw new InvalidOperationException($"No C for {call}."),
    };

    private Code Copy(Address from, Address to, Offset count) =>
        Code.Join(Code.Call("memcpy", CExpressions.Pointer(to), CExpressions.Pointer(from), Bytes(count)), ";");

    private string Bytes(Offset count) => COffsets.Fold(count) is Offset.Number
        ? $"{COffsets.Of(count)} * sizeof({_t})"
        : $"(size_t)({COffsets.Of(count)}) * sizeof({_t})";

    private Code Call(string function, params Code[] arguments)
    {
        _functions.Add(function);
        return Code.List(function, arguments, ";");
    }

    private static IEnumerable<Code> Share(PanelShare share) =>
        new[]
        {
            share.UnitStride, share.SourceStride, share.Units, share.Length, share.Blocks, share.LaneRows, share.Before, share.Width,
            share.Index,
        }.Select(number => (Code)CNumber.Of(number));
}
