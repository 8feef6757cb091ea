using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Kernels.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>Statements in the making.</summary>
internal sealed class Statements
{
    private readonly List<Statement> _all = [];

    public EquatableArray<Statement> All => _all.ToEquatableArray();

    public void Add(Statement statement) => _all.Add(statement);

    public void Define(string name, VectorExpression value) => Add(new Statement.DefineVectors(name, value));

    /// <summary>Vectors that start from zero, in one line; none where there are no names.</summary>
    public void DefineZeros(IEnumerable<string> names)
    {
        EquatableArray<VectorDefinition> all = names.Select(name => new VectorDefinition(name, VectorExpression.Zero)).ToEquatableArray();
        if (all.Count > 0) Add(new Statement.DefineVectors(all));
    }

    public void Store(VectorExpression value, Address address) => Add(new Statement.Store(value, address));

    /// <summary>From 0 on, below a limit.</summary>
    public void Loop(string variable, Offset limit, Offset step, Action<Statements> body, string remark = "") =>
        Loop(variable, Offset.Zero, [new Condition.Less(Offset.Of(variable), limit)], step, body, remark);

    /// <param name="from">Null where the variable goes on from where it stands.</param>
    public void Loop(
        string variable, Offset? from, IEnumerable<Condition> conditions, Offset step, Action<Statements> body, string remark = "") =>
        Add(new Statement.Loop(variable, from, conditions.ToEquatableArray(), step, Of(body), remark));

    public void Call(RuntimeCall call, string remark = "") => Add(new Statement.CallRuntime(call, remark));

    public void Scope(Action<Statements> body) => Add(new Statement.Scope(Of(body)));

    public static EquatableArray<Statement> Of(Action<Statements> body)
    {
        var statements = new Statements();
        body(statements);
        return statements.All;
    }
}
