using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace RnnGen.Tool.Exporting.Onnx.Proof;

/// <summary>Where ONNX Runtime lies on this machine.</summary>
/// <param name="Managed">Its assembly.</param>
/// <param name="Natives">Folders of native libraries.</param>
/// <param name="Dependencies">Folders of assemblies that it needs.</param>
internal sealed record OnnxRuntimeFiles(string Managed, IReadOnlyList<string> Natives, IReadOnlyList<string> Dependencies)
{
    public const string Name = "Microsoft.ML.OnnxRuntime";

    private const string Tensors = "System.Numerics.Tensors";

    private static string Platform =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
        + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    /// <summary>Of a program that was built or published with it.</summary>
    /// <exception cref="UsageException">The folder does not have it.</exception>
    public static OnnxRuntimeFiles InFolder(string folder)
    {
        string file = Path.Combine(folder, Name + ".dll");
        return File.Exists(file)
            ? new OnnxRuntimeFiles(file, [folder, Path.Combine(folder, "runtimes", Platform, "native")], [folder])
            : throw new UsageException($"There is no {Name}.dll in '{folder}': --runtime has to be the folder of a program that has it.");
    }

    /// <summary>The newest of which NuGet has both packages.</summary>
    public static OnnxRuntimeFiles? InPackages(string? packages)
    {
        if (packages is null) return null;
        foreach (string version in Versions(packages, Name + ".Managed"))
        {
            string native = Path.Combine(packages, Lower(Name), version, "runtimes", Platform, "native");
            string managed = Path.Combine(packages, Lower(Name + ".Managed"), version, "lib", "net8.0", Name + ".dll");
            string[] needed =
            [
                .. Versions(packages, Tensors).Select(tensors => Path.Combine(packages, Lower(Tensors), tensors, "lib", "net8.0")),
            ];
            if (File.Exists(managed) && Directory.Exists(native)) return new OnnxRuntimeFiles(managed, [native], needed);
        }
        return null;
    }

    public string? Dependency(string name) =>
        name == Name ? Managed : Dependencies.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists);

    public string? Native(string name)
    {
        string plain = Path.GetFileNameWithoutExtension(name);
        string[] names = [name, plain + ".dll", $"lib{plain}.so", $"lib{plain}.dylib"];
        return Natives.SelectMany(folder => names.Select(one => Path.Combine(folder, one))).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> Versions(string packages, string name)
    {
        string folder = Path.Combine(packages, Lower(name));
        if (!Directory.Exists(folder)) return [];
        return Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path))
            .Where(version => Version.TryParse(version, out _)).OrderByDescending(Version.Parse);
    }

    private static string Lower(string name) => name.ToLowerInvariant();
}
