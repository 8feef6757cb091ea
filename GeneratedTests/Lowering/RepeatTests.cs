using System;
using System.Collections.Generic;
using System.Linq;
using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Ir;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Passes;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using Xunit;

namespace RnnGen.Tests.Lowering;

/// <summary>A repeat is what its turns are when they are written out.</summary>
public class RepeatTests
{
    private const string Sizes = "sizes: { input: 3, n: 2, d: 2, depth: 3 }\ninputs: { x: input }\n";

    /// <summary>With a repeat, and without one.</summary>
    private static readonly Dictionary<string, (string Repeated, string Written)> s_pairs = new()
    {
        ["depth with weights of each turn"] = (
            """
            states: { h: d }
            parameters: { W: [d, input], R: [depth, d, d], b: [depth, d] }
            equations: |
              s[0] = h' + W @ x
              repeat l in 0..depth:
                t[l] = sigmoid(R[l] @ s[l] + b[l])   # a comment

                s[l + 1] = t[l] * s[l] + (1 - t[l]) * tanh(R[l] @ s[l])
              h = s[depth]
            """,
            """
            states: { h: d }
            parameters: { W: [d, input], R: [3 * d, d], b: [3, d] }
            equations: |
              s0 = h' + W @ x
              t0 = sigmoid(R[0..d] @ s0 + b[0])
              s1 = t0 * s0 + (1 - t0) * tanh(R[0..d] @ s0)
              t1 = sigmoid(R[d..2 * d] @ s1 + b[1])
              s2 = t1 * s1 + (1 - t1) * tanh(R[d..2 * d] @ s1)
              t2 = sigmoid(R[2 * d..3 * d] @ s2 + b[2])
              h = t2 * s2 + (1 - t2) * tanh(R[2 * d..3 * d] @ s2)
            """),
        ["shared weights, from one on, on one line"] = (
            """
            states: { h: d }
            parameters: { U: [d, d], W: [d, input] }
            equations: |
              s[0] = h'
              repeat k in 1..depth + 1: s[k] = s[k - 1] + 0.1 * k * tanh(U @ s[k - 1] + W @ x)
              h = s[depth]
            """,
            """
            states: { h: d }
            parameters: { U: [d, d], W: [d, input] }
            equations: |
              s1 = h' + 0.1 * 1 * tanh(U @ h' + W @ x)
              s2 = s1 + 0.1 * 2 * tanh(U @ s1 + W @ x)
              h = s2 + 0.1 * 3 * tanh(U @ s2 + W @ x)
            """),
        ["heads whose parts are the states"] = (
            """
            states: { C: [n * d, d], m: n * d }
            parameters: { K: [n, d, input], V: [n, d, input], f: [n, input] }
            equations: |
              repeat k in 0..n:
                key[k] = K[k] @ x
                C[k] = sigmoid(f[k] @ x) * part(C', k, n) + outer(V[k] @ x, key[k])
                m[k] = part(m', k, n) + key[k]
              y = m * 2
            outputs:
              o: y + m'[n - 1] * m
              m:
            """,
            """
            states: { C: [n * d, d], m: n * d }
            parameters: { K: [2 * d, input], V: [2 * d, input], f: [n, input] }
            require: [n = 2]
            equations: |
              k0 = K[0..d] @ x
              k1 = K[d..2 * d] @ x
              C0 = sigmoid(f[0] @ x) * C'[0..d] + outer(V[0..d] @ x, k0)
              C1 = sigmoid(f[1] @ x) * C'[d..2 * d] + outer(V[d..2 * d] @ x, k1)
              C = [C0; C1]
              m = [m'[0..d] + k0; m'[d..2 * d] + k1]
              y = m * 2
            outputs:
              o: y + m'[1] * m
              m:
            """),
        ["recurrent weights in blocks, read as a whole"] = (
            """
            states: { h: n * d }
            parameters: { W: [n * d, input], R: [n, d, d] }
            equations: |
              repeat k in 0..n:
                a[k], b[k] = split([part(h', k, n); part(h', k, n)], 2)
                r[k] = R[k] @ a[k] + 0 * b[k]
              h = tanh(W @ x + r)
            """,
            """
            states: { h: n * d }
            parameters: { W: [n * d, input], R: [2 * d, d] }
            require: [n = 2]
            equations: |
              r0 = R[0..d] @ h'[0..d] + 0 * h'[0..d]
              r1 = R[d..2 * d] @ h'[d..2 * d] + 0 * h'[d..2 * d]
              h = tanh(W @ x + [r0; r1])
            """),
        ["a repeat inside another one: some steps of a solver for each head"] = (
            """
            states: { h: n * d }
            parameters: { W: [n, d, input], R: [n, d, d], tau: [n * depth, d] }
            equations: |
              repeat k in 0..n:
                u[k] = W[k] @ x
                v[k * (depth + 1)] = part(h', k, n)
                repeat l in 0..depth:
                  v[k * (depth + 1) + l + 1] = v[k * (depth + 1) + l] + tau[k * depth + l] * tanh(R[k] @ v[k * (depth + 1) + l] + u[k])
                h[k] = v[k * (depth + 1) + depth] - 0.1 * (k + 1) * u[k]
            """,
            """
            states: { h: n * d }
            parameters: { W: [2 * d, input], R: [2 * d, d], tau: [6, d] }
            require: [n = 2]
            equations: |
              u0 = W[0..d] @ x
              v0 = h'[0..d]
              v1 = v0 + tau[0] * tanh(R[0..d] @ v0 + u0)
              v2 = v1 + tau[1] * tanh(R[0..d] @ v1 + u0)
              v3 = v2 + tau[2] * tanh(R[0..d] @ v2 + u0)
              u1 = W[d..2 * d] @ x
              v4 = h'[d..2 * d]
              v5 = v4 + tau[3] * tanh(R[d..2 * d] @ v4 + u1)
              v6 = v5 + tau[4] * tanh(R[d..2 * d] @ v5 + u1)
              v7 = v6 + tau[5] * tanh(R[d..2 * d] @ v6 + u1)
              h = [v3 - 0.1 * u0; v7 - 0.2 * u1]
            """),
        ["heads of repeats on one line, an end that is the index around it, and none around both"] = (
            """
            states: { h: d }
            parameters: { W: [d, input] }
            equations: |
              repeat i in 0..2: repeat k in 0..depth:
                repeat l in 0..k: s[(i * depth + k) * depth + l] = (i + 1) * tanh(0.1 * k * W @ x + l * h')
                repeat l in 0..0:
                  never[l] = h'
              repeat i in 0..2: repeat k in 1..2: t[i * 2 + k] = s[i * 9 + 3 * k] + s[i * 9 + 7]
              h = t[1] - t[3]
            """,
            """
            states: { h: d }
            parameters: { W: [d, input] }
            equations: |
              s3 = 1 * tanh(0.1 * 1 * W @ x + 0 * h')
              s7 = 1 * tanh(0.1 * 2 * W @ x + 1 * h')
              s12 = 2 * tanh(0.1 * 1 * W @ x + 0 * h')
              s16 = 2 * tanh(0.1 * 2 * W @ x + 1 * h')
              h = (s3 + s7) - (s12 + s16)
            """),
        ["no turn at all"] = (
            """
            states: { h: d }
            parameters: { W: [d, input] }
            equations: |
              s[0] = h' + W @ x
              repeat l in 0..0:
                s[l + 1] = 2 * s[l]
              h = s[0]
            """,
            """
            states: { h: d }
            parameters: { W: [d, input] }
            equations: h = h' + W @ x
            """),
    };

    public static TheoryData<string> Names => [.. s_pairs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Turns_compute_what_they_do_written_out(string name)
    {
        StepFunction repeated = Lower(s_pairs[name].Repeated), written = Lower(s_pairs[name].Written);
        SequenceDraw draw = SequenceDraw.Random(repeated, 1, 1, new Random(5));
        Evaluation found = Interpreter.Run(repeated, draw.Parameters, draw.Inputs, draw.Initial);
        Evaluation expected = Interpreter.Run(written, draw.Parameters, draw.Inputs, draw.Initial);
        IEnumerable<Value> results = repeated.Next.Concat(repeated.Outputs), others = written.Next.Concat(written.Outputs);
        Assert.Equal(others.Count(), results.Count());
        foreach ((Value result, Value other) in results.Zip(others)) Assert.Equal(expected[other], found[result]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_go_through_all_turns(string name)
    {
        StepFunction function = Pipeline.BeforeDifferentiation(Lower(s_pairs[name].Repeated));
        InterpretedGradients.Check(Pipeline.AfterDifferentiation(Differentiator.Differentiate(function)), timeSteps: 2, batch: 2, seed: 1);
    }

    [Fact]
    public void Matrices_of_a_parameter_begin_each_by_itself()
    {
        CellSignature signature = SignatureLowering.Lower(Request.Bind(Request.InPlace(Sizes + s_pairs.First().Value.Repeated)));
        Assert.Equal([1, 3, 1], signature.Parameters.Select(parameter => parameter.Initializer!.Blocks));
        Assert.Equal("[d*depth, d]", signature.Parameters[1].ShapeText);
    }

    [Fact]
    public void The_attribute_decides_how_often()
    {
        StepFunction function = Request.Lower(Request.InPlace(
            "sizes: [n]\nstates: { h: 2 }\nequations: |\n  s[0] = h'\n  repeat k in 0..n:\n    s[k + 1] = 2 * s[k]\n  h = s[n]\n",
            ("n", 5)));
        Assert.Equal([32, 64], Interpreter.Run(function, [], [], [[1, 2]])[function.Next[0]]);
    }

    [Fact]
    public void A_cell_inside_repeats_as_often_as_its_definition_says()
    {
        const string Inner =
            "cells:\n  inner:\n    cell:\n      sizes: { n: 3 }\n      states: { h: 2 }\n      equations: |\n        s[0] = h'\n"
            + "        repeat k in 0..n:\n          s[k + 1] = 2 * s[k]\n        h = s[n]\n";
        StepFunction function = Request.Lower(Request.InPlace(Inner + "equations: |\n  inner()\noutputs:\n  y: inner.h\n"));
        Assert.Equal([8, 16], Interpreter.Run(function, [], [], [[1, 2]])[function.Outputs[0]]);
    }

    private static StepFunction Lower(string definition) => Request.Lower(Request.InPlace(Sizes + definition));
}
