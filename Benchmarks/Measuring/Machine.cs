using System;
using System.Collections.Generic;
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
        string caches = string.Concat(Caches().Select(c => $", L{c.Level} {c.Size}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Processor}{model}, {Environment.ProcessorCount} processors{hypervisor}{caches}; {Instructions()}; "
            + $"{RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.FrameworkDescription}");
    }

    private static string Instructions() =>
        Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : AdvSimd.IsSupported ? "AdvSimd" : "128 bits";

    /// <summary>The size of the cache for data of a level; null where the system does not tell.</summary>
    public static long? CacheBytes(int level)
    {
        string? size = Caches().FirstOrDefault(c => c.Level == level.ToString(CultureInfo.InvariantCulture)).Size;
        if (size is null || !long.TryParse(size.TrimEnd('K', 'M'), CultureInfo.InvariantCulture, out long number)) return null;
        return size[^1] switch { 'K' => number << 10, 'M' => number << 20, _ => number };
    }

    private static IEnumerable<(string Level, string Size)> Caches()
    {
        const string Folder = "/sys/devices/system/cpu/cpu0/cache";
        if (!Directory.Exists(Folder)) return [];
        return Directory.GetDirectories(Folder, "index*").Order(StringComparer.Ordinal)
            .Where(d => Read(d, "type") != "Instruction")
            .Select(d => (Read(d, "level"), Read(d, "size")));

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
