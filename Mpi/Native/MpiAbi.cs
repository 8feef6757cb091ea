using System;
using System.Runtime.InteropServices;

namespace RnnGen.Mpi.Native;

/// <summary>
/// The functions of MPI that are called, by the C interface that MPICH, Intel MPI, MVAPICH, Cray MPICH and Microsoft MPI share: handles are
/// numbers of 32 bits with fixed values for what is built in. Open MPI's are addresses; <see cref="MpiLibrary"/> refuses it.
/// </summary>
internal static partial class MpiAbi
{
    public const int Success = 0;
    public const int World = 0x44000000;
    public const int Sum = 0x58000003;
    public const int ErrorsReturn = 0x54000001;
    public const int ThreadSerialized = 2;
    public const int LongestError = 512;
    public const int LongestVersion = 8192;

    /// <summary>Stands for the send buffer of a collective that works in place.</summary>
    public static readonly nint InPlace = -1;

    /// <summary>The MPI type of an element.</summary>
    public static int TypeOf<T>() => typeof(T) == typeof(float) ? 0x4c00040a : typeof(T) == typeof(double) ? 0x4c00080b : Byte;

    public const int Byte = 0x4c00010d;

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Initialized(out int flag);

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Finalized(out int flag);

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Init_thread(nint argc, nint argv, int required, out int provided);

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Query_thread(out int provided);

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Finalize();

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Abort(int communicator, int exitCode);

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Get_library_version(Span<byte> version, out int length);

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Error_string(int error, Span<byte> text, out int length);

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Comm_set_errhandler(int communicator, int handler);

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Comm_dup(int communicator, out int copy);

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Comm_free(ref int communicator);

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Comm_rank(int communicator, out int rank);

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Comm_size(int communicator, out int size);

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Barrier(int communicator);

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Bcast(nint buffer, int count, int type, int root, int communicator);

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Allgather(nint own, int count, int type, nint all, int countEach, int typeEach, int communicator);

    [LibraryImport(MpiLibrary.Name)]
    internal static unsafe partial int MPI_Allgatherv(
        nint own, int count, int type, nint all, int* counts, int* offsets, int typeEach, int communicator);

    [LibraryImport(MpiLibrary.Name)]
    internal static unsafe partial int MPI_Alltoallv(
        nint send, int* sendCounts, int* sendOffsets, int sendType, nint receive, int* counts, int* offsets, int type, int communicator);

    [LibraryImport(MpiLibrary.Name)]
    internal static partial int MPI_Allreduce(nint own, nint result, int count, int type, int operation, int communicator);
}
