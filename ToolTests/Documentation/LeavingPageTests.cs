using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using RnnGen.Tests;
using RnnGen.ToolTests.Commands;
using RnnGen.ToolTests.Exporting;
using RnnGen.ToolTests.Interpreting;
using RnnGen.ToolTests.References;
using Xunit;

namespace RnnGen.ToolTests.Documentation;

/// <summary>The example of docs/leaving-rnngen.md, with its own commands.</summary>
public sealed class LeavingPageTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [CompilerTheory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_example_compiles_and_computes_what_the_definition_says(int command)
    {
        string page = Repository.Read("docs/leaving-rnngen.md");
        string definition = Block(page, "```yaml\n"), main = Block(page, "```c\n");
        string[] exports = [.. Shell(page).Where(line => line.Contains(" --c ", StringComparison.Ordinal))];
        string[] gcc = Shell(page).Single(line => line.StartsWith("gcc ", StringComparison.Ordinal)).Split(' ');
        Assert.Equal(2, exports.Length);

        _tool.Write("amp.cell.yaml", definition);
        _tool.Write("main.c", main);
        SafetensorsFile tensors = Tensors();
        tensors.Write(_tool.PathOf("amp.safetensors"));
        ToolResult result = _tool.Call(exports[command].Split(' ')[1..]);
        Assert.True(result.Code == 0, result.Error + result.Output);
        Run("gcc", gcc[1..]);
        double[] found = [.. Run(_tool.PathOf("amp"), []).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        double[] expected = new InterpretedCell(definition, tensors).Run(4, [1, 0, 0, 0]);
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++) Assert.Equal(expected[i], found[i], 2e-6);
    }

    /// <summary>
    /// The Python lines, as far as C# can witness them: the same file, the same names, the same tensors give what the definition says.
    /// </summary>
    [Fact]
    public void The_lines_of_Python_name_what_the_graph_has()
    {
        string page = Repository.Read("docs/leaving-rnngen.md"), definition = Block(page, "```yaml\n");
        string[] exports = [.. Shell(page).Where(line => line.Contains(" --onnx ", StringComparison.Ordinal))];
        string[] programs = [.. page.Split("```python\n").Skip(1).Select(block => block.Split("```")[0])];
        Assert.Equal((2, 2), (exports.Length, programs.Length));
        _tool.Write("amp.cell.yaml", definition);
        SafetensorsFile tensors = Tensors();
        tensors.Write(_tool.PathOf("amp.safetensors"));
        double[] expected = new InterpretedCell(definition, tensors).Run(4, [1, 0, 0, 0]);
        for (int i = 0; i < 2; i++)
        {
            ToolResult result = _tool.Call(exports[i].Split(' ')[1..]);
            Assert.True(result.Code == 0, result.Error + result.Output);
            var python = PythonCall.Read(programs[i]);
            using var session = new InferenceSession(_tool.PathOf(python.File));
            Assert.Equal(session.InputNames.Order(), python.Inputs.Order());
            Assert.Empty(python.Outputs.Except(session.OutputNames));
            float[] found = i == 0 ? python.Run(session, [1, 0, 0, 0], [4, 1, 1]) : python.Stream(session, [1, 0, 0, 0], hidden: 12);
            for (int t = 0; t < 4; t++) Assert.Equal(expected[t], found[t], 2e-6);
        }
    }

    private static string[] Shell(string page) => [.. page.Split("```sh\n").Skip(1).Select(block => block.Split("```")[0].Trim())];

    private static string Block(string page, string fence) => page.Split(fence)[1].Split("```")[0];

    private static SafetensorsFile Tensors()
    {
        var random = new RandomWeights(7);
        var file = new SafetensorsFile();
        foreach (string gate in new[] { "f", "i", "g", "o" })
        {
            Add($"layer.W{gate}", 12, 13);
            Add($"layer.b{gate}", 12);
        }
        Add("V", 1, 12);
        Add("c", 1);
        return file;

        void Add(string name, params int[] shape) =>
            file.Add<float>(name, shape, [.. random.Numbers(shape.Aggregate(1, (a, b) => a * b)).Select(value => (float)value)]);
    }

    private string Run(string file, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = _tool.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output;
    }
}
