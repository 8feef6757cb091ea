using System;
using System.Globalization;
using System.IO;
using System.Linq;
using RnnGen.Formats;
using RnnGen.Tool;
using RnnGen.Tool.Commands;
using RnnGen.ToolTests.Interpreting;
using RnnGen.ToolTests.References;
using Xunit;

namespace RnnGen.ToolTests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    /// <summary>The printed output of the fixed input is that of plain loops over what was read.</summary>
    [Fact]
    public void A_model_becomes_a_definition_and_its_parameters()
    {
        TorchFile.Write(_tool.PathOf("amp.safetensors"));
        ToolResult result = _tool.Call("import", "amp.safetensors", "-o", "Cells", "--class", "Acme.Amp", "--name", "lead");
        Assert.True(result.Code == 0, result.Error);
        Assert.StartsWith("amp.safetensors: PyTorch (safetensors), 'amp', 2 → 1\n  lstm: LSTM 2 → 3\n  fc: dense 3 → 1\n", result.Output);
        Assert.Contains("  sample rate: the file does not say\n", result.Output);
        Assert.Contains("  note: The modules are applied as lstm (2 → 3) → fc (3 → 1): ", result.Output);
        Assert.Contains("Wrote Cells/lead.cell.yaml and Cells/lead.safetensors (76 parameters).\n", result.Output);
        Assert.Contains("new Acme.Amp.Parameters(); parameters.Load(\"Cells/lead.safetensors\")", result.Output);
        Assert.Equal(["lead.cell.yaml", "lead.safetensors"], Files("Cells"));
        Assert.Contains("\nclass: Acme.Amp\n", _tool.Read("Cells/lead.cell.yaml"));
        Assert.Equal(0, _tool.Call("check", "Cells", "--warnings-as-errors").Code);
        Assert.Equal(0, _tool.Call("show", "Cells/lead.cell.yaml").Code);

        ImportedModel model = ModelFile.Read(_tool.PathOf("amp.safetensors"));
        double[] input = [.. Enumerable.Range(0, 128).Select(i => Math.Sin((i / 2 + 1) * (i % 2 + 1) / 10.0))];
        double expected = NaiveModel.Run(model, 64, input)[^1];
        string printed = result.Output.Split("the output of step 64 is [")[1].Split(']')[0];
        Assert.Equal(expected, double.Parse(printed, CultureInfo.InvariantCulture), 2e-6);
    }

    [Fact]
    public void What_is_there_is_written_over_only_by_force_and_in_one_go()
    {
        TorchFile.Write(_tool.PathOf("amp.safetensors"));
        _tool.Write("Cells/amp.cell.yaml", "mine\n");
        ToolResult refused = _tool.Call("import", "amp.safetensors", "-o", "Cells");
        Assert.Equal((2, "error: 'Cells/amp.cell.yaml' is there already; --force writes over it, --name takes another name.\n"),
            (refused.Code, refused.Error));
        Assert.Equal(["amp.cell.yaml"], Files("Cells"));

        // A folder stands where the parameters belong: the definition stays what it was, and nothing else is left.
        Directory.CreateDirectory(_tool.PathOf("Cells/amp.safetensors"));
        ToolResult failed = _tool.Call("import", "amp.safetensors", "-o", "Cells", "--force");
        Assert.Equal(2, failed.Code);
        Assert.StartsWith("error: ", failed.Error);
        Assert.Equal("mine\n", _tool.Read("Cells/amp.cell.yaml"));
        Assert.Equal(["amp.cell.yaml"], Files("Cells"));
        File.Delete(_tool.PathOf("Cells/amp.cell.yaml"));
        Assert.Equal(2, _tool.Call("import", "amp.safetensors", "-o", "Cells").Code);
        Assert.Empty(Files("Cells"));

        Directory.Delete(_tool.PathOf("Cells/amp.safetensors"));
        Assert.Equal(0, _tool.Call("import", "amp.safetensors", "-o", "Cells").Code);
        Assert.Equal(0, _tool.Call("import", "amp.safetensors", "-o", "Cells", "--force").Code);
        Assert.Equal(["amp.cell.yaml", "amp.safetensors"], Files("Cells"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Test_vectors_of_the_source_decide(bool isTrue)
    {
        var random = new RandomWeights(5);
        ImportedLayer gru = RandomWeights.Layer("gru", random.Gru(2, 4, resetsAfter: true));
        ImportedModel model = RandomWeights.Model(gru, random.Dense("out", 4, 3));
        double[] input = random.Numbers(20), output = NaiveModel.Run(model, 10, input);
        if (!isTrue) output[17] += 1e-3;
        model = model with { TestVectors = [new TestVector(10, input, output)], SampleRate = 44100, NotCarriedOver = ["The optimiser."] };
        using StringWriter text = new(), error = new();
        var console = ToolConsole.To(text, error, _tool.Folder);
        int code = ImportCommand.Import(console, model, _tool.PathOf("source.h5"), "Cells", new WriteOptions(), isForced: false);
        string printed = text.ToString();
        Assert.Contains("  sample rate: 44100 Hz", printed);
        Assert.Contains("  not carried over: The optimiser.", printed);
        Assert.Equal(isTrue ? 0 : 1, code);
        Assert.Contains(isTrue ? "proven: 1 test vectors of the source, 10 steps" : "not equal: 1 test vectors", printed);
        if (isTrue) Assert.Equal(2, Files("Cells").Length);
        else
        {
            Assert.Contains("nothing was written", error.ToString());
            Assert.False(Directory.Exists(_tool.PathOf("Cells")));
        }
    }

    [Theory]
    [InlineData(2, "There is no file 'absent.onnx'.", "absent.onnx")]
    [InlineData(1, "no format that is known here", "noise.bin")]
    [InlineData(2, "--name has to be a letter", "noise.bin", "--name", "1 a")]
    [InlineData(2, "--class has to be the name of a type", "noise.bin", "--class", "a b")]
    [InlineData(2, "'--nonlinearity'", "noise.bin", "--nonlinearity", "cube")]
    public void Mistakes_are_messages(int code, string message, params string[] arguments)
    {
        _tool.Write("noise.bin", "nothing that anybody knows");
        ToolResult result = _tool.Call(["import", "-o", "Cells", .. arguments]);
        Assert.Equal(code, result.Code);
        if (message != "'--nonlinearity'") Assert.Contains(message, result.Error);
        Assert.StartsWith("error: ", result.Error);
        Assert.False(Directory.Exists(_tool.PathOf("Cells")));
    }

    private string[] Files(string folder) =>
        [.. Directory.GetFiles(_tool.PathOf(folder)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
