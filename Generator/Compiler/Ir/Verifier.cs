using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Shapes;

namespace RnnGen.Compiler.Ir;

/// <summary>
/// Checks what every phase may rely on: ids and names are unique, every value is defined once and before its uses, every equation keeps
/// its operation's shape rule, results and adjoints have the shapes of what they belong to. Throws with the IR printed.
/// </summary>
public static class Verifier
{
    public static void Verify(StepFunction function)
    {
        try
        {
            Check(function);
        }
        catch (InvalidIrException wrong)
        {
            throw new InvalidIrException($"{wrong.Message}\n{Printer.Print(function)}");
        }
    }

    public static void Verify(AdjointFunction function)
    {
        try
        {
            Check(function);
        }
        catch (InvalidIrException wrong)
        {
            throw new InvalidIrException($"{wrong.Message}\n{Printer.Print(function)}");
        }
    }

    private static Scope Check(StepFunction function)
    {
        if (function.Precomputation is { } once)
        {
            Check(once);
            SameShapes("precomputed parameters", once.Outputs, [.. function.Parameters.Skip(function.GivenParameters)]);
            SameShapes("given parameters", once.Inputs, [.. function.Parameters.Take(function.GivenParameters)]);
        }
        var scope = new Scope();
        foreach (Value argument in function.Parameters.Concat(function.Inputs).Concat(function.Previous)) scope.Define(argument);
        foreach (Equation equation in function.Equations) scope.Assign(equation);
        SameShapes("next", function.Next, function.Previous);
        foreach (Value result in function.Next.Concat(function.Outputs)) scope.Use(result);
        return scope;
    }

    private static void Check(AdjointFunction function)
    {
        StepFunction forward = function.Forward;
        if (function.Precomputation is { } once) Check(once);
        Scope scope = Check(forward);
        SameShapes("output seeds", function.OutputSeeds, forward.Outputs);
        SameShapes("next seeds", function.NextSeeds, forward.Next);
        foreach (Value seed in function.OutputSeeds.Concat(function.NextSeeds)) scope.Define(seed);
        foreach (Equation equation in function.Equations) scope.Assign(equation);
        SameShapes("parameter adjoints", function.ParameterAdjoints, forward.Parameters);
        SameShapes("input adjoints", function.InputAdjoints, forward.Inputs);
        SameShapes("previous adjoints", function.PreviousAdjoints, forward.Previous);
        foreach (Value? adjoint in function.ParameterAdjoints.Concat(function.InputAdjoints).Concat(function.PreviousAdjoints))
            if (adjoint is not null) scope.Use(adjoint);
    }

    private static void SameShapes(string what, IReadOnlyList<Value?> found, IReadOnlyList<Value> expected)
    {
        if (found.Count != expected.Count) throw new InvalidIrException($"{found.Count} {what} for {expected.Count} values.");
        for (int i = 0; i < found.Count; i++)
        {
            if (found[i] is { } value && value.Shape != expected[i].Shape)
                throw new InvalidIrException($"Among {what}, {value} belongs to {expected[i]}.");
        }
    }

    private sealed class Scope
    {
        private readonly Dictionary<int, Value> _values = [];
        private readonly HashSet<string> _names = [];

        public void Define(Value value)
        {
            if (_values.ContainsKey(value.Id)) throw new InvalidIrException($"{value} is defined twice, or shares its id {value.Id}.");
            if (!_names.Add(value.Name)) throw new InvalidIrException($"The name {value.Name} is taken twice.");
            _values.Add(value.Id, value);
        }

        public void Use(Value value)
        {
            if (!_values.TryGetValue(value.Id, out Value? defined)) throw new InvalidIrException($"{value} is used before its definition.");
            if (defined != value) throw new InvalidIrException($"{value} is used, {defined} is defined under its id {value.Id}.");
        }

        public void Assign(Equation equation)
        {
            foreach (Value operand in equation.Operands) Use(operand);
            Shape shape = OperationShapes.Infer(equation.Operation, equation.Operands.Select(operand => operand.Shape).ToArray());
            if (shape != equation.Result.Shape)
                throw new InvalidIrException($"{equation.Result} is defined by an operation of shape {shape}.");
            Define(equation.Result);
        }
    }
}
