using System;
using System.Runtime.InteropServices;

namespace RnnGen.Benchmarks.OneDnn;

/// <summary>A tensor in the library's layout.</summary>
internal sealed unsafe class Memory : IDisposable
{
    private readonly void* _start;
    private readonly byte* _descriptor;
    private readonly nuint _bytes;

    /// <param name="descriptor">Has to outlive the memory.</param>
    public Memory(byte* descriptor)
    {
        _descriptor = descriptor;
        _bytes = Native.dnnl_memory_desc_get_size(descriptor);
        _start = NativeMemory.AlignedAlloc(Math.Max(_bytes, 64), 4096);
        NativeMemory.Clear(_start, _bytes);
        Native.Check(Native.dnnl_memory_create(out nint handle, descriptor, OneDnnEngine.Engine, _start), "memory");
        Handle = handle;
    }

    public nint Handle { get; }

    public Span<float> Values => new(_start, (int)(_bytes / sizeof(float)));

    /// <summary>Copies in plain row-major order, of the given shape, to this layout.</summary>
    public void Write(ReadOnlySpan<float> plain, int format, params long[] dimensions)
    {
        using var descriptor = new Descriptor(format, dimensions);
        using var memory = new Memory(descriptor.Bytes);
        plain.CopyTo(memory.Values);
        Reorder(memory, this);
    }

    public float[] Read(int format, params long[] dimensions)
    {
        using var descriptor = new Descriptor(format, dimensions);
        using var memory = new Memory(descriptor.Bytes);
        Reorder(this, memory);
        return memory.Values.ToArray();
    }

    public void Dispose()
    {
        Native.dnnl_memory_destroy(Handle);
        NativeMemory.AlignedFree(_start);
    }

    private static void Reorder(Memory from, Memory to)
    {
        nint engine = OneDnnEngine.Engine;
        Native.Check(
            Native.dnnl_reorder_primitive_desc_create(out nint descriptor, from._descriptor, engine, to._descriptor, engine, 0), "reorder");
        using var primitive = new Primitive(descriptor);
        primitive.Bind((Native.From, from), (Native.To, to));
        primitive.Execute();
    }
}
