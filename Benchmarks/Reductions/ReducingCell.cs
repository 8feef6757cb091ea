using System.Collections.Generic;
using System.Globalization;
using RnnGen.Benchmarks.Compiling;

namespace RnnGen.Benchmarks.Reductions;

/// <summary>A cell that sums over its units in every step, or the LSTM of its size, to be compiled while this program runs.</summary>
/// <param name="Name">As tables have it.</param>
/// <param name="TypeName">The struct of the cell.</param>
/// <param name="Definition">The zoo's name, or the text of a definition.</param>
internal sealed record ReducingCell(string Name, string TypeName, string Definition) : ICellSource
{
    public const int Input = 64, Hidden = 128;

    /// <summary>An LSTM whose output gate is a softmax: its units share what they let through.</summary>
    private const string Softmax =
        """
        sizes:      [input, hidden]
        inputs:     { x: input }
        states:     { h: hidden, c: hidden }
        parameters: [Wf, bf, Wi, bi, Wg, bg, Wo, bo]
        equations: |
          f = sigmoid(Wf @ [h'; x] + bf)
          i = sigmoid(Wi @ [h'; x] + bi)
          g = tanh(Wg @ [h'; x] + bg)
          o = softmax(Wo @ [h'; x] + bo)
          c = f * c' + i * g
          h = 100 * o * tanh(c)
        """;

    /// <summary>All have the products of the first.</summary>
    public static IReadOnlyList<ReducingCell> All { get; } =
    [
        new("LSTM", "Lstm", "lstm"), new("LN-LSTM", "LayerNormLstm", "lstm-layernorm"), new("softmax LSTM", "SoftmaxLstm", Softmax),
    ];

    public string LoopName => TypeName + "Loop";

    public IEnumerable<(string Path, string Text)> Files =>
    [
        (TypeName + ".cs", string.Create(
            CultureInfo.InvariantCulture,
            $"[RnnGen.Cell({Literal}, Input = {Input}, Hidden = {Hidden})]\npublic partial struct {TypeName};\n")),
    ];

    private string Literal => Definition.Contains('\n', System.StringComparison.Ordinal)
        ? $"\"\"\"\n{Definition}\n\"\"\""
        : $"\"{Definition}\"";
}
