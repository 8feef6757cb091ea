using System;
using System.Globalization;
using System.IO;

namespace RnnGen.Benchmarks.Measuring;

/// <summary>The other threads of this process: above all the one that compiles hot methods again.</summary>
internal static class OtherThreads
{
    private const string Tasks = "/proc/self/task";

    /// <summary>Whether one runs or waits for a processor; false where the system does not tell.</summary>
    public static bool AnyBusy()
    {
        if (!Directory.Exists(Tasks)) return false;
        string own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture); // the main thread has the number of the process
        foreach (string task in Directory.GetDirectories(Tasks))
        {
            if (Path.GetFileName(task) == own) continue;
            try
            {
                string stat = File.ReadAllText(Path.Combine(task, "stat"));
                int name = stat.LastIndexOf(')'); // the name may hold anything, the state follows it
                if (stat[name + 2] == 'R') return true;
            }
            catch (IOException)
            {
                // The thread has ended meanwhile.
            }
        }

        return false;
    }
}
