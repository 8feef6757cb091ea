using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;

namespace RnnGen.Tests.Package;

/// <summary>
/// The C# compiler as a server, for the projects that these tests build: one that stays has compiled itself and the generator to machine
/// code only once. Builds elsewhere start such a server too, and leave it running; this one has a name of its own and ends with the tests.
/// </summary>
internal static class CompilerServer
{
    private static readonly Lazy<string?> s_name = new(Start);

    /// <summary>By what name builds find it; null where it is not to be had, so that each build starts a compiler of its own.</summary>
    public static string? Name => s_name.Value;

    private static string? Start()
    {
        string dotnet = DotnetCommand.DotnetPath();
        string folder = Path.GetTempPath(); // where no file chooses the SDK, as in the folders of the tests
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        string sdk = DotnetCommand.RunProgram(folder, dotnet, "--version").Trim();
        string program = Path.Combine(root, "sdk", sdk, "Roslyn", "bincore", "VBCSCompiler.dll");
        if (!File.Exists(program)) return null;

        string name = $"rnngen-tests-{Environment.ProcessId}";
        var start = new ProcessStartInfo(dotnet, [program, $"-pipename:{name}"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true, // who waits for the end of the tests' own output does not wait for it
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0";
        Process server = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Kill();
        return name;
    }
}
