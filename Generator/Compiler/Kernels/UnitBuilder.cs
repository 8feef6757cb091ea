using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>The equations of one row without products, block after block of units, and the reductions over them.</summary>
internal sealed class UnitBuilder
{
    private readonly KernelSet _kernels;
    private readonly Frame _frame;
    private readonly Stage.Map _stage;
    private readonly NameScope _scope;
    private readonly IReadOnlyDictionary<Value, VectorExpression> _known;

    /// <param name="scope">Of the kernel; the totals take names there.</param>
    /// <param name="known">Values that stand in registers already, in all units.</param>
    public UnitBuilder(
        KernelSet kernels, Frame frame, Stage.Map stage, NameScope scope, IReadOnlyDictionary<Value, VectorExpression>? known = null)
    {
        (_kernels, _frame, _stage, _scope, _known) = (kernels, frame, stage, scope, known ?? new Dictionary<Value, VectorExpression>());
        Totals = stage.Reductions.Select(r => scope.Fresh("total_" + Names.Identifier(r.Equation.Result.Name))).ToArray();
    }

    /// <summary>The names of the vectors that reductions sum up in.</summary>
    public string[] Totals { get; }

    /// <summary>What a kernel is told that takes some units: the first of them.</summary>
    public const string Top = "top";

    /// <summary>So many units, from one that the kernel is told on; nothing is reduced.</summary>
    public void OverSome(int units, Statements to) => to.Loop("unit", units, Offset.Vectors(1), of =>
    {
        of.Add(new Statement.DefineOffset("at", Offset.Add(Top.Variable(), "unit".Variable())));
        Block(of);
    });

    /// <param name="first">What a round of the loop begins with.</param>
    public void OverUnits(Statements to, EquatableArray<Statement> first = default)
    {
        Open(to);
        to.Loop("at", _stage.Units, Offset.Vectors(1), of =>
        {
            foreach (Statement statement in first) of.Add(statement);
            Block(of);
        });
        Close(to);
    }

    public void Open(Statements to)
    {
        for (int i = 0; i < Totals.Length; i++) to.Define(Totals[i], new VectorExpression.Constant(Start(_stage.Reductions[i])));
    }

    /// <summary>The equations of the units from <c>at</c> on, and what they add to the totals.</summary>
    public void Block(Statements to)
    {
        var body = new BodyBuilder(_kernels, _frame, _stage, _scope, "at".Variable());
        foreach (var (value, expression) in _known.Select(k => (k.Key, k.Value))) body.Bind(value, expression);
        body.Build(to);
        for (int i = 0; i < Totals.Length; i++)
        {
            RowReduction reduction = _stage.Reductions[i];
            VectorExpression value = body.Read(reduction.Equation.Operands[0], to);
            if (_stage.Units % _kernels.Lanes != 0)
                value = new VectorExpression.KeepTail(value, "at".Variable(), _stage.Units, Start(reduction));
            to.Add(Kernels.Totals.Take(ReductionOf(reduction), Totals[i], value));
        }
    }

    public void Close(Statements to)
    {
        for (int i = 0; i < Totals.Length; i++)
            if (_stage.Reductions[i].Result is { } result) to.Add(new Statement.StoreScalar(_frame.Row(result), Across(i)));
    }

    /// <summary>What becomes of a total.</summary>
    public ScalarExpression Across(int total) => Kernels.Totals.Across(ReductionOf(_stage.Reductions[total]), Totals[total]);

    private static double Start(RowReduction reduction) => Kernels.Totals.StartOf(ReductionOf(reduction));

    private static Reduction ReductionOf(RowReduction reduction) => ((Operation.Reduce)reduction.Equation.Operation).Reduction;
}
