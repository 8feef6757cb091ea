using System;
using System.Collections.Generic;
using static RnnGen.Tests.Zoo.Witnesses.NaiveStep;

namespace RnnGen.Tests.Zoo.Witnesses;

internal static class MatrixMemoryWitnesses
{
    public static Dictionary<string, Action<NaiveStep>> All { get; } = new()
    {
        ["mlstm"] = s =>
        {
            double[] x = s["x"], q = s.Affine("Wq", x, "bq"), v = s.Affine("Wv", x, "bv");
            int d = q.Length;
            double[] k = Map(s.Affine("Wk", x, "bk"), a => a / Math.Sqrt(d)), o = Map(s.Affine("Wo", x, "bo"), Sigmoid);
            double i = Math.Exp(Dot(s["wi"], x) + s["bi"][0]), f = Sigmoid(Dot(s["wf"], x) + s["bf"][0]), old = s["m'"][0];
            // C e^m and n e^m are those of the paper's (19) and (20), which have no stabiliser.
            double m = Math.Max(Math.Log(f) + old, Math.Log(i));
            s["m"] = [m];
            s["C"] = Each(d * d, at => (f * s["C'"][at] * Math.Exp(old) + i * v[at / d] * k[at % d]) / Math.Exp(m));
            s["n"] = Each(d, j => (f * s["n'"][j] * Math.Exp(old) + i * k[j]) / Math.Exp(m));
            double[] read = Times(s["C"], q);
            double size = Math.Max(Math.Abs(Dot(s["n"], q)) * Math.Exp(m), 1);
            s["h"] = Each(d, j => o[j] * read[j] * Math.Exp(m) / size);
        },
        ["retnet"] = s =>
        {
            double[] x = s["x"], q = s.Times("Wq", x), k = s.Times("Wk", x), v = s.Times("Wv", x), g = s.Times("Wg", x);
            int heads = k.Length * v.Length / s["S'"].Length;
            double[] memory = [], o = [];
            for (int n = 0; n < heads; n++)
            {
                double gamma = 1 - Math.Pow(2, -5 - n);
                double[] key = Part(k, n, heads), value = Part(v, n, heads), old = Part(s["S'"], n, heads);
                double[] now = Each(old.Length, at => gamma * old[at] + key[at / value.Length] * value[at % value.Length]);
                memory = [.. memory, .. now];
                o = [.. o, .. LayerNorm(RowTimes(Part(q, n, heads), now))];
            }
            s["S"] = memory;
            s["y"] = s.Times("Wo", Each(o.Length, j => Silu(g[j]) * o[j]));
        },
        ["deltanet"] = s =>
        {
            double[] o = RmsNorm(Delta(s, alpha: 1));
            s["y"] = s.Times("Wo", Each(o.Length, j => s["g"][j] * o[j]));
        },
        ["deltaproduct"] = s =>
        {
            int heads = s["Wo"].Length / s["x"].Length / s["g"].Length, each = s["wb"].Length / s["x"].Length / heads;
            double[] memory = [], o = [];
            for (int n = 0; n < heads; n++)
            {
                double[] M = Part(s["S'"], n, heads);
                for (int j = n * each; j < (n + 1) * each; j++)
                {
                    double[] k = Unit(Map(Times(Part(s["Wk"], j, heads * each), s["x"]), Silu));
                    double[] v = Map(Times(Part(s["Wv"], j, heads * each), s["x"]), Silu);
                    M = Reflect(M, 1, 2 * Sigmoid(Dot(Part(s["wb"], j, heads * each), s["x"])), k, v);
                }
                double[] q = Unit(Map(Times(Part(s["Wq"], n, heads), s["x"]), Silu)), read = RmsNorm(Times(M, q));
                memory = [.. memory, .. M];
                o = [.. o, .. Each(read.Length, i => s["g"][i] * read[i])];
            }
            s["S"] = memory;
            s["y"] = s.Times("Wo", o);
        },
        ["gated-deltanet"] = s =>
        {
            double step = Softplus(Dot(s["wa"], s["x"]) + s["ba"][0]);
            double[] o = RmsNorm(Delta(s, Math.Exp(-Math.Exp(s["A"][0]) * step))), g = s.Times("Wg", s["x"]);
            s["y"] = s.Times("Wo", Each(o.Length, j => s["g"][j] * o[j] * Silu(g[j])));
        },
        ["gated-linear-attention"] = s =>
        {
            double[] x = s["x"], q = s.Times("Wq", x), k = s.Times("Wk", x), v = s.Times("Wv", x);
            double[] alpha = Map(s.Affine("Wa2", s.Times("Wa1", x), "ba"), a => Math.Pow(Sigmoid(a), 1.0 / 16));
            s["S"] = Each(k.Length * v.Length, at =>
                alpha[at / v.Length] * s["S'"][at] + k[at / v.Length] * v[at % v.Length]);
            double[] o = LayerNorm(RowTimes(q, s["S"])), r = Map(s.Affine("Wr", x, "br"), Silu);
            s["y"] = s.Times("Wo", Each(o.Length, j => r[j] * o[j]));
        },
        ["rwkv7"] = s =>
        {
            double[] x = s["x"], last = s["xPrevious'"];
            double[] Mixed(string by) => Each(x.Length, j => x[j] * (1 - s[by][j]) + last[j] * s[by][j]);
            double[] r = s.Times("Wr", Mixed("mr")), k = s.Times("Wk", Mixed("mk")), v = s.Times("Wv", Mixed("mv"));
            double[] w = Map(s.Affine("Ww2", Map(s.Times("Ww1", Mixed("mw")), Math.Tanh), "bw"), b => Math.Exp(-0.60653066 * Sigmoid(b)));
            double[] a = Map(s.Affine("Wa2", s.Times("Wa1", Mixed("ma")), "ba"), Sigmoid);
            double[] g = s.Times("Wg2", Map(s.Times("Wg1", Mixed("mg")), Sigmoid));
            int n = k.Length;
            double[] key = Each(n, j => k[j] * s["kk"][j]), unit = Map(key, b => b / Math.Sqrt(Dot(key, key)));
            double[] write = Each(n, j => k[j] + k[j] * (a[j] - 1) * s["ka"][j]), known = Times(s["S'"], unit);
            s["S"] = Each(n * n, at =>
                s["S'"][at] * w[at % n] - known[at / n] * unit[at % n] * a[at % n] + v[at / n] * write[at % n]);
            double[] read = LayerNorm(Times(s["S"], r), 64e-5);
            double bonus = 0;
            for (int j = 0; j < n; j++) bonus += r[j] * write[j] * s["rk"][j];
            s["y"] = s.Times("Wo", Each(n, j => (read[j] * s["gain"][j] + s["bias"][j] + bonus * v[j]) * g[j]));
            s["xPrevious"] = x;
        },
    };

    /// <summary>What the query reads of the memory behind one correction.</summary>
    private static double[] Delta(NaiveStep s, double alpha)
    {
        double[] x = s["x"], q = Unit(Map(s.Times("Wq", x), Silu)), k = Unit(Map(s.Times("Wk", x), Silu));
        s["S"] = Reflect(s["S'"], alpha, Sigmoid(Dot(s["wb"], x)), k, Map(s.Times("Wv", x), Silu));
        return Times(s["S"], q);
    }

    /// <summary>S = alpha S' (I - beta k k^T) + beta v k^T.</summary>
    private static double[] Reflect(double[] old, double alpha, double beta, double[] k, double[] v)
    {
        int n = k.Length;
        double[] keep = Each(n * n, at => alpha * ((at / n == at % n ? 1 : 0) - beta * k[at / n] * k[at % n]));
        return Each(old.Length, at =>
        {
            double sum = beta * v[at / n] * k[at % n];
            for (int l = 0; l < n; l++) sum += old[at / n * n + l] * keep[l * n + at % n];
            return sum;
        });
    }

    /// <summary>Of length one.</summary>
    private static double[] Unit(double[] vector) => Map(vector, x => x / Math.Sqrt(Dot(vector, vector) + 1e-6));
}
