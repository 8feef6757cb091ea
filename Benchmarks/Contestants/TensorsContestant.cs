using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.Contestants;

/// <summary>One sequence by TensorPrimitives: gates stacked in one matrix, a dot product per row, vectorised functions.</summary>
internal sealed class TensorsContestant : Contestant
{
    private readonly Workload _workload;
    private readonly bool _stream;
    private readonly InputRing _inputs;
    private readonly float[] _weights, _bias, _recurrent, _recurrentBias, _v, _z, _p, _h, _c, _outputs;
    private readonly int _hidden;

    public TensorsContestant(Problem problem, Mode mode) : base(Peers.Tensors)
    {
        Workload w = _workload = problem.Workload;
        NetworkParameters p = problem.Parameters;
        (_stream, _inputs, _hidden) = (mode == Mode.Step, new InputRing(problem), w.Hidden);
        (_weights, _bias) = w.Kind switch
        {
            CellKind.Lstm => Stack("f", "i", "o", "g"),
            CellKind.Gru => Stack("r", "z", "n"),
            CellKind.GruResetAfter => Stack("r", "z"),
            CellKind.Rnn => (Enumerable.Range(0, _hidden).SelectMany(j => Row(p["U"], j).Concat(Row(p["W"], j))).ToArray(), p["b"]),
            _ => throw new NotSupportedException(w.Cell),
        };
        (_recurrent, _recurrentBias) = w.Kind == CellKind.GruResetAfter
            ? ([.. p["Un"], .. p["Wn"]], [.. p["un"], .. p["bn"]])
            : ((float[])[], (float[])[]);
        _v = new float[_hidden + w.Input];
        _z = new float[4 * _hidden];
        (_p, _h, _c) = (new float[2 * _hidden], new float[_hidden], new float[_hidden]);
        _outputs = new float[w.TimeSteps * _hidden];

        (float[], float[]) Stack(params string[] gates) =>
            (gates.SelectMany(g => p["W" + g]).ToArray(), gates.SelectMany(g => p["b" + g]).ToArray());
        float[] Row(float[] matrix, int row) => matrix[(row * (matrix.Length / _hidden))..((row + 1) * (matrix.Length / _hidden))];
    }

    public override void Run(int iterations)
    {
        if (_stream)
        {
            for (int i = 0; i < iterations; i++) Step(_inputs.Next());
            return;
        }

        for (int i = 0; i < iterations; i++)
        {
            for (int t = 0; t < _workload.TimeSteps; t++)
            {
                Step(_inputs.Next());
                _h.CopyTo(_outputs.AsSpan(t * _hidden));
            }
        }
    }

    public override IReadOnlyList<Result> Results()
    {
        Array.Clear(_h);
        Array.Clear(_c);
        _inputs.Rewind();
        Run(_stream ? Truth.StreamedSteps : 1);
        return [new Result(Truth.H, (float[])(_stream ? _h : _outputs).Clone())];
    }

    private void Step(ReadOnlySpan<float> x)
    {
        _h.CopyTo(_v, 0);
        x.CopyTo(_v.AsSpan(_hidden));
        switch (_workload.Kind)
        {
            case CellKind.Lstm: Lstm(); break;
            case CellKind.Gru: Gru(); break;
            case CellKind.GruResetAfter: GruResetAfter(x); break;
            default: Rnn(); break;
        }
    }

    private void Lstm()
    {
        int n = _hidden;
        Product(_weights, _bias, _v, _z);
        Span<float> f = _z.AsSpan(0, n), i = _z.AsSpan(n, n), o = _z.AsSpan(2 * n, n), g = _z.AsSpan(3 * n, n);
        TensorPrimitives.Sigmoid(_z.AsSpan(0, 3 * n), _z.AsSpan(0, 3 * n));
        TensorPrimitives.Tanh(g, g);
        TensorPrimitives.Multiply(i, g, i);
        TensorPrimitives.MultiplyAdd(f, _c, i, _c);
        TensorPrimitives.Tanh<float>(_c, g);
        TensorPrimitives.Multiply<float>(o, g, _h);
    }

    private void Gru()
    {
        int n = _hidden;
        int gates = 2 * n * _v.Length;
        Product(_weights.AsSpan(0, gates), _bias.AsSpan(0, 2 * n), _v, _z.AsSpan(0, 2 * n));
        TensorPrimitives.Sigmoid(_z.AsSpan(0, 2 * n), _z.AsSpan(0, 2 * n));
        TensorPrimitives.Multiply<float>(_z.AsSpan(0, n), _h, _v.AsSpan(0, n));
        Product(_weights.AsSpan(gates), _bias.AsSpan(2 * n), _v, _z.AsSpan(2 * n, n));
        Blend();
    }

    private void GruResetAfter(ReadOnlySpan<float> x)
    {
        int n = _hidden;
        Product(_weights, _bias, _v, _z.AsSpan(0, 2 * n));
        TensorPrimitives.Sigmoid(_z.AsSpan(0, 2 * n), _z.AsSpan(0, 2 * n));
        Product(_recurrent.AsSpan(0, n * n), _recurrentBias.AsSpan(0, n), _h, _p.AsSpan(0, n));
        Product(_recurrent.AsSpan(n * n), _recurrentBias.AsSpan(n), x, _p.AsSpan(n, n));
        TensorPrimitives.MultiplyAdd(_z.AsSpan(0, n), _p.AsSpan(0, n), _p.AsSpan(n, n), _z.AsSpan(2 * n, n));
        Blend();
    }

    /// <summary>h = n + z (h' - n).</summary>
    private void Blend()
    {
        int count = _hidden;
        Span<float> z = _z.AsSpan(count, count), n = _z.AsSpan(2 * count, count);
        TensorPrimitives.Tanh(n, n);
        TensorPrimitives.Subtract<float>(_h, n, _h);
        TensorPrimitives.MultiplyAdd(z, _h, n, _h);
    }

    private void Rnn()
    {
        Product(_weights, _bias, _v, _z.AsSpan(0, _hidden));
        TensorPrimitives.Tanh(_z.AsSpan(0, _hidden), _h);
    }

    private static void Product(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, ReadOnlySpan<float> v, Span<float> z)
    {
        for (int row = 0; row < bias.Length; row++) z[row] = bias[row] + TensorPrimitives.Dot(weights.Slice(row * v.Length, v.Length), v);
    }
}
