using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Compiler.Planning.Tuning;
using RnnGen.Compiler.Sequences;

namespace RnnGen.Compiler.Planning.Analysis;

/// <summary>
/// Chooses, for each value of the forward pass that the backward pass reads, to save it or to compute it again. What acts element by
/// element on values that are at hand is computed again: memory costs more (measured for tanh c of the LSTM: 102 against 97 ms a training
/// step).
/// </summary>
internal static class SavedValues
{
    /// <param name="Saved">In order of their equations.</param>
    /// <param name="Equations">The backward equations, preceded by the forward ones that they compute again.</param>
    /// <param name="InLoop">All of them run step by step: nothing goes from sweep to sweep through rows of many steps.</param>
    public sealed record Choice(List<Value> Saved, List<Equation> Equations, bool InLoop);

    /// <summary>Nothing is saved: each step back computes what it reads from inputs and states.</summary>
    public static Choice Recompute(AdjointFunction adjoint)
    {
        StepFunction step = adjoint.Forward;
        var flow = new DataFlow(step.Equations);
        HashSet<int> atHand = AtHand(step);
        var wanted = new HashSet<int>();
        var open = new Stack<Value>(Reads(adjoint));
        while (open.Count > 0)
        {
            Value value = open.Pop();
            if (atHand.Contains(value.Id) || flow.Definition(value) is not { } definition || !wanted.Add(value.Id)) continue;
            foreach (Value operand in definition.Operands) open.Push(operand);
        }
        return new Choice([], [.. step.Equations.Where(e => wanted.Contains(e.Result.Id)), .. adjoint.Equations], InLoop: true);
    }

    public static Choice Choose(AdjointFunction adjoint)
    {
        StepFunction step = adjoint.Forward;
        var flow = new DataFlow(step.Equations);
        HashSet<int> atHand = AtHand(step);
        var wanted = new HashSet<int>(Reads(adjoint)
            .Where(v => flow.Definition(v) is not null && !atHand.Contains(v.Id)).Select(v => v.Id));
        var inProducts = new HashSet<int>(adjoint.Equations.Where(e => e.Operation is Operation.MatMul or Operation.Outer)
            .SelectMany(e => e.Operands).Select(v => v.Id));

        var inMatrixProducts = new HashSet<int>(adjoint.Equations
            .Where(e => e.Operation is Operation.MatMul && e.Operands.All(o => o.Shape.IsMatrix) || e.Operation is Operation.Transpose)
            .SelectMany(e => e.Operands).Select(v => v.Id));

        // From the last equation up: a value computed again may do without one before it, never the other way round.
        var again = new HashSet<int>();
        foreach (Equation equation in step.Equations.Reverse())
        {
            if (!wanted.Contains(equation.Result.Id)) continue;
            if (equation.Operation is Operation.Broadcast || equation.Operation.IsSpread())
            {
                // A repeated scalar or vector, or an outer product: what they are made of is kept.
                wanted.UnionWith(Missing(equation.Operands));
                again.Add(equation.Result.Id);
                continue;
            }
            if (equation.Result.Shape.IsMatrix && !inMatrixProducts.Contains(equation.Result.Id) && IsMadeCheaply(equation.Result))
            {
                // A pass over the matrix has it in registers for less than it costs to read it.
                wanted.UnionWith(Missing(equation.Operands));
                again.Add(equation.Result.Id);
                continue;
            }
            bool free = equation.Operation.IsView() || equation.Operation.IsElementwise() && !inProducts.Contains(equation.Result.Id);
            if (!free || !equation.Operands.All(o => IsAtHand(o) || IsNumber(o))) continue;
            // Of a vector less its mean the mean is kept.
            wanted.UnionWith(Missing(equation.Operands.Where(o => !IsAtHand(o))));
            again.Add(equation.Result.Id);
        }
        var copied = new HashSet<int>();
        foreach (Equation equation in step.Equations.Where(e => again.Contains(e.Result.Id))) Copy(equation);
        var saved = step.Equations.Where(e => wanted.Contains(e.Result.Id) && !copied.Contains(e.Result.Id)).Select(e => e.Result).ToList();
        var equations = step.Equations.Where(e => copied.Contains(e.Result.Id)).Concat(adjoint.Equations).ToList();
        return new Choice(saved, equations, InLoop: false);

        IEnumerable<int> Missing(IEnumerable<Value> values) =>
            values.Where(v => flow.Definition(v) is not null && !atHand.Contains(v.Id)).Select(v => v.Id);

        // By a few additions and multiplications of what is kept anyway and of vectors.
        bool IsMadeCheaply(Value value) => !value.Shape.IsMatrix || atHand.Contains(value.Id) || flow.Definition(value) is { } definition
            && (definition.Operation.IsRepeated() || definition.Operation.IsSpread()
                || definition.Operation.IsElementwise() && CriticalPath.Cost(definition) < KernelTable.FunctionCost
                    && definition.Operands.All(IsMadeCheaply));

        // A number of the forward pass, repeated.
        bool IsNumber(Value value) => flow.Definition(value) is { Operation: Operation.Broadcast };

        bool IsAtHand(Value value) => atHand.Contains(value.Id) || wanted.Contains(value.Id)
            || flow.Definition(value) is { } definition && definition.Operation.IsView() && definition.Operands.All(IsAtHand);

        void Copy(Equation equation)
        {
            if (!copied.Add(equation.Result.Id)) return;
            foreach (Value operand in equation.Operands)
            {
                if (atHand.Contains(operand.Id) || wanted.Contains(operand.Id)) continue;
                if (flow.Definition(operand) is { } definition && definition.Operation.IsView()) Copy(definition);
            }
        }
    }

    /// <summary>What a tape holds anyway.</summary>
    private static HashSet<int> AtHand(StepFunction step) =>
    [
        .. step.Parameters.Concat(step.Inputs).Concat(step.Previous).Concat(step.Next).Concat(step.Outputs)
            .Concat(JoinedMatrices(step).Select(part => part.Value)).Select(v => v.Id),
    ];

    /// <summary>
    /// Matrices that are joined to a state, as those of heads: the tape has them as a part of it. (Vectors of some units cost more read
    /// there than where they are padded.)
    /// </summary>
    public static IEnumerable<(Value Value, Location Location)> JoinedMatrices(StepFunction step)
    {
        for (int state = 0; state < step.Next.Count; state++)
        {
            Value whole = step.Next[state];
            Equation? join = step.Equations.FirstOrDefault(equation => equation.Result.Id == whole.Id);
            if (!whole.Shape.IsMatrix || join?.Operation is not Operation.Concat { Axis: 0 }) continue;
            int start = 0;
            foreach (Value part in join.Operands)
            {
                yield return (part, Location.Whole(Region.Next, state, whole).Part(start, part.Shape.Length));
                start += part.Shape.Length;
            }
        }
    }

    private static IEnumerable<Value> Reads(AdjointFunction adjoint) => adjoint.Equations.SelectMany(e => e.Operands)
        .Concat(adjoint.ParameterAdjoints.Concat(adjoint.InputAdjoints).Concat(adjoint.PreviousAdjoints).OfType<Value>());
}
