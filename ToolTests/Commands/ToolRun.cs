using System;
using System.IO;
using RnnGen.Tool;

namespace RnnGen.ToolTests.Commands;

/// <summary>A folder of its own, in which the tool is called through its entry point with consoles that keep their text.</summary>
public sealed class ToolRun : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("rnngen-tool-").FullName;

    public string PathOf(string file) => Path.Combine(Folder, file);

    public string Read(string file) => File.ReadAllText(PathOf(file));

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text.ReplaceLineEndings("\n"));
    }

    internal ToolResult Call(params string[] arguments) => Call(colors: false, arguments);

    internal ToolResult Call(bool colors, params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int code = CommandLine.Run(arguments, ToolConsole.To(output, error, Folder, colors));
        return new ToolResult(code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <param name="Code">The exit code.</param>
internal sealed record ToolResult(int Code, string Output, string Error);
