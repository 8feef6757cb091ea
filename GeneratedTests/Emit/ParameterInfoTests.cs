using System.Collections.Generic;
using System.Linq;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Emit;

/// <summary>A compiled cell says of its parameters what its definition does.</summary>
public class ParameterInfoTests
{
    private static readonly string[] s_initializers =
    [
        "zeros", "ones", "constant(0.5)", "uniform(-1, 1)", "normal(0, 2)", "glorot", "he", "orthogonal", "identity",
        "loguniform(0.001, 0.1)", "chrono(100)", "ramp(1, 0.5)", "logramp(1, 1)", "spectral(0.9)", "hippo", "lmu(20)",
        "values(1, 2.5, -3, 4)",
    ];

    [Fact]
    public void Initialisers_are_those_of_the_definition()
    {
        IEnumerable<string> parameters = s_initializers.Select((text, i) => $"  P{i}: {{ shape: [2, 2], init: '{text}' }}\n");
        IEnumerable<string> products = s_initializers.Select((_, i) => $"P{i} @ h'");
        CellInfo info = Info(string.Concat(parameters), string.Join(" + ", products));
        Assert.Equal(s_initializers, info.Initializers.Select(initializer => initializer.ToString()));
        Assert.All(info.Initializers, initializer => Assert.Equal((0, null), (initializer.Blocks, initializer.Seed)));
        Assert.Empty(info.Training);
    }

    [Fact]
    public void What_training_may_do_is_that_of_the_definition()
    {
        CellInfo info = Info(
            "  A: { shape: [2, 2], learned: false, seed: 7 }\n  R: [3, 2, 2]\n  u: { shape: 2, clip: [-1, 0.5] }\n",
            "A @ h' + R[1] @ h' + R[0] @ h' + R[2] @ h' + u * h'");
        Assert.Equal([ParameterTraining.Constant, ParameterTraining.Free, ParameterTraining.Within(-1, 0.5)], info.Training);
        Assert.Equal([7, null, null], info.Initializers.Select(initializer => initializer.Seed));
        Assert.Equal([0, 3, 0], info.Initializers.Select(initializer => initializer.Blocks));
        Assert.Equal(6, info.Parameters[1].Rows);
    }

    private static CellInfo Info(string parameters, string value)
    {
        using CompiledCell cell = CompiledCell.Compile($"states: {{ h: 2 }}\nparameters:\n{parameters}equations: h = {value}\n", []);
        return (CellInfo)cell.Type.GetProperty("Info")!.GetValue(null)!;
    }
}
