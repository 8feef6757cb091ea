using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Compiler.Planning.Model;
using RnnGen.Tool.Checking;
using RnnGen.Tool.Definitions;
using RnnGen.Tool.Exporting;
using RnnGen.Tool.Exporting.C;

namespace RnnGen.Tool.Commands;

/// <summary><c>export</c>: a definition and its parameters for programs without RnnGen.</summary>
internal static class ExportCommand
{
    public static Command Create(ToolConsole console)
    {
        var definition = new Argument<string>("DEFINITION") { Description = "A cell of the zoo, or a file such as Cells/wake.cell.yaml." };
        var weights = new Argument<string>("WEIGHTS") { Description = "Its parameters, such as Cells/wake.safetensors." };
        var sizes = new SizeOptions();
        var file = new Option<string>("--c")
        {
            Description = "The source of C99 to write, such as wake.c; its header stands beside it.",
            HelpName = "FILE",
            Required = true,
        };
        var training = new Option<int[]>("--training")
        {
            Description = "Forward and backward passes too, over T time steps of B sequences.",
            HelpName = "T B",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
        };
        var wide = new Option<bool>("--double") { Description = "Elements of 8 bytes instead of 4." };
        var command = new Command("export", "Writes a cell with its parameters as C, for programs without .NET.") { definition, weights };
        sizes.AddTo(command);
        foreach (Option option in new Option[] { file, training, wide }) command.Add(option);
        training.Validators.Add(written =>
        {
            if (!written.Errors.Any() && written.GetValueOrDefault<int[]>() is { } counts && counts.Any(count => count < 1))
                written.AddError("--training has to be two whole numbers of at least 1: time steps and sequences.");
        });
        command.SetAction(call =>
        {
            TapeExtents? tape = call.GetValue(training) is { Length: 2 } counts ? new TapeExtents(counts[0], counts[1]) : null;
            var settings = new CellSettings(sizes.Of(call), IsDouble: call.GetValue(wide));
            CellFile cell = CellFile.Find(call.GetValue(definition)!, console);
            return Export(console, cell, call.GetValue(weights)!, settings, call.GetValue(file)!, tape);
        });
        return command;
    }

    private static int Export(ToolConsole console, CellFile cell, string weights, CellSettings settings, string file, TapeExtents? tape)
    {
        string path = console.PathOf(file), prefix = Path.GetFileNameWithoutExtension(path);
        if (!path.EndsWith(".c", StringComparison.Ordinal) || !CNames.IsPrefix(prefix))
            throw new UsageException($"--c has to be a file such as wake.c, whose name begins those of the functions; found '{file}'.");
        string tensors = console.PathOf(weights);
        if (!File.Exists(tensors)) throw new UsageException($"There is no file '{weights}'.");
        CellRequest request = CellRequests.Of(cell, settings) with { TimeSteps = tape?.TimeSteps, Batch = tape?.Batch };
        if (HasMistakes(console, cell, request)) return ExitCode.Mistakes;
        ScalarCell scalar = ScalarCell.Of(request, new FixedCounts(tape?.TimeSteps ?? 1, tape?.Batch ?? 1));
        double[][] parameters = CellTensors.Of(SafetensorsFile.Read(tensors), scalar.Signature.Parameters, weights);
        CFiles written = CExport.Write(scalar, new CSettings(prefix, tape), parameters);
        string header = Path.ChangeExtension(path, ".h");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(header, written.Header);
        File.WriteAllText(path, written.Source);
        console.Out.Profile.Out.Writer.WriteLine($"Wrote {console.Display(path)} and {console.Display(header)}: "
            + $"{scalar.Signature.Parameters.Sum(slot => (long)slot.Shape.Length).ToString(CultureInfo.InvariantCulture)} parameters.");
        console.Out.Profile.Out.Writer.WriteLine($"To compile: cc -std=c99 -O2 -c {console.Display(path)}; link with -lm.");
        return ExitCode.Fine;
    }

    private static bool HasMistakes(ToolConsole console, CellFile cell, CellRequest request)
    {
        List<CellDiagnostic> mistakes = [.. FrontEnd.Read(request).Diagnostics.Where(found => found.Rule.Severity == Severity.Error)];
        if (mistakes.FirstOrDefault(found => found.Place is DiagnosticPlace.Argument) is { } wrong)
            throw new UsageException($"{((DiagnosticPlace.Argument)wrong.Place).Name}: {wrong.Message}");
        foreach (Finding finding in CellCheck.Locate(cell, mistakes)) FindingReport.Write(console.Out, finding);
        return mistakes.Count > 0;
    }
}
