using System.CommandLine;

namespace RnnGen.Tool.Commands;

/// <summary><c>import</c>: a model of another program as a definition and its parameters.</summary>
internal static class ImportCommand
{
    public static Command Create(ToolConsole console) => new("import", "x");
}
