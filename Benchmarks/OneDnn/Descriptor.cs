using System;
using System.Runtime.InteropServices;

namespace RnnGen.Benchmarks.OneDnn;

/// <summary>A memory descriptor: shape, type and layout.</summary>
internal sealed unsafe class Descriptor : IDisposable
{
    public Descriptor(int format, params long[] dimensions)
    {
        Bytes = (byte*)NativeMemory.AllocZeroed(Native.MemoryDescriptorBytes);
        fixed (long* d = dimensions)
            Native.Check(Native.dnnl_memory_desc_init_by_tag(Bytes, dimensions.Length, d, Native.F32, format), "memory descriptor");
    }

    public byte* Bytes { get; }

    public void Dispose() => NativeMemory.Free(Bytes);
}
