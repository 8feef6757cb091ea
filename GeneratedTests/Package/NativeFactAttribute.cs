using System;
using System.IO;
using System.Linq;
using Xunit;

namespace RnnGen.Tests.Package;

/// <summary>
/// A test that compiles ahead of time, which takes a linker of C. Where there is none it is shown as skipped, not as passed; where CI is
/// set it runs and fails, because .ci/run installs one.
/// </summary>
internal sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "Native programs are made on Linux here, where one compiler of C is like the other.";
        else if (!IsHere("gcc") && Environment.GetEnvironmentVariable("CI") is null) Skip = "There is no gcc here, which links.";
    }

    private static bool IsHere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
