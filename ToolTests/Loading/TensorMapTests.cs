using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using RnnGen.Formats;
using RnnGen.ToolTests.Onnx;
using RnnGen.ToolTests.References;
using Xunit;

namespace RnnGen.ToolTests.Loading;

/// <summary>
/// Maps from tensors of other programs to parameters. What a ready map gives is what the import of the same tensors writes, which is held
/// to those programs elsewhere.
/// </summary>
public class TensorMapTests
{
    private const int Input = 3, Hidden = 4;

    public static TheoryData<string, bool> Modules => new()
    {
        { "LSTM", true }, { "LSTM", false }, { "GRU", true }, { "GRU", false }, { "RNN", true }, { "RNN", false }, { "projection", true },
    };

    [Theory]
    [MemberData(nameof(Modules))]
    public void Modules_of_PyTorch_in_two_layers_and_directions(string kind, bool hasBias)
    {
        int projection = kind == "projection" ? 2 : 0, output = projection > 0 ? projection : Hidden;
        SafetensorsFile file = OfPyTorch(kind, hasBias, projection);
        ImportedModel model = ModelFile.Read(Bytes(file), "net.safetensors");
        SafetensorsFile want = ModelWriter.Write(model, new WriteOptions { IsDouble = true }).Tensors;
        string[] cells = CellsOf(want);
        Assert.Equal(4, cells.Length); // in the order of the layers, forward first

        LooseParameters<double> parameters = LooseParameters<double>.Like(want);
        TensorMap map = Enumerable.Range(0, 4).Select(i => Map(i / 2, i % 2 == 1, cells[i])).Aggregate((a, b) => a.And(b));
        parameters.Load(file, map);
        Assert.All(want.Tensors, tensor => Assert.Equal(tensor.ToArray<double>(), parameters[tensor.Name].ToArray()));

        TensorMap Map(int layer, bool isReversed, string cell) => kind switch
        {
            "GRU" => TensorMap.PyTorchGru("net", layer, isReversed, cell, hasBias),
            "RNN" => TensorMap.PyTorchRnn("net", layer, isReversed, cell, hasBias),
            _ => TensorMap.PyTorchLstm("net", layer, isReversed, cell, hasBias, projection > 0),
        };
    }

    [Theory]
    [InlineData("LSTM", true)]
    [InlineData("LSTM", false)]
    [InlineData("GRU", true)]
    [InlineData("GRU", false)]
    [InlineData("GRU, reset before", true)]
    [InlineData("GRU, reset before", false)]
    public void Layers_of_Keras(string kind, bool hasBias)
    {
        var weights = new RandomWeights(1);
        int gates = kind == "LSTM" ? 4 : 3;
        bool resetsAfter = kind == "GRU";
        ImportedTensor kernel = weights.Tensor(Input, gates * Hidden), recurrent = weights.Tensor(Hidden, gates * Hidden);
        ImportedTensor? bias = !hasBias ? null : resetsAfter ? weights.Tensor(2, gates * Hidden) : weights.Tensor(gates * Hidden);
        KerasCellWeights all = KerasCells.Weights(
            hasBias ? [kernel, recurrent, bias!] : [kernel, recurrent], Hidden, gates, hasBias, "test");
        RecurrentCell cell = kind == "LSTM"
            ? KerasCells.Lstm(all, ActivationFunction.Tanh, ActivationFunction.Sigmoid)
            : KerasCells.Gru(all, resetsAfter, ActivationFunction.Tanh, ActivationFunction.Sigmoid);
        var file = new SafetensorsFile();
        file.Add("k", [.. kernel.Shape], kernel.Values);
        file.Add("r", [.. recurrent.Shape], recurrent.Values);
        if (bias is not null) file.Add("b", [.. bias.Shape], bias.Values);
        string? b = hasBias ? "b" : null;
        AssertSame(cell, file, kind == "LSTM" ? TensorMap.KerasLstm("k", "r", b) : TensorMap.KerasGru("k", "r", b, resetsAfter));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Operators_of_ONNX(bool isWhole)
    {
        var builder = new OnnxBuilder(seed: 1);
        string x = builder.Input("x", 0, 0, Input), w = builder.Weights(2, 4 * Hidden, Input), r = builder.Weights(2, 4 * Hidden, Hidden);
        string b = isWhole ? builder.Weights(2, 8 * Hidden) : "", p = isWhole ? builder.Weights(2, 3 * Hidden) : "";
        string[] y = builder.Nodes("LSTM", [x, w, r, b, "", "", "", p], 1, ("direction", "bidirectional"));
        byte[] bytes = builder.Output(OnnxCellTests.Joined(builder, y[0], "bidirectional"), 3).Bytes();
        var layer = (ImportedLayer.Recurrent)ModelFile.Read(bytes, "m.onnx").Layers[0];
        for (int direction = 0; direction < 2; direction++)
        {
            TensorMap map = TensorMap.OnnxLstm(w, r, isWhole ? b : null, isWhole ? p : null, direction).Ignore("w");
            SafetensorsFile file = OnnxFile.ReadTensors(bytes).ToSafetensors(isDouble: true);
            AssertSame(layer.Directions[direction].Cell, file, map);
        }
    }

    [Fact]
    public void A_map_of_ones_own_splits_sums_turns_and_joins()
    {
        var file = new SafetensorsFile();
        file.Add<float>("a", [4, 2], [0, 1, 2, 3, 4, 5, 6, 7]);
        file.Add<double>("b", [2], [10, 20]);
        file.Add<double>("c", [2], [0.25, 0.5]);
        file.Add<float>("same", [2], [8, 9]);
        file.Add<float>("example.x", [1], [0]);
        var shapes = new SafetensorsFile();
        foreach ((string name, int[] shape) in ((string, int[])[])
            [
                ("rows", [1, 2]), ("columns", [2, 1]), ("turned", [2, 4]), ("joined", [2, 4]), ("sum", [2]), ("none", [3]), ("same", [2]),
                ("minus", [2]),
            ])
        {
            shapes.Add<float>(name, shape, new float[shape.Aggregate(1, (a, b) => a * b)]);
        }
        LooseParameters<float> parameters = LooseParameters<float>.Like(shapes);
        parameters.Load(file, new TensorMap
        {
            ["rows"] = TensorSource.Of("a").Rows(2, 3),
            ["columns"] = TensorSource.Of("a").Part(0, 2).Columns(1, 2),
            ["turned"] = TensorSource.Of("a").Transpose(),
            ["joined"] = TensorSource.Of("a").Part(1, of: 2).Beside(TensorSource.Of("a").Part(0, of: 2)),
            ["sum"] = TensorSource.Of("b") + "c",
            ["minus"] = -TensorSource.Of("b"),
            ["none"] = TensorSource.Zeros,
        }.Ignore("example."));
        Assert.Equal([4, 5], parameters["rows"].ToArray());
        Assert.Equal([1, 3], parameters["columns"].ToArray());
        Assert.Equal([0, 2, 4, 6, 1, 3, 5, 7], parameters["turned"].ToArray());
        Assert.Equal([4, 5, 0, 1, 6, 7, 2, 3], parameters["joined"].ToArray());
        Assert.Equal([10.25f, 20.5f], parameters["sum"].ToArray());
        Assert.Equal([-10, -20], parameters["minus"].ToArray());
        Assert.Equal([0, 0, 0], parameters["none"].ToArray());
        Assert.Equal([8, 9], parameters["same"].ToArray());
    }

    [Fact]
    public void Everything_that_does_not_fit_is_listed_and_nothing_is_loaded()
    {
        var file = new SafetensorsFile();
        file.Add<float>("good", [2], [1, 2]);
        file.Add<double>("large", [2], [1, 1e300]);
        file.Add<float>("odd", [3], [1, 2, 3]);
        file.Add<float>("extra", [1], [1]);
        var shapes = new SafetensorsFile();
        foreach (string name in (string[])["good", "large", "shape", "parts", "missing", "nothing"]) shapes.Add<float>(name, [2], [7, 7]);
        LooseParameters<float> parameters = LooseParameters<float>.Like(shapes);
        parameters.Values.Fill(7);
        ModelFormatException refused = Assert.Throws<ModelFormatException>(() => parameters.Load(file, new TensorMap
        {
            ["shape"] = "odd",
            ["parts"] = TensorSource.Of("odd").Part(0, 2),
            ["missing"] = TensorSource.Of("a") + "b",
            ["stranger"] = "good",
        }));
        string[] says =
        [
            "parameters of Loose", "'shape' = odd: that is [3], not [2]", "'parts' = odd.Part(0, 2): tensor 'odd'", "no 2 equal parts",
            "'missing' = a + b: the file has no 'a', 'b'", "'nothing': the file has no 'nothing'", "the map's 'stranger' is no parameter",
            "'large': 1E+300 at 1 is beyond the range", "no parameter is made of the file's 'extra'", "Nothing was loaded.",
        ];
        Assert.All(says, text => Assert.Contains(text, refused.Message, StringComparison.Ordinal));
        Assert.All(parameters.Values.ToArray(), value => Assert.Equal(7, value));
    }

    [Fact]
    public void Two_maps_say_one_thing_once() =>
        Assert.Throws<ArgumentException>(() => TensorMap.PyTorchRnn("a").And(TensorMap.PyTorchRnn("b")));

    /// <summary>Damaged files with maps that were made for sound ones: loaded, or refused whole.</summary>
    [Fact]
    public void Damaged_tensors_are_loaded_or_refused()
    {
        byte[] seed = Bytes(OfPyTorch("GRU", true, 0));
        SafetensorsFile want = ModelWriter.Write(ModelFile.Read(seed, "net.safetensors")).Tensors;
        string[] cells = CellsOf(want);
        TensorMap map = Enumerable.Range(0, 4).Select(i => TensorMap.PyTorchGru("net", i / 2, i % 2 == 1, cells[i]))
            .Aggregate((a, b) => a.And(b));
        int count = Environment.GetEnvironmentVariable("RNNGEN_LONG") == "1" ? 1_000_000 : 4_000, refused = 0;
        LooseParameters<float> parameters = LooseParameters<float>.Like(want);
        for (int i = 0; i < count; i++)
        {
            byte[] damaged = new Hostile.Mutator(i).Mutate(seed, seed, isText: true);
            parameters.Clear();
            try
            {
                parameters.Load(SafetensorsFile.Read(new MemoryStream(damaged)), map);
            }
            catch (Exception e) when (e is ModelFormatException or SafetensorsException)
            {
                Assert.True(parameters.Values.IndexOfAnyExcept(0f) < 0, $"Mutation {i} was loaded in part.");
                refused++;
            }
        }
        Assert.InRange(refused, count / 2, count - 1);
    }

    private static SafetensorsFile OfPyTorch(string kind, bool hasBias, int projection)
    {
        var weights = new RandomWeights(1);
        int gates = kind switch { "GRU" => 3, "RNN" => 1, _ => 4 }, output = projection > 0 ? projection : Hidden;
        var file = new SafetensorsFile();
        for (int layer = 0; layer < 2; layer++)
        {
            foreach (string way in (string[])["", "_reverse"])
            {
                string end = $"_l{layer}{way}";
                Add("weight_ih", gates * Hidden, layer == 0 ? Input : 2 * output);
                Add("weight_hh", gates * Hidden, output);
                if (hasBias) Add("bias_ih", gates * Hidden);
                if (hasBias) Add("bias_hh", gates * Hidden);
                if (projection > 0) Add("weight_hr", projection, Hidden);

                void Add(string name, params int[] shape) => file.Add<double>($"net.{name}{end}", shape, weights.Tensor(shape).Values);
            }
        }
        return file;
    }

    /// <summary>The prefixes of a network's cells, in its order.</summary>
    private static string[] CellsOf(SafetensorsFile file) =>
        [.. file.Tensors.Select(tensor => tensor.Name[..(tensor.Name.IndexOf('.', StringComparison.Ordinal) + 1)]).Distinct()];

    private static void AssertSame(RecurrentCell cell, SafetensorsFile file, TensorMap map)
    {
        SafetensorsFile want = ModelWriter.Write(
            RandomWeights.Model(RandomWeights.Layer("cell", cell)), new WriteOptions { IsDouble = true }).Tensors;
        LooseParameters<double> parameters = LooseParameters<double>.Like(want, "cell.");
        parameters.Load(file, map);
        Assert.All(want.Tensors, tensor => Assert.Equal(tensor.ToArray<double>(), parameters[tensor.Name["cell.".Length..]].ToArray()));
    }

    private static byte[] Bytes(SafetensorsFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }
}
