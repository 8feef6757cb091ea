using System.Globalization;
using Xunit;

namespace RnnGen.Tests.KernelPrograms;

/// <summary>A cell with every kind of sum over the units of a row: norms, a softmax, a largest element, a sum that is a result.</summary>
internal static class ReducingDefinition
{
    public static TheoryData<int> Lengths => [1, 3, 17, 64, 100];

    public static string Of(int length) => string.Create(CultureInfo.InvariantCulture, $$"""
        inputs:     { x: 5 }
        states:     { h: {{length}}, c: {{length}} }
        parameters: { W: [{{length}}, 5], U: [{{length}}, {{length}}], g: {{length}}, b: {{length}} }
        equations: |
          a = g * layernorm(U @ h') + layernorm(W @ x) + b
          p = softmax(a + h')
          c = 0.5 * c' + p * tanh(a)
          h = rmsnorm(c) * sigmoid(max(c) - a)
        outputs:
          y: h
          s: sum(h * h)
        """);
}
