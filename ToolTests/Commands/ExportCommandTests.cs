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
    [InlineData("'--c' is required", "gru", "gru.safetensors")]
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
