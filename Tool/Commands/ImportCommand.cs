using System.CommandLine;
using System.IO;
using System.Linq;
using RnnGen.Compiler.Definitions;
using RnnGen.Formats;
using RnnGen.Tool.Definitions;
using RnnGen.Tool.Importing;

namespace RnnGen.Tool.Commands;

/// <summary><c>import</c>: a model of another program as a definition and its parameters.</summary>
internal static class ImportCommand
{
    public static Command Create(ToolConsole console)
    {
        var file = new Argument<string>("FILE") { Description = $"The model: {string.Join(", ", ModelFile.Formats)}." };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The folder for name.cell.yaml and name.safetensors.",
            DefaultValueFactory = _ => ".",
        };
        var type = new Option<string?>("--class") { Description = "The C# type that the definition asks for, such as Acme.Amp." };
        var name = new Option<string?>("--name") { Description = "The name of the cell and of its files; without it that of the model." };
        var wide = new Option<bool>("--double") { Description = "Parameters of 8 bytes, for cells with Element = typeof(double)." };
        var force = new Option<bool>("--force") { Description = "Writes over files that are there." };
        var reading = new ReadingOptions();
        var command = new Command("import", "Takes a model of another program in: as a readable definition, and parameters in its names.")
        {
            file, output, type, name, wide, force,
        };
        reading.AddTo(command);
        command.SetAction(call =>
        {
            var options = new WriteOptions
            {
                Class = call.GetValue(type) is { } written ? TypeName.Require(written) : null,
                Name = call.GetValue(name) is { } own ? RequireName(own) : null,
                IsDouble = call.GetValue(wide),
            };
            string path = console.PathOf(call.GetValue(file)!);
            if (!File.Exists(path)) throw new UsageException($"There is no file '{call.GetValue(file)}'.");
            return Read(path, reading.Of(call), console) is { } model
                ? Import(console, model, path, call.GetValue(output)!, options, call.GetValue(force))
                : ExitCode.Mistakes;
        });
        return command;
    }

    /// <summary>Null for a file that is refused, which is reported.</summary>
    private static ImportedModel? Read(string path, ReadOptions options, ToolConsole console)
    {
        try
        {
            return ModelFile.Read(path, options);
        }
        catch (ModelFormatException refused)
        {
            string where = refused.Where == Path.GetFileName(path) ? "" : console.Display(path) + ": ";
            CommandLine.Report(console, where + refused.Message);
            return null;
        }
    }

    /// <summary>Writes the pair, if it computes what the source says.</summary>
    /// <param name="path">Where the model was read.</param>
    public static int Import(ToolConsole console, ImportedModel model, string path, string folder, WriteOptions options, bool isForced)
    {
        ImportReport.Found(console.Out, model, console.Display(path));
        WrittenModel written = ModelWriter.Write(model, options);
        var pair = new PairWriter(console.PathOf(folder), written);
        if (!isForced && new[] { pair.Definition, pair.Tensors }.FirstOrDefault(File.Exists) is { } taken)
            throw new UsageException($"'{console.Display(taken)}' is there already; --force writes over it, --name takes another name.");
        WrittenPair cell = WrittenPair.Of(model, written);
        ImportProof proof = ImportProof.Of(model, cell);
        ImportReport.Proven(console.Out, proof);
        if (!proof.Holds)
        {
            CommandLine.Report(console, "What was read does not compute what the source says; nothing was written.");
            return ExitCode.Mistakes;
        }
        pair.Write();
        ImportReport.Written(
            console.Out, model, console.Display(pair.Definition), console.Display(pair.Tensors), options.Class, cell.ParameterCount);
        return ExitCode.Fine;
    }

    private static string RequireName(string written) => Names.IsName(written)
        ? written
        : throw new UsageException($"--name has to be a letter, then letters, digits and '_'; found '{written}'.");
}
