using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using RnnGen.Formats;
using RnnGen.ToolTests.Fixtures;
using RnnGen.ToolTests.Loading;
using RnnGen.ToolTests.Onnx;
using Xunit;

namespace RnnGen.ToolTests.Reading;

/// <summary>The C# of the pages that says how tensors are read by name: it stands here word for word, and runs.</summary>
public class DocumentedUseTests
{
    [Fact]
    public void PyTorch()
    {
        File.WriteAllBytes("model.pt", Fixture.Torch["lstm, two layers, head"].File);
        NamedTensors tensors = TorchFile.ReadTensors("model.pt");
        foreach (ImportedTensor tensor in tensors) Console.WriteLine(tensor);    // layer.weight_ih_l0: F32 [20, 3]
        SafetensorsFile file = tensors.ToSafetensors();                          // parameters.Load takes it, with the options below
        Assert.Equal("layer.weight_ih_l0: F32 [20, 3]", file.Tensors[0].ToString());
        AssertDocumented("coming-from-pytorch.md");
    }

    [Fact]
    public void Keras()
    {
        File.WriteAllBytes("model.weights.h5", Fixture.Keras["Functional, keras"].File);
        NamedTensors tensors = KerasFile.ReadTensors("model.weights.h5");
        foreach (ImportedTensor tensor in tensors) Console.WriteLine(tensor);    // layers/lstm/cell/vars/0: F32 [2, 16]
        SafetensorsFile file = tensors.ToSafetensors();
        Assert.Equal("layers/lstm/cell/vars/0: F32 [2, 16]", file["layers/lstm/cell/vars/0"].ToString());
        AssertDocumented("coming-from-keras.md");
    }

    [Fact]
    public void Onnx()
    {
        var builder = new OnnxBuilder(seed: 1);
        string x = builder.Input("x", 0, 0, 1);
        string h = builder.Nodes("LSTM", [x, Add("lstm.W", 1, 64, 1), Add("lstm.R", 1, 64, 16), Add("lstm.B", 1, 128)], 1)[0];
        builder.Graph.Nodes[^1].Name = "/lstm/LSTM";
        h = builder.Node("Squeeze", [h, builder.Add(OnnxBuilder.Tensor("fc.axes", 7, [1], [1], true))]);
        h = builder.Node("MatMul", [h, Add("fc.weight", 16, 1)]);
        builder.Graph.Nodes[^1].Name = "/fc/MatMul";
        File.WriteAllBytes("model.onnx", builder.Output(builder.Node("Add", [h, Add("fc.bias", 1)]), 3).Bytes());

        ImportedModel model = ModelFile.Read("model.onnx");
        Console.WriteLine(model);                       // model (ONNX): LSTM 1 → 16, dense 16 → 1
        foreach (string what in model.NotCarriedOver) Console.WriteLine(what);
        ModelWriter.Write(model, new WriteOptions { Class = "Acme.Net" }).Save("Models");
        Assert.Equal("model (ONNX): LSTM 1 → 16, dense 16 → 1", model.ToString());
        Assert.Contains($"```yaml\n{File.ReadAllText("Models/model.cell.yaml")}```", Page("coming-from-onnx.md"), StringComparison.Ordinal);

        LooseParameters<float> lstm = OfShapes(
            [.. "figo".SelectMany(gate => ((string, int[])[])[($"W{gate}", [16, 17]), ($"b{gate}", [16])])]);
        LooseParameters<float> own = OfShapes(("W", [64, 1]), ("U", [64, 16]), ("b", [64]), ("V", [1, 16]), ("c", [1]));
        NamedTensors tensors = OnnxFile.ReadTensors("model.onnx");        // TorchFile and KerasFile do the same
        lstm.Load(tensors, TensorMap.OnnxLstm("lstm.W", "lstm.R", "lstm.B").Ignore("fc."));

        tensors = new NamedTensors(tensors.Where(tensor => tensor.Name != "fc.axes"));
        own.Load(tensors, new TensorMap
        {
            ["W"] = TensorSource.Of("lstm.W").Row(0),                     // [1, 4 H, I] to [4 H, I]
            ["U"] = TensorSource.Of("lstm.R").Row(0),
            ["b"] = TensorSource.Of("lstm.B").Row(0).Part(0, of: 2) + TensorSource.Of("lstm.B").Row(0).Part(1, of: 2),
            ["V"] = TensorSource.Of("fc.weight").Transpose(),
            ["c"] = "fc.bias",
        });
        Assert.Equal(SafetensorsFile.Read("Models/model.safetensors")["lstm.Wf"].ToArray<float>(), lstm["Wf"].ToArray());
        Assert.Equal(tensors["fc.bias"].Values[0], own["c"][0]);
        AssertDocumented("coming-from-onnx.md");

        string Add(string name, params int[] shape)
        {
            builder.Weights(shape);
            builder.Graph.Initializers[^1].Name = name;
            return name;
        }
    }

    private static LooseParameters<float> OfShapes(params (string Name, int[] Shape)[] parameters)
    {
        var file = new SafetensorsFile();
        foreach ((string name, int[] shape) in parameters) file.Add<float>(name, shape, new float[shape.Aggregate(1, (a, b) => a * b)]);
        return LooseParameters<float>.Like(file);
    }

    private static void AssertDocumented(string page, [CallerFilePath] string source = "")
    {
        string[] here = [.. File.ReadAllLines(source).Select(line => line.Trim())];
        string[] blocks = Page(page).Split("```");
        string[] lines =
        [
            .. blocks.Where(block => block.StartsWith("cs\n", StringComparison.Ordinal))
            .SelectMany(block => block.Split('\n').Skip(1))
            .Select(line => line.Trim()).Where(line => line.Length > 0),
        ];
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains(line, here));
    }

    private static string Page(string name, [CallerFilePath] string source = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "docs", name));
}
