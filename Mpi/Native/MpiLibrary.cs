using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace RnnGen.Mpi.Native;

/// <summary>Finds the machine's MPI library, and prepares the process for it.</summary>
internal static partial class MpiLibrary
{
    /// <summary>What the declarations of functions call it; files have other names on every system.</summary>
    public const string Name = "mpi";

    /// <summary>Names the file of the library where it has another name than the usual ones.</summary>
    public const string Variable = "RNNGEN_MPI_LIBRARY";

    private static readonly object s_lock = new();
    private static nint s_handle;

    /// <summary>Loads the library, if that is not done.</summary>
    /// <exception cref="MpiException">There is none, or one with another C interface.</exception>
    public static void Load()
    {
        lock (s_lock)
        {
            if (s_handle != 0)
            {
                return;
            }

            SpareErrorSignals();
            s_handle = Open();
            NativeLibrary.SetDllImportResolver(typeof(MpiLibrary).Assembly, (name, _, _) => name == Name ? s_handle : 0);
        }

        if (Version() is { } version && version.Contains("Open MPI", StringComparison.Ordinal))
        {
            throw new MpiException(
                $"The library that was found is {version}, whose C interface is another one; one of MPICH's family is needed " +
                $"(Debian: the package mpich). The variable {Variable} names its file where it has an unusual name.");
        }
    }

    /// <summary>The first line of what the library says about itself, such as <c>MPICH Version: 4.0.2</c>.</summary>
    public static string Version()
    {
        Span<byte> text = stackalloc byte[MpiAbi.LongestVersion];
        MpiException.ThrowOnError(MpiAbi.MPI_Get_library_version(text, out int length));
        string version = Encoding.UTF8.GetString(text[..Math.Min(length, text.Length)]).TrimEnd('\0');
        return string.Join(' ', version.Split('\n')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static nint Open()
    {
        var tried = new List<string>();
        foreach (string file in Candidates())
        {
            if (NativeLibrary.TryLoad(file, Assembly.GetExecutingAssembly(), null, out nint handle))
            {
                return handle;
            }

            tried.Add(file);
        }

        throw new MpiException(
            $"No MPI library is here; tried {string.Join(", ", tried)}. Install one of MPICH's family (Debian: the package mpich; " +
            $"Windows: Microsoft MPI), or name its file by the variable {Variable}.");
    }

    // Debian calls MPICH's library after MPICH, everybody else after MPI; 12 is the number of the interface.
    private static string[] Candidates() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file ? [file]
        : OperatingSystem.IsWindows() ? ["msmpi.dll"]
        : OperatingSystem.IsMacOS() ? ["libmpi.12.dylib", "/opt/homebrew/lib/libmpi.12.dylib", "/usr/local/lib/libmpi.12.dylib"]
        : ["libmpich.so.12", "libmpi.so.12"];

    // UCX, which MPICH sends its messages with, takes over the signal that .NET makes NullReferenceExceptions of, and ends the process
    // there. It reads this variable of the C library when it is loaded; the variables that .NET sets are its own.
    private static void SpareErrorSignals()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetEnvironmentVariable("UCX_ERROR_SIGNALS", "", overwrite: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironmentVariable(string name, string value, int overwrite);
}
