using System;
using System.Globalization;
using System.Runtime.InteropServices;

namespace RnnGen.Benchmarks.OneDnn;

/// <summary>The library on one thread of the processor, where it is installed.</summary>
internal static unsafe class OneDnnEngine
{
    private static readonly Lazy<(nint Engine, nint Stream, string? Version)> Instance = new(Open);

    /// <summary>The version, or null where the library is missing or is not a 2.x.</summary>
    public static string? Version => Instance.Value.Version;

    public static nint Engine => Instance.Value.Engine;

    public static nint Stream => Instance.Value.Stream;

    private static (nint, nint, string?) Open()
    {
        if (!NativeLibrary.TryLoad("libdnnl.so.2", out _)) return default;
        Native.Version version = *Native.dnnl_version();
        if (version.Major != 2) return default;
        // The environment is read when the process starts, too early to be set here. Debian builds the library with OpenMP.
        if (NativeLibrary.TryLoad("libgomp.so.1", out _)) Native.omp_set_num_threads(1);
        Native.Check(Native.dnnl_engine_create(out nint engine, Native.Cpu, 0), "engine");
        Native.Check(Native.dnnl_stream_create(out nint stream, engine, 1), "stream"); // 1: in order
        return (engine, stream, string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}.{version.Patch}"));
    }
}
