using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Formats.Onnx.Running;

/// <summary>
/// LSTM, GRU and RNN of one direction as the standard writes them, step by step and sequence by sequence, with lengths.
/// </summary>
internal sealed class GraphRecurrent
{
    private readonly GraphCall _call;
    private readonly GraphArray _x, _w, _r;
    private readonly double[] _b;
    private readonly int _gates, _steps, _batch, _hidden;
    private readonly Func<double, double>[] _functions;

    private GraphRecurrent(GraphCall call, int gates, params string[] functions)
    {
        (_call, _gates, _x, _w, _r) = (call, gates, call[0], call[1], call[2]);
        if (_x.Rank != 3 || _w.Rank != 3 || _r.Rank != 3 || _w.Shape[0] != 1 || call.Integer("layout", 0) != 0)
            throw new GraphRunException("another layout than X [T, B, I] and one direction");
        (_steps, _batch, _hidden) = (_x.Shape[0], _x.Shape[1], _r.Shape[2]);
        Require(_w, 1, gates * _hidden, _x.Shape[2]);
        Require(_r, 1, gates * _hidden, _hidden);
        _b = call.Find(3) is { } b ? Require(b, 1, 2 * gates * _hidden).Values : new double[2 * gates * _hidden];
        string[] names = [.. (call.Attribute("activations")?.Strings ?? []).Select(text => text.ToStringUtf8())];
        _functions = [.. (names.Length > 0 ? names : functions).Select(FunctionOf)];
        if (_functions.Length != functions.Length || call.Attribute("clip") is not null) throw new GraphRunException("other activations");
    }

    public static GraphArray[] Simple(GraphCall call)
    {
        var node = new GraphRecurrent(call, 1, "Tanh");
        GraphArray h = node.State(5);
        return node.Run([h], (row, x, state) => [node.Units(u => node._functions[0](node.Gate(0, u, x, state[0])))]);
    }

    /// <summary>Gates z, r, h.</summary>
    public static GraphArray[] Gru(GraphCall call)
    {
        var node = new GraphRecurrent(call, 3, "Sigmoid", "Tanh");
        bool isAfter = call.Integer("linear_before_reset", 0) != 0;
        (Func<double, double> f, Func<double, double> g) = (node._functions[0], node._functions[1]);
        return node.Run([node.State(5)], (row, x, state) =>
        {
            double[] h = state[0];
            double[] z = node.Units(u => f(node.Gate(0, u, x, h))), r = node.Units(u => f(node.Gate(1, u, x, h)));
            double[] reset = [.. h.Zip(r, (a, b) => a * b)];
            double[] n = node.Units(u => g(node.Product(node._w, 2, u, x) + node._b[2 * node._hidden + u] + (isAfter
                ? r[u] * (node.Product(node._r, 2, u, h) + node._b[5 * node._hidden + u])
                : node.Product(node._r, 2, u, reset) + node._b[5 * node._hidden + u])));
            return [node.Units(u => (1 - z[u]) * n[u] + z[u] * h[u])];
        });
    }

    /// <summary>Gates i, o, f, c; peepholes i, o, f.</summary>
    public static GraphArray[] Lstm(GraphCall call)
    {
        var node = new GraphRecurrent(call, 4, "Sigmoid", "Tanh", "Tanh");
        bool isCoupled = call.Integer("input_forget", 0) != 0;
        int hidden = node._hidden;
        double[] p = call.Find(7) is { } given ? Require(given, 1, 3 * hidden).Values : new double[3 * hidden];
        (Func<double, double> f, Func<double, double> g, Func<double, double> k) =
            (node._functions[0], node._functions[1], node._functions[2]);
        return node.Run([node.State(5), node.State(6)], (row, x, state) =>
        {
            double[] h = state[0], before = state[1];
            double[] i = node.Units(u => f(node.Gate(0, u, x, h) + p[u] * before[u]));
            double[] forget = isCoupled
                ? node.Units(u => 1 - i[u])
                : node.Units(u => f(node.Gate(2, u, x, h) + p[2 * hidden + u] * before[u]));
            double[] c = node.Units(u => forget[u] * before[u] + i[u] * g(node.Gate(3, u, x, h)));
            double[] o = node.Units(u => f(node.Gate(1, u, x, h) + p[hidden + u] * c[u]));
            return [node.Units(u => o[u] * k(c[u])), c];
        });
    }

    /// <summary>Y [T, 1, B, H] with zeros behind the end of a sequence, then the last of each state, [1, B, H].</summary>
    /// <param name="initial">The states before the first step.</param>
    /// <param name="step">From the number of the sequence, its input and its states to the next states.</param>
    private GraphArray[] Run(GraphArray[] initial, Func<int, double[], double[][], double[][]> step)
    {
        bool isReversed = _call.Attribute("direction")?.S.ToStringUtf8() switch
        {
            null or "forward" => false,
            "reverse" => true,
            _ => throw new GraphRunException("both directions"),
        };
        int[] lengths = _call.Find(4)?.Integers() ?? [.. Enumerable.Repeat(_steps, _batch)];
        if (lengths.Length != _batch || lengths.Any(length => length < 0 || length > _steps)) throw new GraphRunException("other lengths");
        double[] y = _call.Allocate([_steps, _batch, _hidden]);
        double[][] last = [.. initial.Select(state => (double[])state.Values.Clone())];
        int width = _x.Shape[2];
        for (int b = 0; b < _batch; b++)
        {
            double[][] state = [.. last.Select(values => values[(b * _hidden)..((b + 1) * _hidden)])];
            for (int t = 0; t < lengths[b]; t++)
            {
                int row = (isReversed ? lengths[b] - 1 - t : t) * _batch + b;
                state = step(b, _x.Values[(row * width)..((row + 1) * width)], state);
                state[0].CopyTo(y, row * _hidden);
            }
            for (int s = 0; s < last.Length; s++) state[s].CopyTo(last[s], b * _hidden);
        }
        return [new GraphArray([_steps, 1, _batch, _hidden], y), .. last.Select(values => new GraphArray([1, _batch, _hidden], values))];
    }

    private GraphArray State(int operand) => _call.Find(operand) is { } given
        ? Require(given, 1, _batch, _hidden)
        : new GraphArray([1, _batch, _hidden], _call.Allocate([_batch, _hidden]));

    private double[] Units(Func<int, double> unit)
    {
        var all = new double[_hidden];
        for (int u = 0; u < all.Length; u++) all[u] = unit(u);
        return all;
    }

    /// <summary>W x + R h + both biases.</summary>
    private double Gate(int gate, int unit, double[] x, double[] h) => Product(_w, gate, unit, x) + Product(_r, gate, unit, h)
        + _b[gate * _hidden + unit] + _b[(_gates + gate) * _hidden + unit];

    private double Product(GraphArray weights, int gate, int unit, double[] vector)
    {
        _call.Machine.Spend(vector.Length);
        int row = (gate * _hidden + unit) * vector.Length;
        double sum = 0;
        for (int k = 0; k < vector.Length; k++) sum += weights.Values[row + k] * vector[k];
        return sum;
    }

    /// <summary>With the numbers that the standard gives them.</summary>
    private Func<double, double> FunctionOf(string name)
    {
        if (!GraphNumbers.Unary.TryGetValue(name, out Func<GraphCall, double, double>? function)
            || _call.Attribute("activation_alpha") is not null || _call.Attribute("activation_beta") is not null)
            throw new GraphRunException($"the activation '{OnnxCall.Cut(name)}', or one with numbers of its own");
        return value => function(_call, value);
    }

    private static GraphArray Require(GraphArray array, params IEnumerable<int> shape) => array.Shape.SequenceEqual(shape)
        ? array
        : throw new GraphRunException($"[{string.Join(", ", array.Shape)}] where [{string.Join(", ", shape)}] is expected");
}
