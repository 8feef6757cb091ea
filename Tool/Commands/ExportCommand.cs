using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;
using RnnGen.Compiler;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Tool.Checking;
using RnnGen.Tool.Definitions;
using RnnGen.Tool.Exporting.C;
using RnnGen.Tool.Exporting.Onnx;

namespace RnnGen.Tool.Commands;

/// <summary><c>export</c>: a definition and its parameters for programs without RnnGen.</summary>
internal sealed class ExportCommand
{
    private readonly Argument<string> _definition = new("DEFINITION")
    {
        Description = "A cell of the zoo, or a file such as Cells/wake.cell.yaml.",
    };

    private readonly Argument<string> _weights = new("WEIGHTS") { Description = "Its parameters, such as Cells/wake.safetensors." };

    private readonly SizeOptions _sizes = new();

    private readonly Option<bool> _double = new("--double") { Description = "Elements of 8 bytes instead of 4." };

    private readonly Option<string> _c = new("--c")
    {
        Description = "The source of C99 to write, such as wake.c; its header stands beside it.",
        HelpName = "FILE",
    };

    private readonly Option<int[]> _training = new("--training")
    {
        Description = "C: forward and backward passes too, over T time steps of B sequences.",
        HelpName = "T B",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _onnx = new("--onnx")
    {
        Description = "The graph of ONNX to write, such as wake.onnx.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _step = new("--step")
    {
        Description = "ONNX: one step in a call, with the states as inputs and outputs; without it all steps of a sequence.",
    };

    private readonly Option<bool> _states = new("--states")
    {
        Description = "ONNX: the states before the first step are inputs too, so that a long sequence can be run in pieces.",
    };

    private readonly Option<bool> _lengths = new("--lengths")
    {
        Description = "ONNX: an input that says how many steps each sequence of a batch has.",
    };

    private readonly Option<string> _runtime = new("--runtime")
    {
        Description = "ONNX: the folder of a .NET program that has ONNX Runtime, which then runs the graph too before it is written.",
        HelpName = "FOLDER",
    };

    public static Command Create(ToolConsole console) => new ExportCommand().Make(console);

    private Command Make(ToolConsole console)
    {
        var command = new Command("export", "Writes a cell with its parameters as C or ONNX, for programs without RnnGen.")
        {
            _definition, _weights,
        };
        _sizes.AddTo(command);
        foreach (Option option in new Option[] { _double, _c, _training, _onnx, _step, _states, _lengths, _runtime }) command.Add(option);
        _training.Validators.Add(written =>
        {
            if (!written.Errors.Any() && written.GetValueOrDefault<int[]>() is { } counts && counts.Any(count => count < 1))
                written.AddError("--training has to be two whole numbers of at least 1: time steps and sequences.");
        });
        command.Validators.Add(Check);
        command.SetAction(call => Export(console, call));
        return command;
    }

    /// <summary>One target, and its own options.</summary>
    private void Check(CommandResult written)
    {
        bool isC = written.GetResult(_c) is not null, isOnnx = written.GetResult(_onnx) is not null;
        Option? ofOnnx = new Option[] { _step, _states, _lengths, _runtime }
            .FirstOrDefault(one => written.GetResult(one) is { Implicit: false });
        if (isC == isOnnx) written.AddError("Write either --c FILE or --onnx FILE: where to export to.");
        else if (isOnnx && written.GetResult(_training) is not null) written.AddError("--training goes with --c.");
        else if (isC && ofOnnx is not null) written.AddError($"{ofOnnx.Name} goes with --onnx.");
        else if (written.GetValue(_step) && written.GetValue(_lengths))
            written.AddError("--lengths is about whole sequences, and --step about one step.");
    }

    private int Export(ToolConsole console, ParseResult call)
    {
        TapeExtents? tape = call.GetValue(_training) is { Length: 2 } counts ? new TapeExtents(counts[0], counts[1]) : null;
        CellFile cell = CellFile.Find(call.GetValue(_definition)!, console);
        string weights = call.GetValue(_weights)!;
        if (call.GetValue(_c) is { } source) ExportToC.RequirePrefix(source);
        if (!File.Exists(console.PathOf(weights))) throw new UsageException($"There is no file '{weights}'.");
        CellRequest request = CellRequests.Of(cell, new CellSettings(_sizes.Of(call), IsDouble: call.GetValue(_double))) with
        {
            TimeSteps = tape?.TimeSteps,
            Batch = tape?.Batch,
        };
        if (HasMistakes(console, cell, request)) return ExitCode.Mistakes;
        if (call.GetValue(_c) is { } c) ExportToC.Write(console, request, weights, c, tape);
        else
        {
            var settings = new OnnxSettings(
                call.GetValue(_step) ? OnnxForm.Step : OnnxForm.Sequences, call.GetValue(_states), call.GetValue(_lengths));
            ExportToOnnx.Write(console, cell, request, weights, call.GetValue(_onnx)!, settings, call.GetValue(_runtime));
        }
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
