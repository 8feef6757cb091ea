using System;
using System.Linq;
using RnnGen.Formats;

namespace RnnGen.ToolTests.References;

/// <summary>Layers and cells with random weights between -1 and 1, by a fixed seed.</summary>
internal sealed class RandomWeights(int seed)
{
    private readonly Random _random = new(seed);

    public double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * _random.NextDouble() - 1)];

    public ImportedTensor Tensor(params int[] shape) => new("t", "F64", shape, Numbers(shape.Aggregate(1, (a, b) => a * b)));

    public Gate Gate(int input, int hidden, int recurrent = 0, bool hasBias = true) =>
        new(Tensor(hidden, input), Tensor(hidden, recurrent > 0 ? recurrent : hidden), hasBias ? Tensor(hidden) : null);

    public RecurrentCell.Lstm Lstm(int input, int hidden, int projection = 0, bool isCoupled = false, bool hasBias = true)
    {
        Gate Next() => Gate(input, hidden, projection, hasBias);
        return new RecurrentCell.Lstm(Next(), isCoupled ? null : Next(), Next(), Next())
        {
            Projection = projection > 0 ? Tensor(projection, hidden) : null,
        };
    }

    public RecurrentCell.Gru Gru(int input, int hidden, bool resetsAfter, bool hasBias = true) =>
        new(Gate(input, hidden, 0, hasBias), Gate(input, hidden, 0, hasBias), Gate(input, hidden, 0, hasBias), resetsAfter)
        {
            CandidateRecurrentBias = resetsAfter && hasBias ? Tensor(hidden) : null,
        };

    public RecurrentCell.Simple Simple(int input, int hidden, bool hasBias = true) => new(Gate(input, hidden, 0, hasBias));

    public ImportedLayer.Dense Dense(string name, int input, int output, bool hasBias = true) =>
        new(name, Tensor(output, input), hasBias ? Tensor(output) : null);

    public static ImportedLayer.Recurrent Layer(string name, params RecurrentCell[] cells) => Layer(name, SequenceOutput.EveryStep, cells);

    /// <summary>The second cell runs from the last step to the first.</summary>
    public static ImportedLayer.Recurrent Layer(string name, SequenceOutput returns, params RecurrentCell[] cells) =>
        new(name, [.. cells.Select((cell, i) => new RecurrentDirection(cell, i == 1))], returns);

    public static ImportedModel Model(params ImportedLayer[] layers) => new()
    {
        Name = "net",
        Format = "test",
        InputSize = layers.Select(layer => layer.InputSize).First(size => size is not null)!.Value,
        Layers = layers,
    };
}
