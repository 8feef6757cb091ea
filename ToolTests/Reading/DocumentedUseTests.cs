using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using RnnGen.Formats;
using RnnGen.ToolTests.Fixtures;
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

    private static void AssertDocumented(string page, [CallerFilePath] string source = "")
    {
        string[] here = [.. File.ReadAllLines(source).Select(line => line.Trim())];
        string[] blocks = File.ReadAllText(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "docs", page)).Split("```");
        string[] lines = [.. blocks.Where(block => block.StartsWith("cs\n", StringComparison.Ordinal)).SelectMany(block => block.Split('\n').Skip(1))
            .Select(line => line.Trim()).Where(line => line.Length > 0)];
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains(line, here));
    }
}
