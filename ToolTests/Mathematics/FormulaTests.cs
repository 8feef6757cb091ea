using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Binding;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Composition;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Shapes;
using RnnGen.Tool.Definitions;
using RnnGen.Tool.Mathematics;
using RnnGen.ToolTests.References;
using Xunit;

namespace RnnGen.ToolTests.Mathematics;

/// <summary>
/// The mathematics that is shown is the computation: its equations and its gradient are worth what the compiler's own are.
/// </summary>
public sealed class FormulaTests
{
    private const string Network = """
        sizes: { input: 3, hidden: 4, output: 2 }
        inputs: { x: input }
        cells:
          first: { cell: gru, hidden: hidden }
          second: { cell: lstm-peephole, hidden: hidden }
        parameters: { V: [output, hidden + hidden] }
        equations: |
          y = V @ [first(x); second(first.h)]
        outputs:
          p: softmax(y)
        """;

    public static TheoryData<string> Cells => [.. ZooLibrary.Names, "network"];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Formulas_compute_what_the_compiler_computes(string name)
    {
        string text = name == "network" ? Network : ZooLibrary.TryGet(name)!;
        var file = new CellFile(name, name, text, new DefinitionSource.File(name, text), DefinitionLibrary.Empty);
        EquatableArray<SizeSetting> sizes = Sizes(text).ToEquatableArray();
        CellDescription cell = CellDescriber.Describe(CellRequests.Of(file, new CellSettings(sizes))).Cell!;
        var symbols = new SymbolTable(cell);
        CellFormulas formulas = CellFormulas.Of(cell);
        var values = new FormulaValues(
            cell.Signature.Sizes.ToDictionary(size => size.Name, size => size.Value),
            cell.Signature.Parameters.Where(slot => slot.Initializer?.Blocks > 1)
                .ToDictionary(slot => slot.Name, slot => slot.Initializer!.Blocks));
        var random = new RandomWeights(11);
        StepFunction step = cell.Adjoint.Forward;
        foreach (BoundConstant constant in cell.Bound.Constants)
            values[new Formula.Symbol(constant.Name, "", null, 0)] = new[,] { { constant.Value } };
        double[][] Given(IEnumerable<Value> arguments) =>
        [
            .. arguments.Select(argument =>
            {
                double[] numbers = random.Numbers(argument.Shape.Length);
                values[symbols.Of(argument)] = Matrix(argument.Shape, numbers);
                return numbers;
            }),
        ];

        double[][] parameters = Given(step.Parameters.Take(step.GivenParameters));
        Evaluation forward = Interpreter.Run(step, parameters, Given(step.Inputs), Given(step.Previous));
        Evaluation backward = Interpreter.Run(
            cell.Adjoint, forward, Given(cell.Adjoint.OutputSeeds), Given(cell.Adjoint.NextSeeds));
        values.Run(formulas.Equations);
        for (int i = 0; i < step.Outputs.Count; i++) Same(forward[step.Outputs[i]], Shown(cell.Signature.Outputs[i].Name, false));
        for (int i = 0; i < step.Next.Count; i++) Same(forward[step.Next[i]], Shown(cell.Signature.States[i].Name, false));

        values.Run(formulas.Gradient);
        CheckParameters();
        CheckAdjoints(step.Inputs, cell.Adjoint.InputAdjoints);
        CheckAdjoints(step.Previous, cell.Adjoint.PreviousAdjoints);

        // What reaches a parameter at each step, and by way of what is made of parameters alone.
        void CheckParameters()
        {
            double[][] arrived = [.. step.Parameters.Select((value, i) => cell.Adjoint.ParameterAdjoints[i] is { } adjoint
                ? [.. backward[adjoint]] : new double[value.Shape.Length])];
            if (cell.Adjoint.Precomputation is { } once)
            {
                Evaluation made = Interpreter.Run(once.Forward, [], parameters, []);
                made = Interpreter.Run(once, made, arrived[step.GivenParameters..], []);
                for (int i = 0; i < step.GivenParameters; i++)
                    if (once.InputAdjoints[i] is { } adjoint) arrived[i] = [.. arrived[i].Zip(made[adjoint], (a, b) => a + b)];
            }
            for (int i = 0; i < step.GivenParameters; i++)
            {
                bool isReached = cell.Adjoint.ParameterAdjoints[i] is not null || cell.Adjoint.Precomputation?.InputAdjoints[i] is not null;
                if (isReached) Same(arrived[i], values[symbols.Of(step.Parameters[i]) with { IsAdjoint = true }]);
            }
        }

        void CheckAdjoints(EquatableArray<Value> of, EquatableArray<Value?> adjoints)
        {
            for (int i = 0; i < of.Count; i++)
                if (adjoints[i] is { } adjoint) Same(backward[adjoint], values[symbols.Of(of[i]) with { IsAdjoint = true }]);
        }

        double[,] Shown(string value, bool isPrevious) => values[symbols.Value(value, isPrevious)];
    }

    private static IEnumerable<SizeSetting> Sizes(string text) => text == Network
        ? []
        : CellHeader.Read(text).Sizes.Select((size, i) => new SizeSetting(size, 3 + i));

    private static double[,] Matrix(Shape shape, double[] numbers)
    {
        var matrix = new double[shape.Rows, shape.Columns];
        for (int i = 0; i < numbers.Length; i++) matrix[i / shape.Columns, i % shape.Columns] = numbers[i];
        return matrix;
    }

    private static void Same(double[] expected, double[,] shown)
    {
        double[] got = [.. shown.Cast<double>()];
        Assert.Equal(expected.Length, got.Length);
        for (int i = 0; i < got.Length; i++) Assert.Equal(expected[i], got[i], 1e-12);
    }
}
