using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using static RnnGen.Tests.Zoo.Witnesses.NaiveStep;

namespace RnnGen.Tests.Zoo.Witnesses;

internal static class StateSpaceWitnesses
{
    public static Dictionary<string, Action<NaiveStep>> All { get; } = new()
    {
        ["selective-ssm"] = s =>
        {
            double[] x = s["x"], step = Map(s.Affine("Wd2", s.Times("Wd1", x), "bd"), Softplus), b = s.Times("WB", x), c = s.Times("WC", x);
            int n = b.Length;
            s["h"] = Each(x.Length * n, at =>
            {
                double rate = -Math.Exp(s["A"][at]);
                return Math.Exp(step[at / n] * rate) * s["h'"][at] + step[at / n] * b[at % n] * x[at / n];
            });
            s["y"] = Add(Times(s["h"], c), Each(x.Length, j => s["D"][j] * x[j]));
        },
        ["lmu"] = s =>
        {
            double u = Dot(s["ex"], s["x"]) + Dot(s["eh"], s["h'"]) + Dot(s["em"], s["m'"]);
            double[] kept = s.Times("A", s["m'"]), m = s["m"] = Each(kept.Length, j => kept[j] + s["B"][j] * u);
            s["h"] = Map(Add(s.Times("Wx", s["x"]), s.Times("Wh", s["h'"]), s.Times("Wm", m)), Math.Tanh);
        },
        ["lru"] = s =>
        {
            double[] x = s["x"], bre = s.Times("Bre", x), bim = s.Times("Bim", x);
            Complex[] h = [.. s["nu"].Select((nu, j) =>
            {
                var lambda = Complex.Exp(new Complex(-Math.Exp(nu), Math.Exp(s["theta"][j])));
                double gamma = Math.Sqrt(1 - lambda.Magnitude * lambda.Magnitude);
                return lambda * new Complex(s["re'"][j], s["im'"][j]) + gamma * new Complex(bre[j], bim[j]);
            })];
            (s["re"], s["im"]) = ([.. h.Select(z => z.Real)], [.. h.Select(z => z.Imaginary)]);
            double[] d = s.Times("D", x);
            s["y"] = Each(d.Length, i =>
            {
                Complex sum = d[i];
                for (int j = 0; j < h.Length; j++) sum += new Complex(s["Cre"][i * h.Length + j], s["Cim"][i * h.Length + j]) * h[j];
                return sum.Real;
            });
        },
        ["linoss"] = s =>
        {
            // z = z' + dt (-a y + b) and y = y' + dt z, two equations with two unknowns, by Cramer's rule.
            double[] b = s.Times("B", s["u"]), a = Map(s["A"], Relu), dt = Map(s["step"], Sigmoid);
            double[] first = Each(a.Length, j => s["z'"][j] + dt[j] * b[j]), second = s["y'"];
            s["z"] = Each(a.Length, j => (first[j] - dt[j] * a[j] * second[j]) / (1 + dt[j] * a[j] * dt[j]));
            s["y"] = Each(a.Length, j => (second[j] + dt[j] * first[j]) / (1 + dt[j] * a[j] * dt[j]));
            s["o"] = Add(s.Times("C", s["y"]), s.Times("D", s["u"]));
        },
        ["s4d"] = s =>
        {
            double[] x = s["x"], y = Each(x.Length, i => s["D"][i] * x[i]);
            int n = s["Are"].Length / x.Length;
            (s["re"], s["im"]) = (new double[x.Length * n], new double[x.Length * n]);
            for (int at = 0; at < x.Length * n; at++)
            {
                var a = new Complex(-Math.Exp(s["Are"][at]), s["Aim"][at]);
                var keep = Complex.Exp(Math.Exp(s["logdt"][at / n]) * a);
                Complex state = keep * new Complex(s["re'"][at], s["im'"][at]) + (keep - 1) / a * x[at / n];
                (s["re"][at], s["im"][at]) = (state.Real, state.Imaginary);
                y[at / n] += 2 * (new Complex(s["Cre"][at], s["Cim"][at]) * state).Real;
            }
            s["y"] = y;
        },
        ["kalman"] = s =>
        {
            double[] f = s["F"], h = s["H"], l = s["L"];
            int n = h.Length;
            double[] mean = Times(f, s["m'"]);
            double[] covariance = Each(n * n, at =>
            {
                double sum = 0;
                for (int a = 0; a < n; a++)
                {
                    sum += l[at / n * n + a] * l[at % n * n + a];
                    for (int b = 0; b < n; b++) sum += f[at / n * n + a] * s["P'"][a * n + b] * f[at % n * n + b];
                }
                return sum;
            });
            double error = s["x"][0] - Dot(h, mean), variance = Dot(h, Times(covariance, h)) + Math.Exp(s["r"][0]);
            double[] gain = Map(Times(covariance, h), a => a / variance);
            s["m"] = Each(n, j => mean[j] + gain[j] * error);
            // (I - K H) times the covariance.
            s["P"] = Each(n * n, at =>
            {
                double sum = 0;
                for (int a = 0; a < n; a++) sum += ((at / n == a ? 1 : 0) - gain[at / n] * h[a]) * covariance[a * n + at % n];
                return sum;
            });
            (s["error"], s["variance"]) = ([error], [variance]);
        },
    };
}
