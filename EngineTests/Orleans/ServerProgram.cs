using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace RnnGen.EngineTests.Orleans;

/// <summary>Programs of servers that tests start by themselves, on the loopback address and ports that are free.</summary>
internal static class ServerProgram
{
    // Debian keeps the programs of each version of PostgreSQL in a folder of their own.
    private static readonly string[] s_folders =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        .. Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(f => Path.Combine(f, "bin"))
            : [],
    ];

    /// <summary>Where a program is; null where it is not installed.</summary>
    public static string? Find(string name) => s_folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Runs a program to its end, which has to be a good one.</summary>
    public static void Run(params string[] command)
    {
        using Process process = Process.Start(Quiet(command))!;
        if (!process.WaitForExit(TimeSpan.FromMinutes(2))) process.Kill(entireProcessTree: true);
        if (!process.HasExited || process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)} has failed.");
    }

    /// <summary>Starts a program whose output nobody reads.</summary>
    public static Process Start(params string[] command) => Process.Start(Quiet(command))!;

    // A server outlives the program that has started it, with its streams: so these are a file, not pipes that never end.
    private static ProcessStartInfo Quiet(string[] command) => new("/bin/sh", ["-c", "exec \"$@\" > /dev/null 2>&1", "sh", .. command]);
}
