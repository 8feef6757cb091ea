using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace RnnGen.BuildTasks;

/// <summary>A file of weights of a project.</summary>
/// <param name="path">The whole path.</param>
/// <param name="link">Where a file from elsewhere stands in the project; empty for most.</param>
/// <param name="resource">
/// The name of its resource in the assembly: it tells nothing of the machine, and no two files have the same.
/// </param>
internal sealed class WeightsFile(string path, string link, string resource)
{
    /// <summary>Bytes that the C# compiler puts into an assembly without trouble.</summary>
    public const long Most = 1 << 30;

    private const string Prefix = "RnnGen.Weights/";

    public string Path => path;

    public string Link => link;

    public string Resource => resource;

    public bool CanBeEmbedded => new FileInfo(path).Length <= Most;

    /// <summary>The files that are listed, then those that texts name and that are there, each once.</summary>
    /// <param name="folder">The project's.</param>
    /// <param name="sources">Paths of texts.</param>
    /// <param name="listed">Paths, with links.</param>
    public static IEnumerable<WeightsFile> Find(
        string folder, IEnumerable<string> sources, IEnumerable<(string Path, string Link)> listed)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string path, string link) in listed.Concat(sources.SelectMany(source => Named(folder, source))))
        {
            if (!File.Exists(path) || !paths.Add(path)) continue;
            string place = link.Length > 0 ? link.Replace('\\', '/') : Relative(folder, path);
            string name = place;
            for (int number = 2; !names.Add(name); number++) name = $"{place}.{number}";
            yield return new WeightsFile(path, link, Prefix + name);
        }
    }

    /// <summary>What a text names: beside it, or else from the project's folder.</summary>
    private static IEnumerable<(string Path, string Link)> Named(string folder, string source)
    {
        if (!File.Exists(source)) return [];
        string beside = System.IO.Path.GetDirectoryName(source) ?? folder;
        return WeightsReference.In(File.ReadAllText(source, Encoding.UTF8))
            .SelectMany(written => new[] { Combine(beside, written), Combine(folder, written) }.Where(File.Exists).Take(1))
            .Select(path => (path, ""));
    }

    private static string Combine(string folder, string written)
    {
        try
        {
            return System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, written));
        }
        catch (Exception notPath) when (notPath is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return ""; // a text that happens to look like a path
        }
    }

    /// <summary>A path from the project's folder, with '/'; the file's name where it lies on another drive.</summary>
    private static string Relative(string folder, string path)
    {
        string[] from = Parts(folder), to = Parts(path);
        int common = 0;
        while (common < from.Length && common < to.Length - 1 && from[common] == to[common]) common++;
        return common == 0 && from.Length > 0 && to[0].EndsWith(":", StringComparison.Ordinal)
            ? to[to.Length - 1]
            : string.Join("/", Enumerable.Repeat("..", from.Length - common).Concat(to.Skip(common)));

        static string[] Parts(string path) => path.Replace('\\', '/').Split(['/'], StringSplitOptions.RemoveEmptyEntries);
    }
}
