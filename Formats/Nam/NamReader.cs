using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace RnnGen.Formats;

/// <summary>
/// Captures of Neural Amp Modeler (<c>.nam</c>) with the architecture LSTM. The weights are one list: of each layer the matrix
/// [4 H, input + H] by rows, gates i, f, g, o over columns [x; h'], then its bias [4 H], then h and c before the first step, [H] each; at
/// the end the head, [out, H] by rows, and its bias [out]. The source: NAM/lstm.cpp of NeuralAmpModelerCore.
/// </summary>
internal static class NamReader
{
    private const int MostLayers = 1000;

    public static ImportedModel Read(JsonElement root, string name)
    {
        string architecture = root.FindText("architecture") ?? throw ModelFormatException.Damaged("architecture", "it is no text.");
        if (architecture != "LSTM")
        {
            throw ModelFormatException.Unsupported(
                "architecture",
                $"{Quoting.Quote(architecture)} is no recurrent network. Only captures with the architecture LSTM can be read: train " +
                "one with NAM's LSTM configuration, or play this one with NAM's own core.");
        }

        JsonElement config = root.Find("config") ?? throw ModelFormatException.Damaged("config", "it is missing.");
        int input = Size(config, "input_size", null), hidden = Size(config, "hidden_size", null), count = Size(config, "num_layers", null);
        int output = Size(config, "out_channels", 1);
        if (Size(config, "in_channels", input) != input)
            throw ModelFormatException.Unsupported("config", "in_channels is not input_size: the capture has inputs that are no signal.");
        ImportedTensor weights = JsonTensors.Read(root.Find("weights") ?? default, "weights");
        RequireCount(weights, input, hidden, count, output);
        return new ImportedModel
        {
            Name = root.Find("metadata")?.FindText("name") is { Length: > 0 } given ? given : name,
            Format = "NAM",
            InputSize = input,
            Layers = Layers(new Cursor(weights), input, hidden, count, output),
            SampleRate = root.FindNumber("sample_rate", "model"),
            Notes =
            [
                "NAM's plugin plays half a second of silence into a model first, so that its states settle; Reset gives the stored " +
                "initial states.",
            ],
        };
    }

    private static List<ImportedLayer> Layers(Cursor weights, int input, int hidden, int count, int output)
    {
        var layers = new List<ImportedLayer>();
        for (int i = 0; i < count; i++)
        {
            string layer = string.Create(CultureInfo.InvariantCulture, $"lstm{i + 1}");
            layers.Add(new ImportedLayer.Recurrent(
                count == 1 ? "lstm" : layer,
                [new RecurrentDirection(Cell(weights, i == 0 ? input : hidden, hidden, layer))],
                SequenceOutput.EveryStep));
        }

        ImportedTensor head = weights.Take("head.weight", output * hidden).Reshape(output, hidden);
        layers.Add(new ImportedLayer.Dense("head", head, weights.Take("head.bias", output)));
        return layers;
    }

    private static RecurrentCell.Lstm Cell(Cursor weights, int input, int hidden, string layer)
    {
        ImportedTensor matrix = weights.Take($"{layer}.w", 4 * hidden * (input + hidden)).Reshape(4 * hidden, input + hidden);
        ImportedTensor bias = weights.Take($"{layer}.b", 4 * hidden);
        ImportedTensor h = weights.Take($"{layer}.h", hidden), c = weights.Take($"{layer}.c", hidden);
        Gate Gate(int index)
        {
            ImportedTensor rows = matrix.Part(index, 4);
            return new Gate(rows.ColumnRange(0, input), rows.ColumnRange(input, hidden), bias.Part(index, 4));
        }

        return new RecurrentCell.Lstm(Gate(0), Gate(1), Gate(2), Gate(3)) { InitialHidden = h, InitialCell = c };
    }

    // Everything is counted before any part is taken.
    private static void RequireCount(ImportedTensor weights, int input, int hidden, int count, int output)
    {
        if (count > MostLayers) throw ModelFormatException.Damaged("config", $"it has {count} layers.");
        System.Int128 expected = (System.Int128)output * hidden + output;
        for (int i = 0; i < count; i++)
            expected += (System.Int128)4 * hidden * ((System.Int128)(i == 0 ? input : hidden) + hidden) + (System.Int128)6 * hidden;
        if (weights.Rank != 1 || weights.Rows != expected)
        {
            throw ModelFormatException.Damaged(
                "weights",
                $"they are {weights.ShapeText}; {count} layers of {hidden} units with {input} inputs and {output} outputs have " +
                $"{expected}.");
        }
    }

    private static int Size(JsonElement config, string name, int? absent) =>
        (config.FindInteger(name, "config") ?? absent) is { } size && size > 0
            ? size
            : throw ModelFormatException.Damaged("config", $"{name} has to be an integer above zero.");

    private sealed class Cursor(ImportedTensor weights)
    {
        private int _at;

        public ImportedTensor Take(string name, int count)
        {
            ImportedTensor part = weights.RowRange(_at, count);
            _at += count;
            return new ImportedTensor(name, part.Dtype, part.Shape, part.Values.ToArray());
        }
    }
}
