using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Hosting;
using RnnGen.Tests.Kernels;
using Xunit;

namespace RnnGen.Tests.Gradients;

/// <summary>
/// Adjoints of inputs and of initial states are overwritten, with zeros where nothing that has a seed depends on them: in every plan, with
/// every subset of the flags.
/// </summary>
public class OverwrittenAdjointTests
{
    /// <summary>
    /// What a state may be made of, so that adjoints reach its source through equations, unchanged, as a number, or by structure not at
    /// all.
    /// </summary>
    private static readonly string[] s_values =
        ["x", "a'", "b'", "tanh(b' * x)", "sign(b')", "where(a' < b', x, 1)", "W @ b'", "tanh(W @ x + b' * p)", "where(x == x, 0.5, 1)"];

    private static readonly string[] s_outputs = ["", "outputs:\n  y: b' * x\n", "outputs:\n  y: x\n  z: a'\n"];

    /// <summary>How a tape is taken: in rows, in one row, with fixed counts, step by step anew, in lanes.</summary>
    private static readonly (ElementType Element, int TimeSteps, int Batch, bool Recompute, int Rows)[] s_plans =
    [
        (ElementType.Double, 0, 0, false, 3),
        (ElementType.Double, 0, 0, false, 1),
        (ElementType.Double, 3, 1, false, 1),
        (ElementType.Double, 3, 5, false, 5),
        (ElementType.Float, 0, 0, false, 17),
        (ElementType.Float, 0, 0, true, 3),
        (ElementType.Float, 0, 0, true, 1),
    ];

    public static TheoryData<int> Plans => [.. Enumerable.Range(0, s_plans.Length)];

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_adjoint_is_overwritten(int plan)
    {
        (ElementType element, int timeSteps, int batch, bool recompute, int rows) = s_plans[plan];
        string[] definitions = [.. Definitions(plan)];
        using CellBatch compiled = CellBatch.Compile([.. definitions.Select(definition =>
            new CellSource(definition, [], element, null, timeSteps, batch) { Options = new(Recompute: recompute) })]);
        var failures = new List<string>();
        for (int i = 0; i < definitions.Length; i++)
        {
            StepFunction function = Request.Lower(Request.InPlace(definitions[i]));
            List<string> wrong = Check(compiled[i], function, element, rows);
            if (wrong.Count > 0) failures.Add($"{wrong.Count} wrong, first {wrong[0]} in\n{definitions[i]}");
        }
        Assert.True(failures.Count == 0, $"{failures.Count} cells failed.\n{string.Join("\n", failures.Take(12))}");
    }

    private static List<string> Check(Type cell, StepFunction function, ElementType element, int batch)
    {
        const int timeSteps = 3;
        var interpreter = new SequenceInterpreter(Differentiator.Differentiate(function));
        SequenceDraw draw = SequenceDraw.Random(function, timeSteps, batch, new Random(1));
        if (element == ElementType.Float)
        {
            var floats = new OverwrittenAdjoints<float>(interpreter, draw.Rounded(), timeSteps, batch, 1e-5);
            CompiledCell.Accept(cell, floats);
            return floats.Wrong;
        }
        var doubles = new OverwrittenAdjoints<double>(interpreter, draw, timeSteps, batch, 1e-12);
        CompiledCell.Accept(cell, doubles);
        return doubles.Wrong;
    }

    /// <summary>
    /// Of all pairs of values for two states those whose turn it is, so that the plans together take each pair; and in each plan one whose
    /// loop back through time makes nothing but adjoints of inputs.
    /// </summary>
    private static IEnumerable<string> Definitions(int plan)
    {
        for (int i = 0; i < s_values.Length; i++)
        {
            for (int j = 0; j < s_values.Length; j++)
            {
                bool isAlways = s_values[i] == "x" && s_values[j] == "sign(b')";
                if ((i + 3 * j + plan) % s_plans.Length != 0 && !isAlways) continue;
                string a = s_values[i], b = s_values[j], output = s_outputs[(i + j) % s_outputs.Length];
                string[] names = [.. new[] { "W", "p" }.Where(name => (a + b).Contains(name, StringComparison.Ordinal))];
                string shapes = string.Join(", ", names.Select(name => name == "W" ? "W: [2, 2]" : "p: 2"));
                string parameters = names.Length == 0 ? "" : $"parameters: {{ {shapes} }}\n";
                yield return $"inputs: {{ x: 2, unused: [] }}\nstates: {{ a: 2, b: 2 }}\n{parameters}"
                    + $"equations: |\n  a = {a}\n  b = {b}\n{output}";
            }
        }
    }
}
