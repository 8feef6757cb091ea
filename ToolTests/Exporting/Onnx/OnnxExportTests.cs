using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Formats.Onnx;
using RnnGen.Formats.Onnx.Running;
using RnnGen.Tests.Networks;
using RnnGen.Tests.RandomCells;
using RnnGen.Tool.Exporting.Onnx;
using RnnGen.Tool.Exporting.Onnx.Operations;
using Xunit;
using ElementType = RnnGen.Compiler.ElementType;
using ZooLibrary = RnnGen.Compiler.Definitions.ZooLibrary;

namespace RnnGen.ToolTests.Exporting.Onnx;

/// <summary>
/// Exported graphs, run by ONNX Runtime, compute what the interpreter of the IR does; and imported again they are the same definitions.
/// </summary>
public sealed class OnnxExportTests
{
    private static readonly bool s_isLong = Environment.GetEnvironmentVariable("RNNGEN_LONG") == "1";

    private static readonly int s_randomCells = s_isLong ? 500 : 25;

    private static readonly OnnxSettings[] s_settings =
    [
        new(OnnxForm.Sequences, HasStates: false, HasLengths: false), new(OnnxForm.Step, HasStates: false, HasLengths: false),
        new(OnnxForm.Sequences, HasStates: true, HasLengths: true), new(OnnxForm.Sequences, HasStates: true, HasLengths: false),
        new(OnnxForm.Sequences, HasStates: false, HasLengths: true),
    ];

    /// <summary>Every cell in every form, in single precision here and in double there; in both with RNNGEN_LONG=1.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_zoo(bool isDouble)
    {
        string[] names = [.. ZooLibrary.Names];
        for (int form = 0; form < 3; form++)
        {
            for (int i = 0; i < names.Length; i++)
            {
                if (!s_isLong && (i + form) % 2 == (isDouble ? 0 : 1)) continue;
                Check(OnnxCase.Create(names[i], ExportRequests.Zoo(names[i], isDouble, i), s_settings[form], seed: i)!);
            }
        }
    }

    [Fact]
    public void Networks_in_every_form()
    {
        int i = 0;
        foreach (string definition in Networks.All)
        {
            foreach (OnnxSettings settings in s_settings)
            {
                CellRequest request = ExportRequests.Of(definition, isDouble: i++ % 3 == 0);
                if (settings.Form == OnnxForm.Step && !OnnxCell.Of(request).Step.CanStream) continue;
                Check(OnnxCase.Create($"network {i}", request, settings, seed: i)!);
            }
        }
    }

    [Fact]
    public void Random_cells()
    {
        int made = 0;
        for (int seed = 0; seed < s_randomCells; seed++)
        {
            Add(ExportRequests.Of(RandomCell.CreateWithText(seed, RandomCellSize.Mixed).Definition!, seed % 3 != 0), seed);
            Add(ExportRequests.Of(RandomCell.CreateChained(100 + seed).Definition!, seed % 3 != 0), seed + 1);
        }
        Assert.InRange(made, s_randomCells, 2 * s_randomCells);

        void Add(CellRequest request, int seed)
        {
            if (OnnxCase.IsOfFloatOnly(OnnxCell.Of(request).Step)) request = request with { Element = ElementType.Float };
            if (OnnxCase.Create($"random {seed}", request, s_settings[seed % s_settings.Length], seed) is not { } one) return;
            Check(one);
            made++;
        }
    }

    /// <summary>Every operation of the IR at every rank, those too that the language does not spell.</summary>
    [Fact]
    public void Every_operation()
    {
        Assert.Equal(OperationShapes.Kinds.OrderBy(kind => kind.Name), OnnxOperations.Kinds.OrderBy(kind => kind.Name));
        var used = new HashSet<Type>();
        for (int seed = 0; seed < s_randomCells; seed++)
        {
            StepFunction step = RandomCell.Create(seed).Function;
            ElementType element = seed % 2 == 0 && !OnnxCase.IsOfFloatOnly(step) ? ElementType.Double : ElementType.Float;
            if (OnnxCase.Create($"operations {seed}", step, element, s_settings[seed % s_settings.Length], seed) is not { } one) continue;
            one.Check();
            used.UnionWith(one.Cell.Step.Equations.Select(equation => equation.Operation.GetType()));
        }
        // Softmax is expanded by a pass.
        Assert.Equal(
            OnnxOperations.Kinds.Where(kind => kind != typeof(Operation.Softmax)).OrderBy(kind => kind.Name),
            used.OrderBy(kind => kind.Name));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_function(bool isDouble)
    {
        Assert.Equal(Enum.GetValues<PointwiseFunction>(), OnnxFunctions.All.Keys.Order());
        PointwiseRow[] rows = [.. PointwiseTable.All.Where(row => char.IsLetter(row.Spelling[0])
            && !(isDouble && OnnxFunctions.All[row.Function].IsOfFloatOnly))];
        string equations = string.Concat(rows.Select((row, i) => $"  v{i} = {row.Spelling}({Operands(row)})\n"));
        string outputs = string.Concat(rows.Select((_, i) => $"  y{i}: v{i}\n"));
        string definition = $"sizes: {{ input: 23 }}\ninputs: {{ x: input }}\nequations: |\n{equations}outputs:\n{outputs}";
        foreach (OnnxSettings settings in s_settings[..2])
            Check(OnnxCase.Create("functions", ExportRequests.Of(definition, isDouble), settings, 1)!);

        // Beyond where their exponentials are 0 or overflow in float, and away from their poles.
        static string Operands(PointwiseRow row) =>
            row.Arity == 2 ? "x, 0.3 - x" : row.Function == PointwiseFunction.Exp ? "x" : row.HasPole ? "abs(x) + 0.5" : "120 * x";
    }

    /// <summary>A function has a row of its own for doubles where ONNX Runtime has none, and nowhere else.</summary>
    [Fact]
    public void Rows_for_doubles_are_those_that_the_runtime_lacks()
    {
        foreach ((PointwiseFunction function, OnnxFunction row) in OnnxFunctions.All)
        {
            // The numbers of an attribute are floats, and tell nothing of doubles.
            bool hasNumbers = row.Standard is FunctionExpression.Node { Attributes.Count: > 0 };
            bool runs = row.Standard is not FunctionExpression.Node node || OnnxKernels.RunsInDouble(node.Operators.Distinct());
            bool isLacking = row.IsOfFloatOnly || row.InDouble is not null;
            Assert.True(isLacking ? hasNumbers || !runs : runs, $"{function}: {(runs ? "runs" : "does not run")} in double.");
        }
        foreach (string recurrent in new[] { "LSTM", "GRU", "RNN" }) Assert.False(OnnxKernels.RunsRecurrentInDouble(recurrent), recurrent);
    }

    /// <summary>ONNX Runtime takes a constant beside a product into it, as a float; not those of doubles.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_factor_beside_a_product_keeps_all_its_bits(int hidden)
    {
        string definition = $$"""
            sizes: { hidden: {{hidden}} }
            inputs: { x: hidden }
            states: { h: hidden }
            parameters: { U: [hidden, hidden], V: [hidden, hidden], g: [] }
            equations: |
              h = tanh(0.3 * (U @ (0.7 * x)) + g * (V @ (h' / 1.1)))
            """;
        foreach (OnnxSettings settings in s_settings[..3])
            Check(OnnxCase.Create("factors", ExportRequests.Of(definition, isDouble: true), settings, seed: 5)!);
    }

    private static void Check(OnnxCase one)
    {
        one.Check();
        OnnxAgain.Check(one);
        foreach (OnnxNode node in one.Model.Graph.Nodes) Assert.Contains(node.Operation, GraphOperators.Names);
    }
}
