using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// Runs the IR for one time step of one batch row in double precision: the meaning of the IR, and the oracle of every kernel.
/// </summary>
public static class Interpreter
{
    public static Evaluation Run(
        StepFunction function,
        IReadOnlyList<double[]> parameters,
        IReadOnlyList<double[]> inputs,
        IReadOnlyList<double[]> previous)
    {
        var values = new Evaluation(function.Equations.Count + 16);
        values.Set([.. function.Parameters.Take(function.GivenParameters)], parameters);
        if (function.Precomputation is { } once)
        {
            Evaluation made = Run(once, [], parameters, []);
            values.Set([.. function.Parameters.Skip(function.GivenParameters)], [.. once.Outputs.Select(value => made[value])]);
        }
        values.Set(function.Inputs, inputs);
        values.Set(function.Previous, previous);
        Run(function.Equations, values);
        return values;
    }

    /// <param name="forward">A run of the forward function; it stays as it is.</param>
    /// <returns>The values of the forward function and of its adjoint.</returns>
    public static Evaluation Run(
        AdjointFunction function,
        Evaluation forward,
        IReadOnlyList<double[]> outputSeeds,
        IReadOnlyList<double[]> nextSeeds)
    {
        Evaluation values = forward.Continue();
        values.Set(function.OutputSeeds, outputSeeds);
        values.Set(function.NextSeeds, nextSeeds);
        Run(function.Equations, values);
        return values;
    }

    public static void Run(IReadOnlyList<Equation> equations, Evaluation values)
    {
        foreach (Equation equation in equations)
        {
            var operands = new Tensor[equation.Operands.Count];
            for (int i = 0; i < operands.Length; i++) operands[i] = new Tensor(equation.Operands[i].Shape, values[equation.Operands[i]]);
            values.Set(equation.Result, OperationEvaluation.Of(equation.Operation, operands, equation.Result.Shape));
        }
    }
}
