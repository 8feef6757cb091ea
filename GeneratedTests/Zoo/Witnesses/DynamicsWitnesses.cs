using System;
using System.Collections.Generic;
using static RnnGen.Tests.Zoo.Witnesses.NaiveStep;

namespace RnnGen.Tests.Zoo.Witnesses;

internal static class DynamicsWitnesses
{
    public static Dictionary<string, Action<NaiveStep>> All { get; } = new()
    {
        ["cornn"] = s =>
        {
            const double Dt = 0.042, Gamma = 2.7, Epsilon = 4.7;
            double[] y = s["y'"], z = s["z'"], a = Add(s.Times("W", y), s.Times("R", z), s.Times("V", s["x"]), s["b"]);
            s["z"] = Each(y.Length, j => z[j] + Dt * (Math.Tanh(a[j]) - Gamma * y[j] - Epsilon * z[j]));
            s["y"] = Each(y.Length, j => y[j] + Dt * s["z"][j]);
        },
        ["lem"] = s =>
        {
            const double Dt = 1;
            double[] Of(string name, double[] state) => Add(s.Times("W" + name, state), s.Times("V" + name, s["x"]), s["b" + name]);
            double[] y = s["y'"], z = s["z'"], first = Map(Of("1", y), Sigmoid), second = Map(Of("2", y), Sigmoid), a = Of("z", y);
            s["z"] = Each(y.Length, j => (1 - Dt * first[j]) * z[j] + Dt * first[j] * Math.Tanh(a[j]));
            double[] b = Of("y", s["z"]);
            s["y"] = Each(y.Length, j => (1 - Dt * second[j]) * y[j] + Dt * second[j] * Math.Tanh(b[j]));
        },
        ["unicornn"] = s =>
        {
            const double Dt = 0.19, Alpha = 30.65;
            double[] y = s["y'"], a = s.Affine("V", s["x"], "b"), step = Map(s["c"], c => Dt * Sigmoid(c));
            s["z"] = Each(y.Length, j => s["z'"][j] - step[j] * (Math.Tanh(s["w"][j] * y[j] + a[j]) + Alpha * y[j]));
            s["y"] = Each(y.Length, j => y[j] + step[j] * s["z"][j]);
        },
        ["lipschitz"] = s =>
        {
            const double Eps = 0.01, Beta = 0.8, Gamma = 0.01;
            double[] h = s["h'"], linear = Times(Symmetric(s["MA"], h.Length), h), inner = Times(Symmetric(s["MW"], h.Length), h);
            double[] u = s.Affine("U", s["x"], "b");
            s["h"] = Each(h.Length, j => h[j] + Eps * linear[j] + Eps * Math.Tanh(inner[j] + u[j]));

            static double[] Symmetric(double[] m, int n) => Each(n * n, at =>
            {
                double a = m[at], b = m[at % n * n + at / n];
                return (1 - Beta) * (a + b) + Beta * (a - b) - (at / n == at % n ? Gamma : 0);
            });
        },
        ["antisymmetric"] = s =>
        {
            const double Eps = 0.1, Gamma = 0.01;
            double[] h = s["h'"], w = s["W"];
            int n = h.Length;
            double[] skew = Each(n * n, at => w[at] - w[at % n * n + at / n] - (at / n == at % n ? Gamma : 0));
            double[] a = Times(skew, h), z = Map(Add(a, s.Affine("Vz", s["x"], "bz")), Sigmoid);
            double[] g = Map(Add(a, s.Affine("Vh", s["x"], "bh")), Math.Tanh);
            s["h"] = Each(n, j => h[j] + Eps * z[j] * g[j]);
        },
        ["ltc"] = s =>
        {
            const int Unfolds = 6;
            const double Time = 1;
            double[] x = Each(s["x"].Length, j => s["x"][j] * s["inputw"][j] + s["inputb"][j]), v = s["h'"];
            int n = v.Length;
            double Active(string of, double source, int from, int to) => Softplus(s[of + "w"][from * n + to])
                * Sigmoid(s[of + "sigma"][from * n + to] * (source - s[of + "mu"][from * n + to]));
            for (int step = 0; step < Unfolds; step++)
            {
                double[] old = v;
                v = Each(n, to =>
                {
                    double c = Softplus(s["cm"][to]) / (Time / Unfolds), leak = Softplus(s["gleak"][to]);
                    double numerator = c * old[to] + leak * s["vleak"][to], denominator = c + leak;
                    for (int from = 0; from < n; from++)
                    {
                        double active = Active("", old[from], from, to);
                        (numerator, denominator) = (numerator + active * s["erev"][from * n + to], denominator + active);
                    }
                    for (int from = 0; from < x.Length; from++)
                    {
                        double active = Active("sensory", x[from], from, to);
                        (numerator, denominator) = (numerator + active * s["sensoryerev"][from * n + to], denominator + active);
                    }
                    return numerator / (denominator + 1e-8);
                });
            }
            s["h"] = v;
        },
        ["cfc"] = s =>
        {
            double[] u = Map(s.Affine("Wb", [.. s["x"], .. s["h'"]], "bb"), a => 1.7159 * Math.Tanh(0.666 * a));
            double[] first = Map(s.Affine("W1", u, "b1"), Math.Tanh), second = Map(s.Affine("W2", u, "b2"), Math.Tanh);
            double[] ta = s.Affine("Wa", u, "ba"), tb = s.Affine("Wt", u, "bt");
            double[] t = Each(first.Length, j => Sigmoid(ta[j] * s["time"][0] + tb[j]));
            s["h"] = Each(first.Length, j => first[j] * (1 - t[j]) + t[j] * second[j]);
        },
    };
}
