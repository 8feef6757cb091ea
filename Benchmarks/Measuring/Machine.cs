using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace RnnGen.Benchmarks.Measuring;

/// <summary>What the numbers were taken on.</summary>
internal static class Machine
{
    public static string Processor => Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

    public static string Describe()
    {
        string model = Field("/proc/cpuinfo", "model") is { } m ? $" (family {Field("/proc/cpuinfo", "cpu family")}, model {m})" : "";
        string hypervisor = Field("/proc/cpuinfo", "flags")?.Split(' ').Contains("hypervisor") == true ? ", virtual machine" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Processor}{model}, {Environment.ProcessorCount} processors{hypervisor}{Caches()}; {Instructions()}; "
            + $"{RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.FrameworkDescription}");
    }

    private static string Instructions() =>
        Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : AdvSimd.IsSupported ? "AdvSimd" : "128 bits";

    private static string Caches()
    {
        const string Folder = "/sys/devices/system/cpu/cpu0/cache";
        if (!Directory.Exists(Folder)) return "";
        var caches = Directory.GetDirectories(Folder, "index*").Order(StringComparer.Ordinal)
            .Where(d => Read(d, "type") != "Instruction")
            .Select(d => $"L{Read(d, "level")} {Read(d, "size")}");
        return ", " + string.Join(", ", caches);

        static string Read(string folder, string file)
        {
            string path = Path.Combine(folder, file);
            return File.Exists(path) ? File.ReadAllText(path).Trim() : "?";
        }
    }

    private static string? Field(string file, string name) => !File.Exists(file)
        ? null
        : File.ReadLines(file).Select(l => l.Split(':', 2)).FirstOrDefault(p => p.Length == 2 && p[0].Trim() == name)?[1].Trim();
}
