using System;
using System.Collections.Generic;
using System.Linq;
using static RnnGen.Tests.Zoo.Witnesses.NaiveStep;

namespace RnnGen.Tests.Zoo.Witnesses;

internal static class LstmWitnesses
{
    public static Dictionary<string, Action<NaiveStep>> All { get; } = new()
    {
        ["lstm"] = s => Lstm(s, "h", "g"),
        ["lstm-softmax"] = s =>
        {
            Lstm(s, "a", "c");
            s["y"] = SimpleWitnesses.Softmax(s.Affine("Wy", s["a"], "by"));
        },
        ["lstm-coupled"] = s =>
        {
            double[] v = [.. s["h'"], .. s["x"]];
            double[] f = Gate(s, "f", v), g = Map(s.Affine("Wg", v, "bg"), Math.Tanh), o = Gate(s, "o", v);
            s["c"] = Each(f.Length, j => f[j] * s["c'"][j] + (1 - f[j]) * g[j]);
            s["h"] = Each(f.Length, j => o[j] * Math.Tanh(s["c"][j]));
        },
        ["lstm-peephole"] = s =>
        {
            double[] v = [.. s["h'"], .. s["x"]], old = s["c'"];
            double[] af = s.Affine("Wf", v, "bf"), ai = s.Affine("Wi", v, "bi"), g = Map(s.Affine("Wg", v, "bg"), Math.Tanh);
            double[] f = Each(old.Length, j => Sigmoid(af[j] + s["pf"][j] * old[j]));
            double[] i = Each(old.Length, j => Sigmoid(ai[j] + s["pi"][j] * old[j]));
            double[] c = s["c"] = Each(old.Length, j => f[j] * old[j] + i[j] * g[j]), ao = s.Affine("Wo", v, "bo");
            s["h"] = Each(old.Length, j => Sigmoid(ao[j] + s["po"][j] * c[j]) * Math.Tanh(c[j]));
        },
        ["lstm-projection"] = s =>
        {
            double[] v = [.. s["h'"], .. s["x"]];
            double[] f = Gate(s, "f", v), i = Gate(s, "i", v), o = Gate(s, "o", v), g = Map(s.Affine("Wg", v, "bg"), Math.Tanh);
            s["c"] = Each(f.Length, j => f[j] * s["c'"][j] + i[j] * g[j]);
            s["h"] = s.Times("R", Each(f.Length, j => o[j] * Math.Tanh(s["c"][j])));
        },
        ["lstm-layernorm"] = s =>
        {
            double[] u = LayerNorm(s.Times("U", s["h'"])), w = LayerNorm(s.Times("W", s["x"]));
            double[] a = Each(u.Length, j => s["gh"][j] * u[j] + s["gx"][j] * w[j] + s["b"][j]);
            double[] f = Part(a, 0, 4), i = Part(a, 1, 4), o = Part(a, 2, 4), g = Part(a, 3, 4);
            s["c"] = Each(f.Length, j => Sigmoid(f[j]) * s["c'"][j] + Sigmoid(i[j]) * Math.Tanh(g[j]));
            double[] c = LayerNorm(s["c"]);
            s["h"] = Each(f.Length, j => Sigmoid(o[j]) * Math.Tanh(s["gc"][j] * c[j] + s["bc"][j]));
        },
        ["lstm-multiplicative"] = s =>
        {
            double[] mx = s.Times("Wmx", s["x"]), mh = s.Times("Wmh", s["h'"]), m = Each(mx.Length, j => mx[j] * mh[j]);
            double[] Of(string gate) => Add(s.Times($"W{gate}x", s["x"]), s.Times($"W{gate}m", m), s["b" + gate]);
            double[] u = Of("h"), i = Map(Of("i"), Sigmoid), o = Map(Of("o"), Sigmoid), f = Map(Of("f"), Sigmoid);
            s["c"] = Each(u.Length, j => f[j] * s["c'"][j] + i[j] * Math.Tanh(u[j]));
            s["h"] = Each(u.Length, j => Math.Tanh(s["c"][j]) * o[j]);
        },
        ["janet"] = s =>
        {
            const double Beta = 1;
            double[] a = Add(s.Times("Uf", s["c'"]), s.Times("Wf", s["x"]), s["bf"]);
            double[] g = Map(Add(s.Times("Uc", s["c'"]), s.Times("Wc", s["x"]), s["bc"]), Math.Tanh);
            s["c"] = Each(a.Length, j => Sigmoid(a[j]) * s["c'"][j] + (1 - Sigmoid(a[j] - Beta)) * g[j]);
        },
        ["nas"] = s =>
        {
            double[] xs = s.Times("W", s["x"]), hs = s.Times("U", s["h'"]);
            int n = hs.Length / 8;
            double X(int k, int j) => xs[k * n + j];
            double H(int k, int j) => hs[k * n + j];
            s["c"] = new double[n];
            s["h"] = new double[n];
            for (int j = 0; j < n; j++)
            {
                double first = Math.Tanh(Sigmoid(X(0, j) + H(0, j)) * Relu(X(1, j) + H(1, j)));
                double second = Math.Tanh(Sigmoid(X(2, j) + H(2, j)) + Relu(X(3, j) * H(3, j)));
                double third = Math.Tanh(Math.Tanh(X(4, j) + H(4, j)) * Sigmoid(X(5, j) + H(5, j)));
                double fourth = Sigmoid(Math.Tanh(X(6, j) + H(6, j)) + Sigmoid(X(7, j) + H(7, j)));
                s["c"][j] = Math.Tanh(first + s["c'"][j]) * second;
                s["h"][j] = Math.Tanh(s["c"][j] * Math.Tanh(third + fourth));
            }
        },
        ["slstm"] = s =>
        {
            int units = s["h'"].Length, width = s["Rz"].Length / units, heads = units / width;
            double[] Recurrent(string gate) =>
                [.. Enumerable.Range(0, heads).SelectMany(k => Times(Part(s["R" + gate], k, heads), Part(s["h'"], k, heads)))];
            double[] Of(string gate) => Add(s.Times("W" + gate, s["x"]), Recurrent(gate), s["b" + gate]);
            double[] z = Of("z"), i = Of("i"), f = Of("f"), o = Of("o");
            // The gates as they are; the stabiliser m divides both sums by e^m, so that c e^m and n e^m are those of the
            // paper's (8) to (10).
            double[] m = s["m"] = Each(z.Length, j => Math.Max(Math.Log(Sigmoid(f[j])) + s["m'"][j], i[j]));
            double Sum(double old, double add, int j) =>
                (Sigmoid(f[j]) * old * Math.Exp(s["m'"][j]) + Math.Exp(i[j]) * add) / Math.Exp(m[j]);
            s["c"] = Each(z.Length, j => Sum(s["c'"][j], Math.Tanh(z[j]), j));
            s["n"] = Each(z.Length, j => Sum(s["n'"][j], 1, j));
            s["h"] = Each(z.Length, j => Sigmoid(o[j]) * s["c"][j] / s["n"][j]);
        },
    };

    private static void Lstm(NaiveStep s, string h, string candidate)
    {
        double[] v = [.. s[h + "'"], .. s["x"]];
        double[] f = Gate(s, "f", v), i = Gate(s, "i", v), o = Gate(s, "o", v);
        double[] g = Map(s.Affine("W" + candidate, v, "b" + candidate), Math.Tanh);
        s["c"] = Each(f.Length, j => f[j] * s["c'"][j] + i[j] * g[j]);
        s[h] = Each(f.Length, j => o[j] * Math.Tanh(s["c"][j]));
    }

    private static double[] Gate(NaiveStep s, string gate, double[] v) => Map(s.Affine("W" + gate, v, "b" + gate), Sigmoid);
}
