using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tool.Exporting.C;
using Xunit;

namespace RnnGen.ToolTests.Exporting;

/// <summary>Exported cells and a main function that runs all of them, compiled by one call of a compiler of C.</summary>
internal sealed class CProgram : IDisposable
{
    /// <summary>What every export has to compile with.</summary>
    public static readonly string[] Strict = ["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror"];

    private readonly string _folder = Directory.CreateTempSubdirectory("rnngen-c-").FullName;
    private readonly IReadOnlyList<ExportCase> _cases;

    public CProgram(IReadOnlyList<ExportCase> cases)
    {
        _cases = cases;
        foreach (ExportCase of in cases)
        {
            File.WriteAllText(Path.Combine(_folder, of.Prefix + ".h"), of.Files.Header);
            File.WriteAllText(Path.Combine(_folder, of.Prefix + ".c"), of.Files.Source);
        }
        File.WriteAllText(Path.Combine(_folder, "main.c"), Main());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Compiles, runs, and compares every number with the interpreter's.</summary>
    public void Check(string compiler, params string[] options)
    {
        string program = Path.Combine(_folder, "all");
        Call(compiler, [.. Strict, .. options, "-o", program, "main.c", .. _cases.Select(of => of.Prefix + ".c"), "-lm"]);
        using var lines = new StringReader(Call(program, []));
        foreach (ExportCase of in _cases)
        {
            bool isFloat = of.Cell.Element == ElementType.Float;
            double[][]? rounded = isFloat ? of.ExpectedOfRounded() : null;
            int tensor = 0;
            foreach ((string name, double[] expected) in of.Expected())
            {
                double tolerance = isFloat ? 1e-6 : 1e-12, scale = expected.Select(Math.Abs).Append(1).Max();
                if (rounded is not null) scale += rounded[tensor++].Zip(expected, (a, b) => Math.Abs(a - b)).Max() / tolerance;
                for (int i = 0; i < expected.Length; i++)
                {
                    double found = double.Parse(lines.ReadLine()!, CultureInfo.InvariantCulture);
                    Assert.True(Math.Abs(found - expected[i]) <= tolerance * scale,
                        $"{of.Prefix} ({of.Signature.Title}), {name}[{i}]: {found:R}, expected {expected[i]:R}.");
                }
            }
        }
        Assert.Null(lines.ReadLine());
    }

    /// <summary>Compiles and runs what was exported with another main function, and gives what it prints.</summary>
    public string Run(string main, string compiler, params string[] options)
    {
        File.WriteAllText(Path.Combine(_folder, "other.c"), main);
        string program = Path.Combine(_folder, "other");
        Call(compiler, [.. Strict, .. options, "-o", program, "other.c", .. _cases.Select(of => of.Prefix + ".c"), "-lm"]);
        return Call(program, []);
    }

    /// <summary>Compiles what was exported, and nothing else.</summary>
    /// <param name="every">One of so many.</param>
    public void Compile(string compiler, int every, params string[] options) =>
        Call(compiler, [.. Strict, .. options, .. _cases.Where((_, i) => i % every == 0).Select(of => of.Prefix + ".c")]);

    private string Call(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{file} ended with {process.ExitCode}:\n{errors.Result}");
        return output;
    }

    private string Main()
    {
        var text = new StringBuilder("#include <stdio.h>\n#include <string.h>\n");
        foreach (ExportCase of in _cases) text.Append($"#include \"{of.Prefix}.h\"\n");
        text.Append("#define PRINT(values, count) for (long i = 0; i < (long)(count); i++) printf(\"%.17g\\n\", (double)(values)[i])\n");
        foreach (ExportCase of in _cases)
        {
            text.Append($"static void run_{of.Prefix}(void)\n{{\n");
            if (of.Tape is not null) Training(of, text);
            if (of.CanStream) Stream(of, text);
            text.Append("}\n");
        }
        text.Append("int main(void)\n{\n");
        foreach (ExportCase of in _cases) text.Append($"    run_{of.Prefix}();\n");
        return text.Append("    return 0;\n}\n").ToString();
    }

    private static void Training(ExportCase of, StringBuilder text)
    {
        string p = of.Prefix;
        CellSignature s = of.Signature;
        TapeNames names = TapeNames.Of(s.Inputs.Select(x => x.Name), s.States.Select(x => x.Name), s.Outputs.Select(x => x.Name));
        int rows = of.Steps * of.Batch;
        text.Append($"    static {p}_tape tape;\n    static {p}_parameters gradients;\n    {p}_begin(&{p}_trained, &tape);\n");
        for (int i = 0; i < of.Draw.Inputs.Length; i++)
            Fill(of, text, i < s.Inputs.Count ? s.Inputs[i].Name : $"noise_{i - s.Inputs.Count}", 0, of.Draw.Inputs[i]);
        for (int i = 0; i < s.States.Count; i++)
        {
            int first = s.States[i].IsReversed ? rows * s.States[i].Shape.Length : 0;
            if (s.States[i].Initial is null) Fill(of, text, s.States[i].Name, first, of.Draw.Initial[i]);
        }
        text.Append($"    {p}_forward(&{p}_trained, &tape);\n");
        foreach (SlotSignature slot in s.Outputs) Print("tape", names.Output(slot.Name), 0, rows * slot.Shape.Length);
        foreach (SlotSignature slot in s.States)
            Print("tape", slot.Name, slot.IsReversed ? 0 : of.Batch * slot.Shape.Length, rows * slot.Shape.Length);
        for (int i = 0; i < s.Outputs.Count; i++)
            Fill(of, text, names.Adjoint(names.Output(s.Outputs[i].Name)), 0, of.Draw.OutputSeeds[i]);
        for (int i = 0; i < s.States.Count; i++)
        {
            Fill(of, text, names.Adjoint(s.States[i].Name), 0, of.Draw.StateSeeds[i]);
            Fill(of, text, names.Adjoint(TapeNames.Final(s.States[i].Name)), 0, of.Draw.FinalSeeds[i]);
        }
        text.Append($"    {p}_backward(&tape, &gradients);\n");
        foreach (SlotSignature slot in s.Parameters) Print("gradients", slot.Name, 0, slot.Shape.Length);
        foreach (SlotSignature slot in s.Inputs) Print("tape", names.Adjoint(slot.Name), 0, rows * slot.Shape.Length);
        foreach (SlotSignature slot in s.States)
            Print("tape", names.Adjoint(TapeNames.Initial(slot.Name)), 0, of.Batch * slot.Shape.Length);

        void Print(string of, string member, int first, int count) =>
            text.Append($"    PRINT({of}.{CNames.Member(member)} + {first}, {count});\n");
    }

    /// <summary>Two steps one by one, then all others.</summary>
    private static void Stream(ExportCase of, StringBuilder text)
    {
        string p = of.Prefix, t = Type(of);
        CellSignature s = of.Signature;
        text.Append($"    static {p}_state state;\n    {p}_init(&state);\n");
        if (of.Tape is not null)
            text.Append($"    static {p}_weights packed;\n    {p}_pack(&{p}_trained, &packed);\n    {p}_start(&state, &packed);\n");
        for (int i = 0; i < s.Inputs.Count; i++) text.Append($"    static const {t} in{i}[] = {{ {Numbers(of, of.FirstSequence(i))} }};\n");
        for (int o = 0; o < s.Outputs.Count; o++) text.Append($"    static {t} out{o}[{of.Steps * s.Outputs[o].Shape.Length}];\n");
        for (int at = 0; at < Math.Min(2, of.Steps); at++) text.Append($"    {p}_step({Arguments("&state", at)});\n");
        if (of.Steps > 2) text.Append($"    {p}_run({Arguments($"&state, {of.Steps - 2}", 2)});\n");
        for (int o = 0; o < s.Outputs.Count; o++) text.Append($"    PRINT(out{o}, {of.Steps * s.Outputs[o].Shape.Length});\n");
        foreach (SlotSignature slot in s.States) text.Append($"    PRINT(state.{CNames.Member(slot.Name)}, {slot.Shape.Length});\n");

        string Arguments(string head, int step) => string.Join(", ",
        [
            head,
            .. s.Inputs.Select((slot, i) => $"in{i} + {step * slot.Shape.Length}"),
            .. s.Outputs.Select((slot, o) => $"out{o} + {step * slot.Shape.Length}"),
        ]);
    }

    private static void Fill(ExportCase of, StringBuilder text, string member, int at, double[] values)
    {
        if (values.Length == 0) return;
        text.Append($"    {{\n        static const {Type(of)} v[] = {{ {Numbers(of, values)} }};\n");
        text.Append($"        memcpy(tape.{CNames.Member(member)} + {at}, v, sizeof v);\n    }}\n");
    }

    private static string Numbers(ExportCase of, IEnumerable<double> values) =>
        string.Join(", ", values.Select(value => CNumber.Of(of.Cell.Element, value)));

    private static string Type(ExportCase of) => of.Cell.Element == ElementType.Float ? "float" : "double";
}
