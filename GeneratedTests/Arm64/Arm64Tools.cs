using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Intrinsics.X86;
using RnnGen.Tests.Package;

namespace RnnGen.Tests.Arm64;

/// <summary>What makes programs for Arm64 on a processor of another kind and runs them: a C compiler that links, and an emulator.</summary>
internal static class Arm64Tools
{
    /// <summary>The packages of Debian and Ubuntu that have them.</summary>
    public const string Packages = "gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user";

    public const string Linker = "aarch64-linux-gnu-gcc";

    private static readonly string[] s_emulators = ["qemu-aarch64", "qemu-aarch64-static"];

    /// <summary>What is not here, in words; empty where everything is.</summary>
    public static IReadOnlyList<string> Missing { get; } = [.. FindMissing()];

    /// <summary>Runs a program for Arm64 to its end, which has to be a good one; gives back everything that was printed.</summary>
    public static string Run(string folder, string program, params string[] arguments) => DotnetCommand.RunProgram(
        folder, PathOf(s_emulators)!, ["-L", SystemRoot(folder), Path.Combine(folder, program), .. arguments]);

    private static IEnumerable<string> FindMissing()
    {
        if (!OperatingSystem.IsLinux() || !X86Base.IsSupported) yield return "Linux on x64";
        if (PathOf(Linker) is null) yield return Linker;
        if (PathOf(s_emulators) is null) yield return s_emulators[0];
    }

    /// <summary>The folder whose <c>lib</c> has the C library of Arm64: the linker knows where it found it.</summary>
    private static string SystemRoot(string folder)
    {
        string library = DotnetCommand.RunProgram(folder, Linker, "-print-file-name=libc.so.6").Trim();
        return Path.GetFullPath(Path.Combine(Path.GetDirectoryName(library)!, ".."));
    }

    private static string? PathOf(params string[] programs) => programs
        .SelectMany(program => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), (program, folder) =>
            Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
