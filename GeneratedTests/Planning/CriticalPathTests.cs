using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Compiler.Shapes;
using RnnGen.Tests.RandomCells;
using Xunit;

namespace RnnGen.Tests.Planning;

/// <summary>How long the chains of equations are, and the order that follows from it.</summary>
public class CriticalPathTests
{
    private static readonly int s_tanh = PointwiseTable.Of(PointwiseFunction.Tanh).Cost;

    private static readonly int s_sigmoid = PointwiseTable.Of(PointwiseFunction.Sigmoid).Cost;

    private readonly IrBuilder _builder = new();

    [Fact]
    public void Chains_have_the_cost_of_their_longest_way()
    {
        Value x = Argument("x"), y = Argument("y");
        Value sum = Apply(PointwiseFunction.Add, "sum", x, y), gate = Apply(PointwiseFunction.Sigmoid, "gate", x);
        Value product = Apply(PointwiseFunction.Multiply, "product", gate, y), last = Apply(PointwiseFunction.Tanh, "last", product);
        Value end = Apply(PointwiseFunction.Multiply, "end", last, sum);
        Dictionary<int, int> behind = CriticalPath.Behind(_builder.Equations), ahead = CriticalPath.Ahead(_builder.Equations);
        Assert.Equal(
            [1, s_sigmoid, s_sigmoid + 1, s_sigmoid + 1 + s_tanh, s_sigmoid + 2 + s_tanh],
            new[] { sum, gate, product, last, end }.Select(value => behind[value.Id]));
        Assert.Equal(
            [s_sigmoid + s_tanh + 2, s_tanh + 2, 1, s_tanh + 2, s_tanh + 1, 1],
            new[] { x, y, sum, gate, product, last }.Select(value => ahead[value.Id]));
        Assert.DoesNotContain(end.Id, ahead.Keys);
        Assert.Equal(["gate", "product", "last", "sum", "end"], Order());
        var order = CriticalPath.LongestFirst([end, y, x], value => value, _builder.Equations);
        Assert.Equal(["x", "y", "end"], order.Select(value => value.Name));
    }

    [Fact]
    public void Equal_chains_keep_their_order()
    {
        Value[] gates = [.. "dbac".Select(name => Apply(PointwiseFunction.Sigmoid, $"{name}", Argument($"z{name}")))];
        Value left = Apply(PointwiseFunction.Multiply, "left", gates[0], gates[1]);
        Value right = Apply(PointwiseFunction.Multiply, "right", gates[2], gates[3]);
        Apply(PointwiseFunction.Add, "sum", left, right);
        Assert.Equal(["d", "b", "a", "c", "left", "right", "sum"], Order());
        Assert.Equal(gates, CriticalPath.LongestFirst(gates, value => value, _builder.Equations));
    }

    /// <summary>Of whole cells, with operations of every kind: nothing is lost, and what is read stands before what reads it.</summary>
    [Fact]
    public void Operands_come_before_what_is_made_of_them()
    {
        int moved = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            IReadOnlyList<Equation> equations = RandomCell.Create(seed).Function.Equations;
            Equation[] ordered = [.. CriticalPath.LongestFirst(equations)];
            Assert.Equal(equations.Select(e => e.Result.Id).Order(), ordered.Select(e => e.Result.Id).Order());
            var missing = new HashSet<int>(equations.Select(e => e.Result.Id));
            foreach (Equation equation in ordered)
            {
                Assert.DoesNotContain(equation.Operands, operand => missing.Contains(operand.Id));
                missing.Remove(equation.Result.Id);
            }
            if (!ordered.SequenceEqual(equations)) moved++;
        }
        Assert.InRange(moved, 50, 100);
    }

    [Fact]
    public void A_phase_begins_where_a_chain_reaches_a_further_function()
    {
        Value g = Apply(PointwiseFunction.Tanh, "g", Argument("zg")), i = Apply(PointwiseFunction.Sigmoid, "i", Argument("zi"));
        Value c = Apply(PointwiseFunction.Multiply, "c", i, g), t = Apply(PointwiseFunction.Tanh, "t", c);
        Value o = Apply(PointwiseFunction.Sigmoid, "o", Argument("zo")), h = Apply(PointwiseFunction.Multiply, "h", o, t);
        Apply(PointwiseFunction.Exp, "last", h);
        Assert.Equal(["g i c", "t o h", "last"], Phases(_builder.Equations));
    }

    [Fact]
    public void Without_functions_there_is_one_phase()
    {
        Assert.Equal([""], Phases([]));
        Value sum = Apply(PointwiseFunction.Add, "sum", Argument("x"), Argument("y"));
        Apply(PointwiseFunction.Multiply, "square", sum, sum);
        Assert.Equal(["sum square"], Phases(_builder.Equations));
    }

    private static IEnumerable<string> Phases(IReadOnlyList<Equation> equations) =>
        CriticalPath.Phases(equations).Select(phase => string.Join(' ', phase.Select(equation => equation.Result.Name)));

    private IEnumerable<string> Order() => CriticalPath.LongestFirst(_builder.Equations).Select(equation => equation.Result.Name);

    private Value Argument(string name) => _builder.Argument(name, Shape.Vector(3));

    private Value Apply(PointwiseFunction function, string name, params Value[] operands) =>
        _builder.Add(new Operation.Pointwise(function), operands, name);
}
