using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;

namespace RnnGen.Benchmarks.ExportedC;

/// <summary>The compiler of what is exported as C, where it is installed.</summary>
internal static class Gcc
{
    /// <summary>As a user asks for speed who compiles for this machine; the arithmetic stays that of IEEE 754.</summary>
    public static readonly string[] Options = ["-std=c99", "-O3", "-march=native"];

    private static readonly Lazy<string?> s_version = new(FindVersion);

    /// <summary>Null where there is no gcc.</summary>
    public static string? Version => s_version.Value;

    /// <summary>Makes a library of sources that lie in the folder.</summary>
    public static void CompileLibrary(string folder, string library, params string[] sources) =>
        Call("gcc", folder, [.. Options, "-shared", "-fPIC", "-o", library, .. sources, "-lm"]);

    /// <exception cref="InvalidOperationException">The program failed; with what it wrote.</exception>
    public static string Call(string program, string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed:\n{errors.Result}{output}");
    }

    private static string? FindVersion()
    {
        try
        {
            return Call("gcc", Environment.CurrentDirectory, ["-dumpfullversion"]).Trim();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
