using System;
using System.Runtime.InteropServices;

namespace RnnGen.Benchmarks.OneDnn;

/// <summary>oneDNN 2.x through its C API. Descriptors are opaque here: blocks of bytes that only the library reads.</summary>
internal static unsafe partial class Native
{
    private const string Library = "libdnnl.so.2";

    public const int MemoryDescriptorBytes = 1024; // 696 in 2.6
    public const int RecurrentDescriptorBytes = 32 * 1024; // 15,344 in 2.6

    public const int F32 = 3, Tnc = 4, Ldnc = 5, Ldigo = 7, Ldgo = 5, AnyFormat = 1;
    public const int ForwardTraining = 64, ForwardInference = 96, BackwardKind = 128;
    public const int Cpu = 1, LeftToRight = 0, BothSideBySide = 2, Tanh = 47;
    public const int QueryArgument = 255;

    public const int SourceLayer = 1, SourceIteration = 2, SourceIterationC = 3, TargetLayer = 17;
    public const int WeightsLayer = 33, WeightsIteration = 34, Bias = 41, Workspace = 64;
    public const int DiffSourceLayer = 129, DiffSourceIteration = 130, DiffSourceIterationC = 131, DiffTargetLayer = 145;
    public const int DiffWeightsLayer = 161, DiffWeightsIteration = 162, DiffBias = 169;
    public const int From = 1, To = 17;

    [StructLayout(LayoutKind.Sequential)]
    public struct Argument
    {
        public int Index;
        public nint Memory;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Version
    {
        public int Major, Minor, Patch;
    }

    [LibraryImport(Library)]
    public static partial Version* dnnl_version();

    [LibraryImport(Library)]
    public static partial int dnnl_engine_create(out nint engine, int kind, nuint index);

    [LibraryImport(Library)]
    public static partial int dnnl_stream_create(out nint stream, nint engine, uint flags);

    [LibraryImport(Library)]
    public static partial int dnnl_memory_desc_init_by_tag(byte* descriptor, int rank, long* dimensions, int type, int format);

    [LibraryImport(Library)]
    public static partial nuint dnnl_memory_desc_get_size(byte* descriptor);

    [LibraryImport(Library)]
    public static partial int dnnl_memory_create(out nint memory, byte* descriptor, nint engine, void* handle);

    [LibraryImport(Library)]
    public static partial int dnnl_memory_destroy(nint memory);

    [LibraryImport(Library)]
    public static partial int dnnl_primitive_desc_create(out nint descriptor, byte* operation, nint attributes, nint engine, nint forward);

    [LibraryImport(Library)]
    public static partial byte* dnnl_primitive_desc_query_md(nint descriptor, int what, int index);

    [LibraryImport(Library)]
    public static partial int dnnl_primitive_desc_destroy(nint descriptor);

    [LibraryImport(Library)]
    public static partial int dnnl_primitive_create(out nint primitive, nint descriptor);

    [LibraryImport(Library)]
    public static partial int dnnl_primitive_destroy(nint primitive);

    [LibraryImport(Library)]
    public static partial int dnnl_primitive_execute(nint primitive, nint stream, int count, Argument* arguments);

    [LibraryImport(Library)]
    public static partial int dnnl_stream_wait(nint stream);

    [LibraryImport(Library)]
    public static partial int dnnl_reorder_primitive_desc_create(
        out nint descriptor, byte* from, nint fromEngine, byte* to, nint toEngine, nint attributes);

    [LibraryImport(Library)]
    public static partial int dnnl_lstm_forward_desc_init(
        byte* operation, int kind, int direction, byte* x, byte* h0, byte* c0, byte* w, byte* u, byte* b, byte* y, byte* hT, byte* cT,
        uint flags);

    [LibraryImport(Library)]
    public static partial int dnnl_lstm_backward_desc_init(
        byte* operation, int kind, int direction, byte* x, byte* h0, byte* c0, byte* w, byte* u, byte* b, byte* y, byte* hT, byte* cT,
        byte* dx, byte* dh0, byte* dc0, byte* dw, byte* du, byte* db, byte* dy, byte* dhT, byte* dcT, uint flags);

    [LibraryImport(Library)]
    public static partial int dnnl_gru_forward_desc_init(
        byte* operation, int kind, int direction, byte* x, byte* h0, byte* w, byte* u, byte* b, byte* y, byte* hT, uint flags);

    [LibraryImport(Library)]
    public static partial int dnnl_gru_backward_desc_init(
        byte* operation, int kind, int direction, byte* x, byte* h0, byte* w, byte* u, byte* b, byte* y, byte* hT,
        byte* dx, byte* dh0, byte* dw, byte* du, byte* db, byte* dy, byte* dhT, uint flags);

    [LibraryImport(Library)]
    public static partial int dnnl_lbr_gru_forward_desc_init(
        byte* operation, int kind, int direction, byte* x, byte* h0, byte* w, byte* u, byte* b, byte* y, byte* hT, uint flags);

    [LibraryImport(Library)]
    public static partial int dnnl_lbr_gru_backward_desc_init(
        byte* operation, int kind, int direction, byte* x, byte* h0, byte* w, byte* u, byte* b, byte* y, byte* hT,
        byte* dx, byte* dh0, byte* dw, byte* du, byte* db, byte* dy, byte* dhT, uint flags);

    [LibraryImport(Library)]
    public static partial int dnnl_vanilla_rnn_forward_desc_init(
        byte* operation, int kind, int activation, int direction, byte* x, byte* h0, byte* w, byte* u, byte* b, byte* y, byte* hT,
        uint flags, float alpha, float beta);

    [LibraryImport(Library)]
    public static partial int dnnl_vanilla_rnn_backward_desc_init(
        byte* operation, int kind, int activation, int direction, byte* x, byte* h0, byte* w, byte* u, byte* b, byte* y, byte* hT,
        byte* dx, byte* dh0, byte* dw, byte* du, byte* db, byte* dy, byte* dhT, uint flags, float alpha, float beta);

    [LibraryImport("libgomp.so.1")]
    public static partial void omp_set_num_threads(int count);

    /// <summary>Zero is success everywhere in this API.</summary>
    public static void Check(int status, string what)
    {
        if (status != 0) throw new InvalidOperationException($"oneDNN: {what} failed with status {status}.");
    }
}
