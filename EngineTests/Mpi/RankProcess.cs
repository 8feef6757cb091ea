using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace RnnGen.EngineTests.Mpi;

/// <summary>Finds the processes that a launcher has started. It says to each which rank it is, by a variable.</summary>
internal static class RankProcess
{
    /// <summary>The process of a rank, below the launcher of that number, when it has started.</summary>
    public static Process WaitFor(int launcher, int rank)
    {
        int process;
        while ((process = Find(launcher, rank)) == 0) Thread.Sleep(1);
        return Process.GetProcessById(process);
    }

    private static int Find(int launcher, int rank) => Directory.GetDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int process) ? process : 0)
        .Where(process => process > 0 && IsBelow(process, launcher))
        .FirstOrDefault(process => Read(process, "environ").Split('\0').Contains($"PMI_RANK={rank}"));

    private static bool IsBelow(int process, int launcher)
    {
        for (int parent = process; parent > 1; parent = Parent(parent))
            if (parent == launcher) return true;
        return false;
    }

    // The second field is the program's name in parentheses, which may hold anything.
    private static int Parent(int process) => Read(process, "stat") is { Length: > 0 } stat
        ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture)
        : 0;

    /// <summary>Empty for a process that has ended.</summary>
    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
