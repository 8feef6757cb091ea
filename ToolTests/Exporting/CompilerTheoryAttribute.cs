using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Xunit;

namespace RnnGen.ToolTests.Exporting;

/// <summary>
/// A test that compiles C. Where its compiler is not there, or cannot link the sanitizers, it is shown as skipped, not as passed. Where CI
/// is set those of gcc run and fail, because .ci/run installs it; it tries to install clang.
/// </summary>
internal sealed class CompilerTheoryAttribute : TheoryAttribute
{
    private static readonly ConcurrentDictionary<string, bool> s_links = new();

    public CompilerTheoryAttribute(string compiler = "gcc")
    {
        if (compiler == "gcc" && Environment.GetEnvironmentVariable("CI") is not null) return;
        if (!IsHere(compiler)) Skip = $"There is no {compiler} here, which compiles what was exported.";
        else if (!s_links.GetOrAdd(compiler, LinksSanitizers)) Skip = $"{compiler} has no sanitizers here (libclang-rt-dev, libasan).";
    }

    /// <summary>Whether a compiler is here with its sanitizers.</summary>
    public static bool Runs(string compiler) => IsHere(compiler) && s_links.GetOrAdd(compiler, LinksSanitizers);

    public static bool IsHere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));

    private static bool LinksSanitizers(string compiler)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rnngen-c-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "main.c"), "int main(void) { return 0; }\n");
            var start = new ProcessStartInfo(compiler, ["-fsanitize=address,undefined", "-o", "main", "main.c"])
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
