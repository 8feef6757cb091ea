using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;
using Xunit;

namespace RnnGen.Tests.Widths;

/// <summary>This assembly as a program, in an environment of its own.</summary>
internal static class WidthProcess
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    /// <summary>What it printed; fails where it fails.</summary>
    public static string Run(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        string with = string.Join(", ", environment);
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [typeof(WidthHost).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"With {with} the program did not end within {s_limit}.");
        }
        Assert.True(process.ExitCode == 0, $"With {with} the program ended with {process.ExitCode}:\n{errors.Result}");
        return output.Result;
    }
}
