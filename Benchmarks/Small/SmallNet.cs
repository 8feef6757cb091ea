using System.Collections.Generic;
using System.Globalization;
using RnnGen.Benchmarks.Compiling;

namespace RnnGen.Benchmarks.Small;

/// <summary>A small network as it runs in an audio plugin or on a sensor, to be compiled while this program runs.</summary>
/// <param name="Name">As tables have it.</param>
/// <param name="TypeName">The struct of the cell.</param>
/// <param name="Cell">The arguments of its attribute before the activations.</param>
/// <param name="HasHead">Whether it has one output; otherwise its state is what users read.</param>
internal sealed record SmallNet(string Name, string TypeName, string Cell, int Input, bool HasHead, Activations Activations) : ICellSource
{
    public string LoopName => TypeName + "Loop";

    public IEnumerable<(string Path, string Text)> Files =>
    [
        (TypeName + ".cs", $"[RnnGen.Cell({Cell}, Activations = RnnGen.Activations.{Activations})]\npublic partial struct {TypeName};\n"),
        (LoopName + ".cs", Loop),
    ];

    /// <summary>The networks of the tables, by layers and units.</summary>
    public static IEnumerable<SmallNet> All(Activations activations)
    {
        foreach ((int input, int hidden) in new[] { (3, 5), (1, 8), (1, 16), (1, 24), (1, 32), (16, 64), (64, 128) })
            yield return Plain("lstm", "LSTM", input, hidden, activations);
        foreach ((int input, int hidden) in new[] { (1, 16), (16, 64) })
            yield return Plain("gru-reset-after", "GRU-after", input, hidden, activations);
        foreach (int hidden in new[] { 8, 16, 32 }) yield return Headed("lstm", "LSTM", hidden, layers: 1, activations);
        yield return Headed("lstm", "LSTM", 16, layers: 2, activations);
        yield return Headed("gru-reset-after", "GRU-after", 16, layers: 1, activations);
        yield return Plain("lstm-layernorm", "LN-LSTM", 64, 128, activations);
    }

    private static SmallNet Plain(string cell, string title, int input, int hidden, Activations activations) => new(
        Text($"{title} ({input},{hidden})"), Text($"{title.Replace("-", "")}{input}x{hidden}{activations}"),
        Text($"\"{cell}\", Input = {input}, Hidden = {hidden}"), input, HasHead: false, activations);

    private static SmallNet Headed(string cell, string title, int hidden, int layers, Activations activations)
    {
        string size = layers == 1 ? Text($"{hidden}") : Text($"{layers}x{hidden}"), second = layers == 1 ? "" : "second: { cell: " + cell
            + Text($", hidden: {hidden} }}");
        string last = layers == 1 ? "first" : "second";
        string definition = Text($$"""
            inputs:     { x: 1 }
            cells:      { first: { cell: {{cell}}, hidden: {{hidden}} }{{(layers == 1 ? "" : ", " + second)}} }
            parameters: { V: [1, {{hidden}}], d: 1 }
            equations: |
              first(x){{(layers == 1 ? "" : "\n  second(first.h)")}}
            outputs:
              y: V @ {{last}}.h + d
            """);
        return new SmallNet(
            $"{title} 1→{size}→1", Text($"{title.Replace("-", "")}{layers}x{hidden}Head{activations}"),
            $"\"\"\"\n{definition}\n\"\"\"", 1, HasHead: true, activations);
    }

    /// <summary>As a user streams through it.</summary>
    private string Loop => Text($$"""
        public static class {{LoopName}}
        {
            public static void Run(
                RnnGen.CellWeights<float> weights, RnnGen.CellState<float> state, float[] inputs, float[] outputs, int count)
            {
                var (w, s) = (({{TypeName}}.Weights)weights, ({{TypeName}}.State)state);
                for (int i = 0; i < count; i++)
                {
                    int step = i % {{SmallProblem.TimeSteps}};
                    {{TypeName}}.Step(w, new System.ReadOnlySpan<float>(inputs, step * {{Input}}, {{Input}}), s{{Output}});
                }
            }
        }
        """);

    private string Output => HasHead ? ", new System.Span<float>(outputs, step, 1)" : "";

    private static string Text(System.FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
