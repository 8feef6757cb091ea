using System;
using System.IO;
using System.Linq;
using Xunit;

namespace RnnGen.ToolTests.Exporting;

/// <summary>
/// A test that compiles C. Where there is no gcc it is shown as skipped, not as passed; where CI is set it runs and fails, because
/// .ci/run installs one.
/// </summary>
internal sealed class CompilerTheoryAttribute : TheoryAttribute
{
    public CompilerTheoryAttribute()
    {
        if (!IsHere("gcc") && Environment.GetEnvironmentVariable("CI") is null)
            Skip = "There is no gcc here, which compiles what was exported.";
    }

    public static bool IsHere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
}
