using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace RnnGen.Tests.Package;

/// <summary>Runs the dotnet command as a user would at a prompt, apart from the build that runs these tests.</summary>
internal static class DotnetCommand
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs to the end and gives back everything that was printed; fails on another exit code than the expected one.</summary>
    public static string Run(string folder, string packages, int exitCode, params string[] arguments) =>
        Run(Start(folder, packages, arguments), exitCode, $"dotnet {string.Join(' ', arguments)}");

    /// <summary>Runs another program to its end, which has to be a good one; gives back everything that was printed.</summary>
    public static string RunProgram(string folder, string program, params string[] arguments) => Run(
        new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        },
        exitCode: 0,
        string.Join(' ', [program, .. arguments]));

    private static string Run(ProcessStartInfo start, int exitCode, string command)
    {
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{command} did not end within {s_limit}:\n{Text(output)}");
        }

        process.WaitForExit(); // for the rest of the output
        string text = Text(output);
        Assert.True(process.ExitCode == exitCode, $"{command} ended with {process.ExitCode}:\n{text}");
        return text;
    }

    private static ProcessStartInfo Start(string folder, string packages, string[] arguments)
    {
        var start = new ProcessStartInfo(DotnetPath(), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the surrounding build tells its children must not reach this one.
        foreach (string inherited in start.Environment.Keys.Where(IsOfTheSurroundingBuild).ToList()) start.Environment.Remove(inherited);
        start.Environment["NUGET_PACKAGES"] = packages;
        // Programs of one file are built below the user's data, which has to be there.
        if (folder != Repository.Root)
            start.Environment["XDG_DATA_HOME"] = Directory.CreateDirectory(Path.Combine(folder, ".data")).FullName;
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        // They end soon: to count which of their methods are called how often, for a better machine code, is in vain.
        start.Environment["DOTNET_TieredPGO"] = "0";
        // No build server may outlive the tests.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        string? server = arguments[0] is "build" or "run" or "publish" ? CompilerServer.Name : null;
        start.Environment["UseSharedCompilation"] = server is null ? "false" : "true";
        start.Environment["SharedCompilationId"] = server;
        return start;
    }

    private static bool IsOfTheSurroundingBuild(string variable) =>
        variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || variable is "DOTNET_HOST_PATH" or "Configuration" or "Platform";

    /// <summary>The command that runs this very process, so that a test needs no PATH.</summary>
    public static string DotnetPath()
    {
        string? host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Environment.ProcessPath;
        return host is not null && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is null) return;
        lock (output) output.Append(line).Append('\n');
    }

    private static string Text(StringBuilder output)
    {
        lock (output) return output.ToString();
    }
}
