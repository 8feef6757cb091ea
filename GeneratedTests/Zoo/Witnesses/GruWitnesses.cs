using System;
using System.Collections.Generic;
using static RnnGen.Tests.Zoo.Witnesses.NaiveStep;

namespace RnnGen.Tests.Zoo.Witnesses;

internal static class GruWitnesses
{
    public static Dictionary<string, Action<NaiveStep>> All { get; } = new()
    {
        ["gru"] = s =>
        {
            double[] old = s["h'"], v = [.. old, .. s["x"]];
            double[] r = Map(s.Affine("Wr", v, "br"), Sigmoid), z = Map(s.Affine("Wz", v, "bz"), Sigmoid);
            double[] n = Map(s.Affine("Wn", [.. Each(old.Length, j => r[j] * old[j]), .. s["x"]], "bn"), Math.Tanh);
            s["h"] = Each(old.Length, j => (1 - z[j]) * n[j] + z[j] * old[j]);
        },
        ["gru-reset-after"] = s =>
        {
            double[] old = s["h'"], v = [.. old, .. s["x"]];
            double[] r = Map(s.Affine("Wr", v, "br"), Sigmoid), z = Map(s.Affine("Wz", v, "bz"), Sigmoid);
            double[] w = s.Affine("Wn", s["x"], "bn"), u = s.Affine("Un", old, "un");
            s["h"] = Each(old.Length, j => (1 - z[j]) * Math.Tanh(w[j] + r[j] * u[j]) + z[j] * old[j]);
        },
        ["mgu"] = s =>
        {
            double[] old = s["h'"], f = Map(s.Affine("Wf", [.. old, .. s["x"]], "bf"), Sigmoid);
            double[] n = Map(s.Affine("Wn", [.. Each(old.Length, j => f[j] * old[j]), .. s["x"]], "bn"), Math.Tanh);
            s["h"] = Each(old.Length, j => (1 - f[j]) * old[j] + f[j] * n[j]);
        },
        ["li-gru"] = s =>
        {
            double[] wz = LayerNorm(s.Times("Wz", s["x"])), uz = s.Times("Uz", s["h'"]);
            double[] wh = LayerNorm(s.Times("Wh", s["x"])), uh = s.Times("Uh", s["h'"]);
            double[] z = Each(uz.Length, j => Sigmoid(s["gz"][j] * wz[j] + s["bz"][j] + uz[j]));
            double[] n = Each(uz.Length, j => Relu(s["gh"][j] * wh[j] + s["bh"][j] + uh[j]));
            s["h"] = Each(uz.Length, j => z[j] * s["h'"][j] + (1 - z[j]) * n[j]);
        },
        ["ugrnn"] = s =>
        {
            double[] v = [.. s["h'"], .. s["x"]];
            double[] c = Map(s.Affine("Wc", v, "bc"), Math.Tanh), g = Map(s.Affine("Wg", v, "bg"), Sigmoid);
            s["h"] = Each(c.Length, j => g[j] * s["h'"][j] + (1 - g[j]) * c[j]);
        },
        ["gru-d"] = s =>
        {
            double[] x = s["x"], m = s["m"], d = s["d"], mean = s["average"], last = s["seen'"];
            double[] decay = Each(x.Length, j => Math.Exp(-Math.Max(0, s["wx"][j] * d[j] + s["bx"][j])));
            double[] full = Each(x.Length, j => m[j] * x[j] + (1 - m[j]) * (decay[j] * last[j] + (1 - decay[j]) * mean[j]));
            s["seen"] = Each(x.Length, j => m[j] * x[j] + (1 - m[j]) * last[j]);
            double[] fade = Map(s.Affine("Wd", d, "bd"), a => Math.Exp(-Math.Max(0, a)));
            double[] k = Each(fade.Length, j => fade[j] * s["h'"][j]);
            double[] Of(string gate, double[] state) =>
                Add(s.Times("W" + gate, full), s.Times("U" + gate, state), s.Times("V" + gate, m), s["b" + gate]);
            double[] r = Map(Of("r", k), Sigmoid), z = Map(Of("z", k), Sigmoid);
            double[] n = Map(Of("", Each(k.Length, j => r[j] * k[j])), Math.Tanh);
            s["h"] = Each(k.Length, j => (1 - z[j]) * k[j] + z[j] * n[j]);
        },
        ["recurrent-highway"] = s =>
        {
            double[] y = s["h'"], wh = s.Times("WH", s["x"]), wt = s.Times("WT", s["x"]);
            int n = y.Length, depth = s["bH"].Length / n;
            for (int l = 0; l < depth; l++)
            {
                double[] ah = Add(Times(Part(s["RH"], l, depth), y), Part(s["bH"], l, depth));
                double[] at = Add(Times(Part(s["RT"], l, depth), y), Part(s["bT"], l, depth));
                if (l == 0) (ah, at) = (Add(ah, wh), Add(at, wt));
                double[] old = y;
                y = Each(n, j => Math.Tanh(ah[j]) * Sigmoid(at[j]) + old[j] * (1 - Sigmoid(at[j])));
            }
            s["h"] = y;
        },
        ["fastgrnn"] = s =>
        {
            double[] a = Add(s.Times("W1", s.Times("W2", s["x"])), s.Times("U1", s.Times("U2", s["h'"])));
            double zeta = Sigmoid(s["zeta"][0]), nu = Sigmoid(s["nu"][0]);
            double[] z = Map(Add(a, s["bz"]), Sigmoid), n = Map(Add(a, s["bh"]), Math.Tanh);
            s["h"] = Each(a.Length, j => (zeta * (1 - z[j]) + nu) * n[j] + z[j] * s["h'"][j]);
        },
    };
}
