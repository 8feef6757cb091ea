using System;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.OneDnn;

/// <summary>The shapes of a workload in the library's terms and the operations over them; it chooses the layouts of weights.</summary>
internal sealed unsafe class OneDnnShapes : IDisposable
{
    private readonly Workload _workload;
    private readonly Descriptor _x, _y, _state, _w, _u, _b;

    public OneDnnShapes(Workload workload)
    {
        Workload w = _workload = workload;
        (int gates, int biases) = (w.Gates, Biases(w));
        _x = new Descriptor(Native.Tnc, w.TimeSteps, w.Batch, w.Input);
        _y = new Descriptor(Native.Tnc, w.TimeSteps, w.Batch, w.Hidden);
        _state = new Descriptor(Native.Ldnc, 1, 1, w.Batch, w.Hidden);
        _w = new Descriptor(Native.AnyFormat, 1, 1, w.Input, gates, w.Hidden);
        _u = new Descriptor(Native.AnyFormat, 1, 1, w.Hidden, gates, w.Hidden);
        _b = new Descriptor(Native.Ldgo, 1, 1, biases, w.Hidden);
    }

    /// <summary>The GRU that resets after the product has a fourth bias, of the recurrent product.</summary>
    public static int Biases(Workload workload) => workload.Gates + (workload.Kind == CellKind.GruResetAfter ? 1 : 0);

    /// <summary>Final states are not asked for: the last h stands in y.</summary>
    public Primitive Forward(bool training)
    {
        int kind = training ? Native.ForwardTraining : Native.ForwardInference;
        byte* operation = stackalloc byte[Native.RecurrentDescriptorBytes];
        byte* x = _x.Bytes, y = _y.Bytes, s = _state.Bytes, w = _w.Bytes, u = _u.Bytes, b = _b.Bytes;
        int direction = Native.LeftToRight;
        Native.Check(
            _workload.Kind switch
            {
                CellKind.Lstm => Native.dnnl_lstm_forward_desc_init(operation, kind, direction, x, s, s, w, u, b, y, null, null, 0),
                CellKind.Gru => Native.dnnl_gru_forward_desc_init(operation, kind, direction, x, s, w, u, b, y, null, 0),
                CellKind.GruResetAfter => Native.dnnl_lbr_gru_forward_desc_init(operation, kind, direction, x, s, w, u, b, y, null, 0),
                CellKind.Rnn => Native.dnnl_vanilla_rnn_forward_desc_init(
                    operation, kind, Native.Tanh, direction, x, s, w, u, b, y, null, 0, 0, 0),
                _ => throw new NotSupportedException(_workload.Cell),
            },
            "forward descriptor");
        return Create(operation, 0);
    }

    public Primitive Backward(Primitive forward)
    {
        byte* operation = stackalloc byte[Native.RecurrentDescriptorBytes];
        byte* x = _x.Bytes, y = _y.Bytes, s = _state.Bytes, w = _w.Bytes, u = _u.Bytes, b = _b.Bytes;
        (int kind, int direction) = (Native.BackwardKind, Native.LeftToRight);
        Native.Check(
            _workload.Kind switch
            {
                CellKind.Lstm => Native.dnnl_lstm_backward_desc_init(
                    operation, kind, direction, x, s, s, w, u, b, y, null, null, x, s, s, w, u, b, y, null, null, 0),
                CellKind.Gru => Native.dnnl_gru_backward_desc_init(
                    operation, kind, direction, x, s, w, u, b, y, null, x, s, w, u, b, y, null, 0),
                CellKind.GruResetAfter => Native.dnnl_lbr_gru_backward_desc_init(
                    operation, kind, direction, x, s, w, u, b, y, null, x, s, w, u, b, y, null, 0),
                CellKind.Rnn => Native.dnnl_vanilla_rnn_backward_desc_init(
                    operation, kind, Native.Tanh, direction, x, s, w, u, b, y, null, x, s, w, u, b, y, null, 0, 0, 0),
                _ => throw new NotSupportedException(_workload.Cell),
            },
            "backward descriptor");
        return Create(operation, forward.Descriptor);
    }

    public void Dispose()
    {
        foreach (Descriptor descriptor in new[] { _x, _y, _state, _w, _u, _b }) descriptor.Dispose();
    }

    private static Primitive Create(byte* operation, nint forward)
    {
        int status = Native.dnnl_primitive_desc_create(out nint descriptor, operation, 0, OneDnnEngine.Engine, forward);
        Native.Check(status, "primitive descriptor");
        return new Primitive(descriptor);
    }
}
