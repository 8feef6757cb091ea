using System;

namespace RnnGen.Benchmarks.OneDnn;

/// <summary>An operation with its arguments.</summary>
internal sealed unsafe class Primitive : IDisposable
{
    private readonly nint _descriptor, _primitive;
    private Native.Argument[] _arguments = [];

    public Primitive(nint descriptor)
    {
        _descriptor = descriptor;
        Native.Check(Native.dnnl_primitive_create(out _primitive, descriptor), "primitive");
    }

    public nint Descriptor => _descriptor;

    /// <summary>Memory in the layout that the operation chose for an argument.</summary>
    public Memory Allocate(int argument)
    {
        byte* descriptor = Native.dnnl_primitive_desc_query_md(_descriptor, Native.QueryArgument, argument);
        return descriptor == null ? throw new InvalidOperationException($"oneDNN: argument {argument} is none.") : new Memory(descriptor);
    }

    public void Bind(params (int Index, Memory Memory)[] arguments) =>
        _arguments = Array.ConvertAll(arguments, a => new Native.Argument { Index = a.Index, Memory = a.Memory.Handle });

    public void Execute()
    {
        fixed (Native.Argument* arguments = _arguments)
            Native.Check(Native.dnnl_primitive_execute(_primitive, OneDnnEngine.Stream, _arguments.Length, arguments), "execution");
        Native.Check(Native.dnnl_stream_wait(OneDnnEngine.Stream), "waiting");
    }

    public void Dispose()
    {
        Native.dnnl_primitive_destroy(_primitive);
        Native.dnnl_primitive_desc_destroy(_descriptor);
    }
}
