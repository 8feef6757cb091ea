using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Text;
using RnnGen.Benchmarks.Compiling;
using RnnGen.Benchmarks.Measuring;
using RnnGen.Benchmarks.Networks;
using RnnGen.Benchmarks.Reports;

namespace RnnGen.Benchmarks;

/// <summary><c>compile</c>: what the compiler itself costs.</summary>
internal static class CompileCommand
{
    /// <summary>What the project allows: KB of source, milliseconds of generator and JIT of any cell, of one warm LSTM.</summary>
    private const double MostSource = 400, MostGenerator = 1000, MostJit = 1000, MostWarm = 50;

    private static readonly CellSpec[] Specs =
    [
        .. new[] { (1, 1), (3, 5), (1, 8), (1, 16), (16, 64), (64, 128), (128, 256), (256, 512), (512, 1024) }
            .Select(s => new CellSpec(CellKind.Lstm, s.Item1, s.Item2)),
        .. from k in new[] { CellKind.Gru, CellKind.GruResetAfter, CellKind.Rnn }
           from s in new[] { (1, 16), (64, 128), (512, 1024) }
           select new CellSpec(k, s.Item1, s.Item2),
        new CellSpec(CellKind.Lstm, 37, 331), // divides by nothing
    ];

    private static readonly Option<bool> Write = new("--write") { Description = "Write the table to docs/benchmarks.md." };

    public static Command Create()
    {
        var command = new Command("compile", "Emitted source, generator time and first-call JIT time by size class.") { Write };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        Console.WriteLine(Machine.Describe() + "\n");
        var warmUp = new CellSpec(CellKind.Rnn, 2, 3);
        for (int i = 0; i < 40; i++) GeneratorCost.SourceBytes(warmUp);
        var cells = new CompiledCells([warmUp, .. Specs]);
        cells.Accept(warmUp, new FirstCalls());
        var table = new Table(
            "cell", "source KB", "generator ms", "JIT ms: Step", "Run", "Forward (inference)", "Forward", "Backward", "all", "IL KB");
        bool met = true;
        foreach (CellSpec spec in Specs)
        {
            double source = GeneratorCost.SourceBytes(spec) / 1024.0, generator = GeneratorCost.Compile(spec);
            var calls = new FirstCalls();
            cells.Accept(spec, calls);
            bool fits = source <= MostSource && generator <= MostGenerator && calls.Total <= MostJit;
            met &= fits;
            double[] numbers =
            [
                source, generator, calls.Step, calls.Run, calls.Infer, calls.Forward, calls.Backward, calls.Total, calls.Bytes / 1024.0,
            ];
            table.Add([spec.Name + (fits ? "" : " ✗"), .. numbers.Select(Reports.Text.Number)]);
        }

        var lstm = new CellSpec(CellKind.Lstm, 16, 64);
        double warm = GeneratorCost.Compile(lstm);
        (double cellEdit, double otherEdit) = GeneratorCost.Drive(lstm);
        met &= warm <= MostWarm;
        string text = table.ToMarkdown() + "\n" + Conclusion(lstm, warm, cellEdit, otherEdit, met);
        Console.WriteLine(text);
        if (arguments.GetValue(Write)) ReportFile.Write("compiler", Section(text));
        return met ? 0 : 1;
    }

    private static string Conclusion(CellSpec lstm, double warm, double cellEdit, double otherEdit, bool met) => string.Create(
        CultureInfo.InvariantCulture,
        $"{lstm.Name}, warm: the compiler {warm:0.0} ms (limit {MostWarm:0}); the generator in its driver {cellEdit:0.0} ms after an edit "
        + $"of the cell, {otherEdit:0.0} ms after an edit elsewhere. Limits of every cell: {MostSource:0} KB of source, "
        + $"{MostGenerator:0} ms of generator, {MostJit:0} ms of JIT: {(met ? "met" : "NOT met")}.");

    private static string Section(string text) => new StringBuilder()
        .Append("## The compiler itself\n\n`dotnet run --project Benchmarks -c Release -- compile --write`\n\n")
        .Append(Machine.Describe()).Append(".\n\n")
        .Append("Emitted source; our compiler's median time, warm; the first call of each entry point, which compiles it, in this order ")
        .Append("in one process (what one has compiled the next finds). Milliseconds of processor time.\n\n")
        .Append(text).ToString();
}
