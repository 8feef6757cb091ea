using System;
using RnnGen.Benchmarks.Networks;

namespace RnnGen.Benchmarks.ExportedC;

/// <summary>Steps of the cells in C as one writes them first: plain loops over plain arrays, compiled as the exported C is.</summary>
internal static class NaiveC
{
    /// <summary><c>naive_run</c> takes a state through steps; p has the parameters in the order of the benchmark's.</summary>
    public static string Source(Workload workload) => $$"""
        #include <math.h>
        #include <stddef.h>
        #include <string.h>

        enum { I = {{workload.Input}}, H = {{workload.Hidden}} };

        static float sigmoid(float a) { return 1.0f / (1.0f + expf(-a)); }

        static void product(const float *W, const float *b, const float *v, int columns, float *z)
        {
            for (int i = 0; i < H; i++)
            {
                float sum = b[i];
                for (int k = 0; k < columns; k++) sum += W[i * columns + k] * v[k];
                z[i] = sum;
            }
        }

        static void step(const float *const *p, float *h, float *c, const float *x)
        {
            float v[H + I], a[4][H];
            memcpy(v, h, sizeof(float) * H);
            memcpy(v + H, x, sizeof(float) * I);
        {{Step(workload.Kind)}}
        }

        void naive_run(const float *const *p, float *h, float *c, ptrdiff_t steps, const float *xs, float *ys)
        {
            for (ptrdiff_t t = 0; t < steps; t++)
            {
                step(p, h, c, xs + t * I);
                if (ys) memcpy(ys + t * H, h, sizeof(float) * H);
            }
        }

        """;

    private static string Step(CellKind kind) => kind switch
    {
        CellKind.Lstm => """
                for (int gate = 0; gate < 4; gate++) product(p[2 * gate], p[2 * gate + 1], v, H + I, a[gate]);
                for (int j = 0; j < H; j++)
                {
                    c[j] = sigmoid(a[0][j]) * c[j] + sigmoid(a[1][j]) * tanhf(a[2][j]);
                    h[j] = sigmoid(a[3][j]) * tanhf(c[j]);
                }
            """,
        CellKind.Invented => """
                for (int gate = 0; gate < 4; gate++) product(p[2 * gate], p[2 * gate + 1], v, H + I, a[gate]);
                for (int j = 0; j < H; j++)
                {
                    float k = sigmoid(a[0][j]), value = tanhf(a[2][j]), q = sigmoid(a[3][j]);
                    c[j] = k * c[j] + (1 - k) * (sigmoid(a[1][j]) * value);
                    h[j] = q * tanhf(c[j]) + (1 - q) * value;
                }
            """,
        CellKind.Gru => """
                (void)c;
                for (int gate = 0; gate < 2; gate++) product(p[2 * gate], p[2 * gate + 1], v, H + I, a[gate]);
                for (int j = 0; j < H; j++) v[j] = sigmoid(a[0][j]) * h[j];
                product(p[4], p[5], v, H + I, a[2]);
                for (int j = 0; j < H; j++)
                {
                    float z = sigmoid(a[1][j]);
                    h[j] = (1 - z) * tanhf(a[2][j]) + z * h[j];
                }
            """,
        CellKind.GruResetAfter => """
                (void)c;
                for (int gate = 0; gate < 2; gate++) product(p[2 * gate], p[2 * gate + 1], v, H + I, a[gate]);
                product(p[4], p[5], x, I, a[2]);
                product(p[6], p[7], h, H, a[3]);
                for (int j = 0; j < H; j++)
                {
                    float z = sigmoid(a[1][j]);
                    h[j] = (1 - z) * tanhf(a[2][j] + sigmoid(a[0][j]) * a[3][j]) + z * h[j];
                }
            """,
        CellKind.Rnn => """
                (void)c;
                product(p[0], p[2], x, I, a[0]);
                for (int j = 0; j < H; j++)
                    for (int k = 0; k < H; k++) a[0][j] += p[1][j * H + k] * v[k];
                for (int j = 0; j < H; j++) h[j] = tanhf(a[0][j]);
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
