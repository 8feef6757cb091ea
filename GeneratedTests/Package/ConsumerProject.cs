using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace RnnGen.Tests.Package;

/// <summary>A project somewhere else that uses the package.</summary>
internal sealed partial class ConsumerProject(string folder, string packages)
{
    public void Write(string path, string text)
    {
        string file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public void Write(string path, byte[] bytes)
    {
        Write(path, "");
        File.WriteAllBytes(Path.Combine(folder, path), bytes);
    }

    /// <summary>What lies in the folder, in order; what begins with a dot is left out.</summary>
    public IEnumerable<string> Entries() => Directory.EnumerateFileSystemEntries(folder)
        .Select(path => Path.GetFileName(path)).Where(name => name[0] != '.').Order(StringComparer.Ordinal);

    public void Delete(string path) => File.Delete(Path.Combine(folder, path));

    /// <summary>Runs a native program that was made there, in a folder without anything else; gives back what it printed.</summary>
    public string StartNative(string path)
    {
        string empty = Directory.CreateDirectory(Path.Combine(folder, ".empty")).FullName;
        return DotnetCommand.RunProgram(empty, Path.Combine(folder, path));
    }

    /// <summary>Builds, in the expectation that nothing is reported that the project's settings make an error.</summary>
    public void Build() => DotnetCommand.Run(folder, packages, exitCode: 0, "build", "-c", "Release", "-v", "quiet");

    /// <summary>The version of the SDK that the dotnet command takes here.</summary>
    public string SdkVersion() => DotnetCommand.Run(folder, packages, exitCode: 0, "--version").Trim();

    /// <summary>The versions of the SDKs that are installed.</summary>
    public IReadOnlyList<string> SdkVersions() =>
        [.. DotnetCommand.Run(folder, packages, exitCode: 0, "--list-sdks").Trim().Split('\n').Select(line => line.Split(' ')[0])];

    /// <summary>Builds and runs; gives back what the program printed.</summary>
    public string Run(params string[] arguments)
    {
        DotnetCommand.Run(folder, packages, exitCode: 0, ["build", "-c", "Release", "-v", "quiet", .. arguments]);
        return Start("Release");
    }

    /// <summary>Runs what was built, without another look at the project.</summary>
    public string Start(string configuration) =>
        DotnetCommand.Run(folder, packages, exitCode: 0, Path.Combine("bin", configuration, "net10.0", Path.GetFileName(folder) + ".dll"));

    /// <summary>Runs any command of dotnet in the project's folder; gives back what it printed.</summary>
    public string Command(int exitCode, params string[] arguments) => DotnetCommand.Run(folder, packages, exitCode, arguments);

    /// <summary>The value of a property of the restored project, as MSBuild prints it.</summary>
    public string Property(string name)
    {
        DotnetCommand.Run(folder, packages, exitCode: 0, "restore", "-v", "quiet");
        return DotnetCommand.Run(folder, packages, exitCode: 0, "msbuild", $"-getProperty:{name}").Trim();
    }

    /// <summary>Builds in the expectation of errors; gives back errors and warnings, each once, in order of file and line.</summary>
    public IReadOnlyList<BuildMessage> Fail(params string[] arguments)
    {
        string output = DotnetCommand.Run(folder, packages, exitCode: 1, ["build", "-v", "quiet", .. arguments]);
        return
        [
            .. Messages().Matches(output).Select(m => new BuildMessage(
                Path.GetRelativePath(folder, m.Groups["file"].Value).Replace('\\', '/'),
                int.Parse(m.Groups["line"].Value, CultureInfo.InvariantCulture),
                int.Parse(m.Groups["column"].Value, CultureInfo.InvariantCulture),
                m.Groups["id"].Value,
                m.Groups["text"].Value)).Distinct().OrderBy(m => m.File).ThenBy(m => m.Line).ThenBy(m => m.Column),
        ];
    }

    [GeneratedRegex(
        @"^\s*(?<file>[^\n(]+)\((?<line>\d+),(?<column>\d+)\): (error|warning) (?<id>\w+): (?<text>[^\n]*?) \[",
        RegexOptions.Multiline)]
    private static partial Regex Messages();
}

/// <summary>One line of a build's output.</summary>
internal sealed record BuildMessage(string File, int Line, int Column, string Id, string Text);
