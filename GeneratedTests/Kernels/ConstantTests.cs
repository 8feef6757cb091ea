using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using RnnGen.Compiler;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Passes;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>
/// Numbers of every form, written or computed while compiling, in every place of an expression: beyond the element type's range, infinite,
/// NaN, minus zero, subnormal. The emitted code compiles and computes what the interpreter does.
/// </summary>
public class ConstantTests
{
    private static readonly string[] s_numbers =
    [
        "0.1", "16777217", "(-0.0)", "(0 * -1)", "3.4028235e38", "3.4028236e38", "1e39", "(-1e39)", "(1e38 * 10)", "(1e39 - 1e39)",
        "1.7976931348623157e308", "(1e308 * 10)", "(-1e308 * 10)", "(1e308 * 10 - 1e308 * 10)", "(1 / 0)", "(-1 / 0)", "(0 / 0)",
        "sqrt(-1)", "log(0)", "1e-45", "1e-46", "5e-324", "1e-310", "(1e-300 * 1e-300)",
    ];

    /// <summary>With the number for C; of x and h' the magnitudes are at most 1.</summary>
    private static readonly string[] s_places =
        ["C", "x * C", "tanh(x + C)", "x / C", "where(x > C, x, h')", "where(x > h', C, x)", "[C; x; C]", "clamp(x, -C, C)", "1 / (C * x)"];

    [Theory]
    [InlineData(ElementType.Float)]
    [InlineData(ElementType.Double)]
    public void Every_number_is_spelled_in_every_place(ElementType element)
    {
        string[] definitions = [.. s_numbers.Chunk(4).Select(Definition)];
        using CellBatch compiled = CellBatch.Compile([.. definitions.Select(definition => new CellSource(definition, [], element))]);
        var wrong = new List<string>();
        for (int i = 0; i < definitions.Length; i++)
        {
            StepFunction function = Pipeline.BeforeDifferentiation(Request.Lower(Request.InPlace(definitions[i])));
            if (element == ElementType.Float) function = Rounded(function);
            SequenceDraw draw = SequenceDraw.Random(function, 1, 1, new Random(1)).Rounded();
            SequenceRun run = new SequenceInterpreter(function, null).Forward(1, 1, draw.Parameters, draw.Inputs, draw.Initial);
            if (element == ElementType.Float) CompiledCell.Accept(compiled[i], new Visitor<float>(draw, run, 1e-5, wrong));
            else CompiledCell.Accept(compiled[i], new Visitor<double>(draw, run, 1e-14, wrong));
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong: {string.Join("; ", wrong.Take(10))}");
    }

    /// <summary>The numbers as the element type has them, what was computed from numbers alone rounded once.</summary>
    private static StepFunction Rounded(StepFunction function) => function with
    {
        Equations = function.Equations.Select(equation => equation.Operation is Operation.Constant { Number: var number }
            ? equation with { Operation = new Operation.Constant((float)number) } : equation).ToEquatableArray(),
    };

    private static string Definition(string[] numbers)
    {
        IEnumerable<string> outputs = numbers.SelectMany((number, i) =>
            s_places.Select((place, j) => $"  y{i}_{j}: ({place.Replace("C", number, StringComparison.Ordinal)})\n"));
        return $"inputs: {{ x: 2 }}\nstates: {{ h: 2 }}\nequations: h = h' * x\noutputs:\n{string.Concat(outputs)}";
    }

    private sealed class Visitor<T>(SequenceDraw draw, SequenceRun run, double tolerance, List<string> wrong) : ICellVisitor<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Visit<TCell>()
            where TCell : struct, ICell<T>
        {
            CellState<T> state = TCell.CreateState();
            for (int i = 0; i < draw.Initial[0].Length; i++) state.State(0)[i] = T.CreateChecked(draw.Initial[0][i]);
            var outputs = new T[TCell.Info.OutputLength];
            TCell.Step(TCell.Pack(TCell.CreateParameters()), [.. draw.Inputs[0].Select(T.CreateChecked)], state, outputs);
            foreach ((Slot slot, double[] want) in TCell.Info.Outputs.Zip(run.Outputs))
                for (int i = 0; i < want.Length; i++) Compare($"{slot.Name}[{i}]", outputs[slot.Offset + i], want[i]);
        }

        private void Compare(string name, T got, double want)
        {
            // The interpreter's numbers have no end at that of float.
            double expected = typeof(T) == typeof(float) ? (float)want : want, found = double.CreateChecked(got);
            bool isSame = double.IsNaN(expected) ? double.IsNaN(found)
                : found == expected || Math.Abs(found - expected) <= tolerance * Math.Abs(expected);
            bool isOtherZero = found == 0 && double.IsNegative(found) != double.IsNegative(expected);
            if (!isSame || isOtherZero) wrong.Add($"{name} = {found:R}, not {expected:R}");
        }
    }
}
