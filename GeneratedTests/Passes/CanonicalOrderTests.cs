using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Tests.Autodiff;
using RnnGen.Tests.RandomCells;
using Xunit;

namespace RnnGen.Tests.Passes;

/// <summary>However a cell is spelled, the equations come out alike up to names.</summary>
public class CanonicalOrderTests
{
    public static TheoryData<string> GateOrders => ["figo", "gofi", "ogif", "iogf"];

    [Theory]
    [MemberData(nameof(GateOrders))]
    public void TheOrderOfGatesDoesNotMatter(string order) =>
        Assert.Equal(Skeleton(Whole(HandBuiltCells.Lstm(2, 3))), Skeleton(Whole(HandBuiltCells.Lstm(2, 3, order))));

    [Fact]
    public void TheOrderOfIndependentEquationsAndNamesDoNotMatter()
    {
        int reordered = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            StepFunction function = RandomCell.Create(seed).Function;
            StepFunction shuffled = Shuffle(function, new Random(seed));
            if (!Operations(shuffled).SequenceEqual(Operations(function))) reordered++;
            string expected = Skeleton(Whole(function)), found = Skeleton(Whole(shuffled));
            Assert.True(expected == found, $"Seed {seed}:\n{expected}\nbecame\n{found}");
        }
        Assert.True(reordered > 90, $"{reordered}");
    }

    [Fact]
    public void DifferentCellsDiffer() =>
        Assert.NotEqual(Skeleton(Whole(HandBuiltCells.Lstm(2, 3))), Skeleton(Whole(HandBuiltCells.FusedLstm(2, 3))));

    private static IEnumerable<Operation> Operations(StepFunction function) => function.Equations.Select(equation => equation.Operation);

    private static AdjointFunction Whole(StepFunction function) =>
        Pipeline.AfterDifferentiation(Differentiator.Differentiate(Pipeline.BeforeDifferentiation(function)));

    /// <summary>Another topological order, other names, other ids, operands of sums and products swapped.</summary>
    private static StepFunction Shuffle(StepFunction function, Random random)
    {
        int[] ids = [.. Enumerable.Range(0, 1 + function.Equations.Select(equation => equation.Result.Id).Max())];
        random.Shuffle(ids);
        Value New(Value value) => value with { Id = ids[value.Id], Name = $"n{ids[value.Id]}" };
        EquatableArray<Value> All(IEnumerable<Value> values) => values.Select(New).ToEquatableArray();

        var equations = new List<Equation>();
        List<Equation> left = [.. function.Equations];
        while (left.Count > 0)
        {
            HashSet<int> missing = [.. left.Select(equation => equation.Result.Id)];
            Equation[] ready = [.. left.Where(equation => !equation.Operands.Any(operand => missing.Contains(operand.Id)))];
            Equation next = ready[random.Next(ready.Length)];
            left.Remove(next);
            EquatableArray<Value> operands = All(next.Operands);
            bool swap = random.Next(2) == 0
                && next.Operation is Operation.Pointwise { Function: PointwiseFunction.Add or PointwiseFunction.Multiply };
            if (swap) operands = operands.Reverse().ToEquatableArray();
            equations.Add(new Equation(New(next.Result), next.Operation, operands, Origin.None));
        }
        return new StepFunction(
            function.Name,
            All(function.Parameters),
            All(function.Inputs),
            All(function.Previous),
            equations.ToEquatableArray(),
            All(function.Next),
            All(function.Outputs));
    }

    /// <summary>Operations with the positions of their operands: equations by where they stand, arguments by first use.</summary>
    private static string Skeleton(AdjointFunction function)
    {
        var positions = new Dictionary<int, string>();
        string Position(Value? value)
        {
            if (value is null) return "0";
            positions.TryAdd(value.Id, $"{positions.Count}{value.Shape}");
            return positions[value.Id];
        }

        return string.Join("\n", function.Forward.Equations.Concat(function.Equations).Select(equation =>
            $"{Position(equation.Result)} = {equation.Operation} of {string.Join(", ", equation.Operands.Select(Position))}"));
    }
}
