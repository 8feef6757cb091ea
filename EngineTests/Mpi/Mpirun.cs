using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace RnnGen.EngineTests.Mpi;

/// <summary>Starts a program on a number of ranks, as a user would at a prompt.</summary>
internal static class Mpirun
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    /// <summary>The launcher of MPICH; null where there is none.</summary>
    public static string? Launcher { get; } = Array.Find(["mpirun.mpich", "mpiexec.mpich", "mpiexec.hydra", "mpirun"], IsHere);

    /// <summary>Runs this assembly's own programs.</summary>
    /// <param name="ranks">The number of processes.</param>
    /// <param name="program">Of <see cref="MpiPrograms"/>.</param>
    /// <param name="folder">Where they may write.</param>
    public static MpirunResult Host(int ranks, string program, string folder) =>
        Run(ranks, typeof(EngineHost).Assembly.Location, "mpi", program, folder);

    /// <summary>Runs an assembly to its end; fails where it does not end.</summary>
    public static MpirunResult Run(int ranks, string assembly, params string[] arguments) => Run(ranks, assembly, arguments, _ => { });

    /// <summary>The same, and something else meanwhile.</summary>
    /// <param name="ranks">The number of processes.</param>
    /// <param name="assembly">The program.</param>
    /// <param name="arguments">Of the program.</param>
    /// <param name="whenStarted">Is given the launcher's process number.</param>
    /// <param name="folder">Where it runs; here by default.</param>
    public static MpirunResult Run(int ranks, string assembly, string[] arguments, Action<int> whenStarted, string folder = "")
    {
        string[] all = ["-n", $"{ranks}", Dotnet(), assembly, .. arguments];
        using Process process = Start(new ProcessStartInfo(Launcher!, all) { WorkingDirectory = folder }, out StringBuilder output);
        whenStarted(process.Id);
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"mpirun {string.Join(' ', all)} did not end within {s_limit}:\n{Text(output)}");
        }

        process.WaitForExit(); // for the rest of the output
        return new MpirunResult(process.ExitCode, Text(output));
    }

    /// <summary>Runs an assembly by itself, without a launcher.</summary>
    public static MpirunResult RunAlone(string assembly, params string[] arguments) => RunAlone([], assembly, arguments);

    /// <summary>The same, with variables of the environment.</summary>
    public static MpirunResult RunAlone((string Name, string Value)[] variables, string assembly, params string[] arguments)
    {
        var start = new ProcessStartInfo(Dotnet(), [assembly, .. arguments]);
        foreach ((string name, string value) in variables) start.Environment[name] = value;
        using Process process = Start(start, out StringBuilder output);
        Assert.True(process.WaitForExit(s_limit), $"{assembly} did not end within {s_limit}.");
        process.WaitForExit();
        return new MpirunResult(process.ExitCode, Text(output));
    }

    private static Process Start(ProcessStartInfo start, out StringBuilder output)
    {
        var text = output = new StringBuilder();
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Append(string? line)
        {
            if (line is null) return;
            lock (text) text.Append(line).Append('\n');
        }
    }

    private static string Text(StringBuilder output)
    {
        lock (output) return output.ToString();
    }

    /// <summary>The command that runs this very process, so that a test needs no PATH.</summary>
    private static string Dotnet()
    {
        string? host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Environment.ProcessPath;
        return host is not null && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
    }

    private static bool IsHere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}

/// <summary>How a program ended, and all that its ranks printed.</summary>
internal sealed record MpirunResult(int ExitCode, string Output)
{
    /// <summary>Fails where the program has.</summary>
    public void Succeed() => Assert.True(ExitCode == 0, $"exit code {ExitCode}:\n{Output}");
}
