using System;
using System.Collections.Generic;
using static RnnGen.Tests.Zoo.Witnesses.NaiveStep;

namespace RnnGen.Tests.Zoo.Witnesses;

internal static class SimpleWitnesses
{
    public static Dictionary<string, Action<NaiveStep>> All { get; } = new()
    {
        ["rnn"] = s => s["h"] = Map(Add(s.Times("W", s["x"]), s.Times("U", s["h'"]), s["b"]), Math.Tanh),
        ["rnn-softmax"] = s =>
        {
            s["a"] = Map(Add(s.Times("Wax", s["x"]), s.Times("Waa", s["a'"]), s["ba"]), Math.Tanh);
            s["y"] = Softmax(s.Affine("Wya", s["a"], "by"));
        },
        ["echo-state"] = s =>
        {
            const double Leak = 0.3;
            double[] a = Add(s.Times("W", s["x"]), s.Times("U", s["h'"]), s["b"]);
            s["h"] = Each(a.Length, j => s["h'"][j] + Leak * (Math.Tanh(a[j]) - s["h'"][j]));
            s["y"] = s.Affine("V", [.. s["h"], .. s["x"]], "c");
        },
        ["indrnn"] = s =>
        {
            double[] a = s.Affine("W", s["x"], "b");
            s["h"] = Each(a.Length, j => Relu(a[j] + s["u"][j] * s["h'"][j]));
        },
    };

    public static double[] Softmax(double[] vector)
    {
        double sum = 0;
        foreach (double x in vector) sum += Math.Exp(x);
        return Map(vector, x => Math.Exp(x) / sum);
    }
}
