using System;
using System.Linq;
using RnnGen.ToolTests.References;
using Xunit;

namespace RnnGen.ToolTests.Commands;

public sealed class ExportCommandTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_cell_becomes_a_header_and_a_source_with_its_weights()
    {
        Write("gru.safetensors", Gru);
        ToolResult result = _tool.Call("export", "gru", "gru.safetensors", "--input", "2", "--hidden", "3", "--c", "C/wake.c");
        Assert.True(result.Code == 0, result.Error + result.Output);
        Assert.Equal(
            "Wrote C/wake.c and C/wake.h: 54 parameters.\nTo compile: cc -std=c99 -O2 -c C/wake.c; link with -lm.\n", result.Output);
        string header = _tool.Read("C/wake.h"), source = _tool.Read("C/wake.c");
        Assert.Contains("void wake_step(wake_state *state, const float *x);", header);
        Assert.DoesNotContain("wake_backward", header);
        Assert.Contains("static const float packed[57] =", source);
        Assert.Contains("// z = sigmoid(Wz", source);
        // No memory but what it is given, and no library but that of mathematics.
        Assert.Equal(["#include \"wake.h\"", "#include <math.h>", "#include <string.h>"],
            source.Split('\n').Where(line => line.StartsWith("#include", StringComparison.Ordinal)));
        Assert.DoesNotContain("alloc", source);
        // The same input gives the same files.
        Assert.Equal(0, _tool.Call("export", "gru", "gru.safetensors", "--input", "2", "--hidden", "3", "--c", "Again/wake.c").Code);
        Assert.Equal((header, source), (_tool.Read("Again/wake.h"), _tool.Read("Again/wake.c")));
    }

    [Fact]
    public void Training_is_written_where_it_is_asked_for()
    {
        Write("gru.safetensors", Gru);
        ToolResult result = _tool.Call(
            "export", "gru", "gru.safetensors", "--input", "2", "--hidden", "3", "--c", "wake.c", "--training", "8", "4", "--double");
        Assert.True(result.Code == 0, result.Error + result.Output);
        string header = _tool.Read("wake.h");
        Assert.Contains("#define WAKE_T 8\n#define WAKE_B 4\n", header);
        Assert.Contains("void wake_backward(wake_tape *tape, wake_parameters *gradients);", header);
        Assert.Contains("    double Wz[15]; // [hidden, hidden + input]\n", header);
        Assert.Contains("//     dbz = dzz\n", header);
    }

    [Fact]
    public void Weights_that_do_not_fit_are_listed()
    {
        Write("gru.safetensors", [.. Gru.Skip(2).Append(("Wr", [3, 4])).Append(("extra", [2]))]);
        ToolResult result = _tool.Call("export", "gru", "gru.safetensors", "--input", "2", "--hidden", "3", "--c", "wake.c");
        Assert.Equal(1, result.Code);
        Assert.Equal("error: 'gru.safetensors' does not fit the definition: 'Wr' is [3, 4], the definition says [hidden, hidden + input] = "
            + "[3, 5]; 'br' is missing; 'extra' is no parameter of the definition.\n", result.Error);
    }

    [Theory]
    [InlineData("--c has to be a file such as wake.c", "gru", "gru.safetensors", "--input", "2", "--hidden", "3", "--c", "wake.cpp")]
    [InlineData("--c has to be a file such as wake.c", "gru", "gru.safetensors", "--input", "2", "--hidden", "3", "--c", "1st.c")]
    [InlineData("There is no file 'none.safetensors'", "gru", "none.safetensors", "--input", "2", "--hidden", "3", "--c", "wake.c")]
    [InlineData("--training has to be two whole numbers", "gru", "gru.safetensors", "--c", "wake.c", "--training", "8", "0")]
    [InlineData("Write either --c FILE or --onnx FILE", "gru", "gru.safetensors")]
    [InlineData("Write either --c FILE or --onnx FILE", "gru", "gru.safetensors", "--c", "wake.c", "--onnx", "wake.onnx")]
    [InlineData("--training goes with --c", "gru", "gru.safetensors", "--onnx", "wake.onnx", "--training", "8", "4")]
    [InlineData("--step goes with --onnx", "gru", "gru.safetensors", "--c", "wake.c", "--step")]
    [InlineData("--lengths goes with --onnx", "gru", "gru.safetensors", "--c", "wake.c", "--lengths")]
    [InlineData("--lengths is about whole sequences", "gru", "gru.safetensors", "--onnx", "wake.onnx", "--step", "--lengths")]
    [InlineData("There is no file 'none.safetensors'", "gru", "none.safetensors", "--input", "2", "--hidden", "3", "--onnx", "wake.onnx")]
    [InlineData("There is no Microsoft.ML.OnnxRuntime.dll in", "gru", "gru.safetensors", "--input", "2", "--hidden", "3",
        "--onnx", "wake.onnx", "--runtime", ".")]
    public void A_wrong_call_says_what_is_wrong(string message, params string[] arguments)
    {
        Write("gru.safetensors", Gru);
        ToolResult result = _tool.Call(["export", .. arguments]);
        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error);
    }

    /// <summary>Sizes come from the call or from the definition.</summary>
    [Fact]
    public void A_size_without_a_value_is_a_mistake()
    {
        Write("gru.safetensors", Gru);
        ToolResult result = _tool.Call("export", "gru", "gru.safetensors", "--hidden", "3", "--c", "wake.c");
        Assert.NotEqual(0, result.Code);
        Assert.Contains("input", result.Error + result.Output);
    }

    [Fact]
    public void A_reversed_network_has_no_step()
    {
        _tool.Write("tagger.cell.yaml", """
            inputs: { x: 2 }
            cells:
              back: { cell: rnn, hidden: 3, reversed: true }
            outputs:
              y: back(x)
            """);
        Write("tagger.safetensors", [("back.W", [3, 2]), ("back.U", [3, 3]), ("back.b", [3])]);
        ToolResult refused = _tool.Call("export", "tagger.cell.yaml", "tagger.safetensors", "--c", "tagger.c");
        Assert.Equal(1, refused.Code);
        Assert.Contains("--training T B exports passes over T steps of B sequences.", refused.Error);
        ToolResult result = _tool.Call("export", "tagger.cell.yaml", "tagger.safetensors", "--c", "tagger.c", "--training", "8", "1");
        Assert.True(result.Code == 0, result.Error + result.Output);
        Assert.DoesNotContain("tagger_step", _tool.Read("tagger.h"));
        Assert.Contains("void tagger_forward(", _tool.Read("tagger.h"));
    }

    [Fact]
    public void A_cell_becomes_a_graph_that_is_proven_and_comes_back()
    {
        Write("gru.safetensors", Gru);
        string[] call = ["export", "gru", "gru.safetensors", "--input", "2", "--hidden", "3", "--onnx"];
        ToolResult result = _tool.Call([.. call, "Graphs/wake.onnx", "--runtime", AppContext.BaseDirectory]);
        Assert.True(result.Code == 0, result.Error + result.Output);
        Assert.StartsWith("""
            Wrote Graphs/wake.onnx: 54 parameters, 3 nodes, GRU 'gru'.
              input   x [T, B, 2]
              output  h [T, B, 3]
              output  hT [B, 3]
            Proven: the graph computes what the definition says, to 1e-5, and imported again it is the same.
            ONNX Runtime 1.
            """.ReplaceLineEndings("\n"), result.Output);
        // The same input gives the same file, without the runtime too.
        Assert.Equal(0, _tool.Call([.. call, "again.onnx"]).Code);
        Assert.Equal(
            System.IO.File.ReadAllBytes(_tool.PathOf("again.onnx")), System.IO.File.ReadAllBytes(_tool.PathOf("Graphs/wake.onnx")));

        result = _tool.Call("import", "again.onnx", "-o", "Models", "--class", "Acme.Wake");
        Assert.True(result.Code == 0, result.Error + result.Output);
        Assert.Contains("proven: 1 test vectors of the source, 8 steps", result.Output);
        string definition = _tool.Read("Models/gru.cell.yaml");
        Assert.Contains("class: Acme.Wake\n", definition);
        Assert.Contains("  h = (1 - z) * n + z * h'\n", definition);
        SafetensorsFile before = SafetensorsFile.Read(_tool.PathOf("gru.safetensors"));
        SafetensorsFile after = SafetensorsFile.Read(_tool.PathOf("Models/gru.safetensors"));
        foreach ((string name, _) in Gru) Assert.Equal(before[name].ToArray<float>(), after[name].ToArray<float>());
        Assert.Equal(0, _tool.Call("check", "Models").Code);
    }

    /// <summary>Definitions in other files, sizes of the call: the file that comes out stands for itself.</summary>
    [Fact]
    public void A_network_over_several_files_comes_back_as_one()
    {
        _tool.Write("Cells/leaky.cell.yaml", """
            sizes: [n, hidden]
            inputs: { u: n }
            constants: { rate: 0.5 }
            states: { s: { shape: hidden, initial: start } }
            parameters: { W: [hidden, n], start: [hidden] }
            equations: |
              s = (1 - rate) * s' + rate * (  # two lines
                tanh(W @ u))
            """);
        _tool.Write("net.cell.yaml", """
            about: 'It''s a net: of leaky cells'
            sizes: [input, hidden]
            inputs: { x: input }
            cells:
              first: { cell: Cells/leaky.cell.yaml, hidden: hidden, rate: 0.25 }
              second: { cell: gru, hidden: 2 }
            equations: |
              first(x)
              second(first.s)
            outputs:
              y: second.h
            """);
        Write(
            "net.safetensors", ("first.W", [3, 2]), ("first.start", [3]), ("second.Wr", [2, 5]), ("second.br", [2]),
            ("second.Wz", [2, 5]), ("second.bz", [2]), ("second.Wn", [2, 5]), ("second.bn", [2]));
        foreach (string form in new[] { "--states", "--step", "--lengths" })
        {
            ToolResult result = _tool.Call(
                "export", "net.cell.yaml", "net.safetensors", "--input", "2", "--hidden", "3", "--onnx", "net.onnx", form);
            Assert.True(result.Code == 0, result.Error + result.Output);
            result = _tool.Call("import", "net.onnx", "--name", "again", "--force");
            Assert.True(result.Code == 0, result.Error + result.Output);
            Assert.Contains("rate: '0.25'", _tool.Read("again.cell.yaml"));
            Assert.DoesNotContain("leaky.cell.yaml", _tool.Read("again.cell.yaml"));
        }
    }

    [Fact]
    public void A_file_is_written_whole_or_not_at_all()
    {
        Write("gru.safetensors", Gru);
        System.IO.Directory.CreateDirectory(_tool.PathOf("taken.onnx/inside"));
        string[] call = ["export", "gru", "gru.safetensors", "--input", "2", "--hidden", "3", "--onnx"];
        ToolResult result = _tool.Call([.. call, "taken.onnx"]);
        Assert.Equal(2, result.Code);
        Assert.Equal(["gru.safetensors", "taken.onnx"],
            System.IO.Directory.GetFileSystemEntries(_tool.Folder).Select(System.IO.Path.GetFileName).Order());
        _tool.Write("other.safetensors", "no tensors");
        Assert.NotEqual(0, _tool.Call("export", "gru", "other.safetensors", "--input", "2", "--hidden", "3", "--onnx", "none.onnx").Code);
        Assert.False(System.IO.File.Exists(_tool.PathOf("none.onnx")));
    }

    [Fact]
    public void What_a_graph_cannot_say_is_refused()
    {
        _tool.Write("clock.cell.yaml", "states: { h: 2 }\nequations: |\n  h = 0.5 * h' + 1\n");
        Write("clock.safetensors");
        ToolResult result = _tool.Call("export", "clock.cell.yaml", "clock.safetensors", "--onnx", "clock.onnx");
        Assert.Equal(1, result.Code);
        Assert.Contains("The definition has no input", result.Error);
    }

    private static (string, int[])[] Gru => [("Wr", [3, 5]), ("br", [3]), ("Wz", [3, 5]), ("bz", [3]), ("Wn", [3, 5]), ("bn", [3])];

    private void Write(string path, params (string Name, int[] Shape)[] all)
    {
        var random = new RandomWeights(5);
        var file = new SafetensorsFile();
        foreach ((string name, int[] shape) in all)
            file.Add<float>(name, shape, [.. random.Numbers(shape.Aggregate(1, (a, b) => a * b)).Select(value => (float)value)]);
        file.Write(_tool.PathOf(path));
    }
}
