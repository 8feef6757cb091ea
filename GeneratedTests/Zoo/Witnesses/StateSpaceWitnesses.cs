using System;
using System.Collections.Generic;
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
