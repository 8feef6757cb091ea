using System;
using System.Collections.Generic;
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

/// <summary>The examples of docs/leaving-rnngen.md in C, with the page's own commands.</summary>
public sealed class LeavingPageTests : IDisposable
{
    private static readonly SafetensorsFile s_tensors = Tensors();

    private readonly ToolRun _tool = new();

    private readonly string _definition = Blocks("```yaml\n").Single(text => text.StartsWith("# Cells/", StringComparison.Ordinal));

    public void Dispose() => _tool.Dispose();

    [CompilerTheory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_example_compiles_and_computes_what_the_definition_says(int command)
    {
        Export(command);
        double[] found = Numbers(Compile(0));
        double[] expected = new InterpretedCell(_definition, s_tensors).Run(4, [1, 0, 0, 0]);
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++) Assert.Equal(expected[i], found[i], 2e-6);
    }

    [CompilerTheory]
    [InlineData(1)]
    public void The_example_that_learns_does(int command)
    {
        Export(command);
        double[] printed = Numbers(Compile(1));
        Assert.Equal(6, printed.Length); // five losses, and an output of the learned weights
        Assert.True(printed[4] < 0.2 * printed[0], string.Join(' ', printed));
    }

    /// <summary>Runs a command of the page, beside the files that it names.</summary>
    private void Export(int command)
    {
        string[] exports = [.. Shell("rnngen ").Where(line => line.Contains(" --c ", StringComparison.Ordinal))];
        Assert.Equal(2, exports.Length);
        Export(exports[command]);
    }

    private void Export(string command)
    {
        _tool.Write("Cells/amp.cell.yaml", _definition);
        s_tensors.Write(_tool.PathOf("Cells/amp.safetensors"));
        ToolResult result = _tool.Call(command.Split(' ')[1..]);
        Assert.True(result.Code == 0, result.Error + result.Output);
    }

    /// <summary>
    /// The Python lines that run ONNX, as far as C# can witness them: the same file, the same names, the same tensors give what the
    /// definition says.
    /// </summary>
    [Fact]
    public void The_lines_of_Python_name_what_the_graph_has()
    {
        string[] exports = [.. Shell("rnngen ").Where(line => line.Contains(" --onnx ", StringComparison.Ordinal))];
        string[] programs = [.. Blocks("```python\n").Where(block => block.Contains("onnxruntime", StringComparison.Ordinal))];
        Assert.Equal((2, 2), (exports.Length, programs.Length));
        double[] expected = new InterpretedCell(_definition, s_tensors).Run(4, [1, 0, 0, 0]);
        for (int i = 0; i < 2; i++)
        {
            Export(exports[i]);
            var python = PythonCall.Read(programs[i]);
            using var session = new InferenceSession(_tool.PathOf(python.File));
            Assert.Equal(session.InputNames.Order(), python.Inputs.Order());
            Assert.Empty(python.Outputs.Except(session.OutputNames));
            float[] found = i == 0 ? python.Run(session, [1, 0, 0, 0], [4, 1, 1]) : python.Stream(session, [1, 0, 0, 0], hidden: 12);
            for (int t = 0; t < 4; t++) Assert.Equal(expected[t], found[t], 2e-6);
        }
    }

    /// <summary>Compiles a program of the page by its own command; gives back what it prints.</summary>
    private string Compile(int program)
    {
        string[] gcc = Shell("gcc ").ElementAt(program).Split(' ');
        _tool.Write(gcc.First(word => word.EndsWith(".c", StringComparison.Ordinal)), Blocks("```c\n").ElementAt(program));
        Run("gcc", gcc[1..]);
        return Run(_tool.PathOf(gcc[Array.IndexOf(gcc, "-o") + 1]), []);
    }

    private static double[] Numbers(string printed) =>
    [
        .. printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture)),
    ];

    private static IEnumerable<string> Shell(string start) =>
        Blocks("```sh\n").Select(block => block.Trim()).Where(line => line.StartsWith(start, StringComparison.Ordinal));

    private static IEnumerable<string> Blocks(string fence) =>
        Repository.Read("docs/leaving-rnngen.md").Split(fence).Skip(1).Select(block => block.Split("```")[0]);

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
