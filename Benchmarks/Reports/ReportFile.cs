using System;
using System.IO;
using System.Text;

namespace RnnGen.Benchmarks.Reports;

/// <summary>docs/benchmarks.md, of which every command writes its own section between two markers.</summary>
internal static class ReportFile
{
    private const string Title =
        "# Benchmarks\n\nEach section is written by a command of `Benchmarks/` and says on which machine it ran.\n";

    /// <summary>The docs folder of the repository that the current directory lies in.</summary>
    public static string Folder
    {
        get
        {
            for (DirectoryInfo? folder = new(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "RnnGen.sln")))
                    return Directory.CreateDirectory(Path.Combine(folder.FullName, "docs")).FullName;
            throw new DirectoryNotFoundException("Run this inside the repository: there is no RnnGen.sln above the current directory.");
        }
    }

    /// <summary>Replaces the section, or adds it at the end.</summary>
    public static void Write(string section, string text)
    {
        string path = Path.Combine(Folder, "benchmarks.md");
        string file = File.Exists(path) ? File.ReadAllText(path) : Title;
        (string begin, string end) = ($"<!-- {section} -->\n", $"<!-- end of {section} -->\n");
        int from = file.IndexOf(begin, StringComparison.Ordinal), to = file.IndexOf(end, StringComparison.Ordinal);
        string body = begin + text.TrimEnd() + "\n" + end;
        file = from >= 0 && to > from ? file[..from] + body + file[(to + end.Length)..] : file.TrimEnd() + "\n\n" + body;
        File.WriteAllText(path, file, new UTF8Encoding(false));
        Console.WriteLine($"Wrote docs/{Path.GetFileName(path)}.");
    }
}
