using System;
using System.Collections.Generic;
using System.Linq;
using static RnnGen.Tests.Zoo.Witnesses.NaiveStep;

namespace RnnGen.Tests.Zoo.Witnesses;

internal static class LinearWitnesses
{
    public static Dictionary<string, Action<NaiveStep>> All { get; } = new()
    {
        ["mingru"] = s =>
        {
            double[] z = Map(s.Affine("Wz", s["x"], "bz"), Sigmoid), n = Map(s.Affine("Wh", s["x"], "bh"), Positive);
            s["h"] = Each(z.Length, j => (1 - z[j]) * s["h'"][j] + z[j] * n[j]);
        },
        ["minlstm"] = s =>
        {
            double[] f = Map(s.Affine("Wf", s["x"], "bf"), Sigmoid), i = Map(s.Affine("Wi", s["x"], "bi"), Sigmoid);
            double[] n = Map(s.Affine("Wh", s["x"], "bh"), Positive);
            s["h"] = Each(f.Length, j => f[j] / (f[j] + i[j]) * s["h'"][j] + i[j] / (f[j] + i[j]) * n[j]);
        },
        ["sru"] = s =>
        {
            double[] x = s["x"], old = s["c'"], u = s.Times("W", x), af = s.Affine("Wf", x, "bf"), ar = s.Affine("Wr", x, "br");
            double[] f = Each(x.Length, j => Sigmoid(af[j] + s["vf"][j] * old[j]));
            double[] r = Each(x.Length, j => Sigmoid(ar[j] + s["vr"][j] * old[j]));
            double[] c = s["c"] = Each(x.Length, j => f[j] * old[j] + (1 - f[j]) * u[j]);
            s["h"] = Each(x.Length, j => r[j] * c[j] + (1 - r[j]) * x[j] * 1.7320508); // sqrt(1 + 2 exp(0))
        },
        ["rg-lru"] = s =>
        {
            int heads = s["x"].Length * s["x"].Length / s["Wa"].Length;
            double[] Gate(string w, string b) => Map(
                Add([.. Enumerable.Range(0, heads).SelectMany(k => Times(Part(s[w], k, heads), Part(s["x"], k, heads)))], s[b]), Sigmoid);
            double[] r = Gate("Wa", "ba"), i = Gate("Wx", "bx");
            double[] a = Each(r.Length, j => Math.Pow(Sigmoid(s["Lambda"][j]), 8 * r[j]));
            s["h"] = Each(r.Length, j => a[j] * s["h'"][j] + Math.Sqrt(1 - a[j] * a[j]) * i[j] * s["x"][j]);
        },
        ["qrnn"] = s =>
        {
            double[] Of(string gate) => Add(s.Times($"W{gate}1", s["xPrevious'"]), s.Times($"W{gate}2", s["x"]));
            double[] z = Map(Of("z"), Math.Tanh), f = Map(Of("f"), Sigmoid), o = Map(Of("o"), Sigmoid);
            s["c"] = Each(z.Length, j => f[j] * s["c'"][j] + (1 - f[j]) * z[j]);
            s["h"] = Each(z.Length, j => o[j] * s["c"][j]);
            s["xPrevious"] = s["x"];
        },
    };

    /// <summary>The candidate's activation that is never negative.</summary>
    private static double Positive(double x) => x >= 0 ? x + 0.5 : Sigmoid(x);
}
