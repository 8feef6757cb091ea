using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text;
using RnnGen.Compiler.Collections;
using RnnGen.Compiler.Definitions;
using RnnGen.Compiler.Diagnostics;
using RnnGen.Tool.Definitions;
using Spectre.Console;

namespace RnnGen.Tool.Commands;

/// <summary><c>new</c>: a definition of the zoo to start from.</summary>
internal static class NewCommand
{
    public static Command Create(ToolConsole console)
    {
        var cell = new Argument<string?>("CELL") { Description = "The cell of the zoo to start from.", Arity = ArgumentArity.ZeroOrOne };
        var list = new Option<bool>("--list") { Description = "Lists the cells of the zoo." };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; without it the text is printed." };
        var type = new Option<string?>("--class")
        {
            Description = "The C# type that the file asks for, such as Acme.Wake; all sizes need values then.",
        };
        var force = new Option<bool>("--force") { Description = "Writes over a file that is there." };
        var sizes = new SizeOptions();
        var command = new Command("new", "Starts a definition from a cell of the zoo.") { cell, list, output, type, force };
        sizes.AddTo(command);
        command.SetAction(call =>
        {
            if (call.GetValue(list)) return List(console);
            if (call.GetValue(cell) is not { } name) throw new UsageException("Name a cell, or write --list for what there is.");
            return Write(console, name, Text(name, call.GetValue(type), sizes.Of(call)), call.GetValue(output), call.GetValue(force));
        });
        return command;
    }

    private static int List(ToolConsole console)
    {
        int width = ZooLibrary.Names.Max(name => name.Length);
        foreach (string name in ZooLibrary.Names)
            console.Out.MarkupLineInterpolated($"[bold]{name.PadRight(width)}[/]  {CellHeader.Read(ZooLibrary.TryGet(name)!).About}");
        return ExitCode.Fine;
    }

    private static string Text(string name, string? type, EquatableArray<SizeSetting> sizes)
    {
        if (ZooLibrary.TryGet(name) is not { } text)
        {
            throw new UsageException(
                $"The zoo has no cell '{name}'.{Spelling.SuggestOrList(name, ZooLibrary.Names)}");
        }
        CellHeader header = CellHeader.Read(text).WithSizes(sizes);
        if (type is null) return header.Text;
        string[] open = [.. header.Sizes.Except(sizes.Select(size => size.Name))];
        return open.Length == 0
            ? header.WithClass(TypeName.Require(type)).Text
            : throw new UsageException("A file that asks for a class needs values for all its sizes: "
                + $"add --size {string.Join(' ', open.Select(size => size + "=…"))}.");
    }

    private static int Write(ToolConsole console, string name, string text, string? output, bool isForced)
    {
        if (output is null)
        {
            console.WritePlain(text);
            return ExitCode.Fine;
        }
        string path = console.PathOf(output);
        if (Directory.Exists(path)) path = Path.Combine(path, name + ".cell.yaml");
        if (File.Exists(path) && !isForced)
            throw new UsageException($"'{console.Display(path)}' is there already; --force writes over it.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        console.Out.WriteLine($"Wrote {console.Display(path)}.");
        if (!path.EndsWith(".cell.yaml", StringComparison.OrdinalIgnoreCase))
            console.Out.WriteLine("Its name does not end in .cell.yaml: projects take no other files as definitions.");
        return ExitCode.Fine;
    }
}
