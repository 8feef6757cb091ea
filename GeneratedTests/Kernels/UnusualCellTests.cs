using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Hosting;
using Xunit;

namespace RnnGen.Tests.Kernels;

/// <summary>
/// Cells of unusual names and shapes, large enough that one sequence computes products for some steps at once, against the interpreter.
/// </summary>
public class UnusualCellTests
{
    private const int LongestLine = 140;

    private static readonly HarnessProject s_strict = new()
    {
        LanguageVersion = LanguageVersion.CSharp12,
        CheckOverflow = true,
        Documentation = true,
    };

    private static readonly (CellOptions Options, ElementType Element)[] s_settings =
    [
        (new(), ElementType.Float),
        (new(UnrollOption.Full), ElementType.Double),
        (new(UnrollOption.Loops, Recompute: true), ElementType.Double),
    ];

    [Fact]
    public void Inputs_may_be_called_like_the_memory_of_kernels() => Check("""
        sizes: { input: 70, hidden: 64 }
        inputs: { now: input, next: [], work: input, scratch: hidden }
        states: { h: hidden, saved: hidden }
        parameters: { W: [hidden, input], U: [hidden, hidden], X: [hidden, input], b: hidden, V: [input, hidden] }
        equations: |
          sums = sigmoid(W @ now + U @ h' + b)
          t = tanh(X @ work + U @ (sums * saved') + next * b)
          h = sums * t + 0.5 * h' + scratch
          saved = t - h
        outputs:
          done: V @ h + now
        """);

    [Fact]
    public void Small_cells_have_such_names_too() => Check("""
        sizes: { input: 3, hidden: 5 }
        inputs: { now: input, next: [], work: input, scratch: hidden }
        states: { h: hidden, g: hidden }
        parameters: { W: [hidden, input], U: [hidden, hidden], X: [hidden, input], b: hidden, V: [input, hidden] }
        equations: |
          sums = sigmoid(W @ now + U @ h' + b)
          t = tanh(X @ work + U @ (sums * g') + next * b)
          h = sums * t + 0.5 * h' + scratch
          g = t - h
        outputs:
          done: V @ h + now
        """);

    [Fact]
    public void Values_may_be_called_like_the_locals_of_kernels() => Check("""
        sizes: { input: 70, hidden: 64 }
        inputs: { x: input, count: hidden }
        states: { k: hidden, s: hidden, s2: hidden }
        parameters: { W: [hidden, input], U: [hidden, hidden], w2: [hidden, input], b: hidden, w1: hidden }
        equations: |
          panel1 = sigmoid(W @ x + U @ k' + b)
          panel0 = tanh(w2 @ x + U @ s')
          panel2 = tanh(W @ x + U @ s2' + w1)
          w = panel1 * panel0
          last = w + panel2 * panel1
          passed = last * w
          back = passed + panel0
          all = back * panel1
          rows = all + w * count
          k = rows * panel1
          s = last + 0.1 * k
          s2 = 0.3 * s2' + passed
        outputs:
          steps: w2 @ x + w1 * panel1
        """);

    /// <summary>Sums of a head stand around the loop in which the state is made.</summary>
    [Fact]
    public void Outputs_may_be_called_like_the_locals_of_the_loop_before_them() => Check("""
        sizes: { input: 3, hidden: 20 }
        inputs: { x: input }
        states: { h: hidden }
        parameters: { W: [hidden, input], U: [hidden, hidden], A: [hidden, hidden], b: hidden, V: [2, hidden], d: 1 }
        equations: |
          zh = sigmoid(A @ h' + b)
          h = tanh(W @ x + U @ h') * zh
        outputs:
          s: V @ h
          k: V[0..1] @ h + d
          at1: V[0..2] @ zh
          in: V[1..2] @ h
        """);

    /// <summary>One stage stands in the loop over time itself, among the names of that.</summary>
    [Fact]
    public void Values_may_be_called_like_the_rows_of_an_input_that_nobody_reads() => Check("""
        sizes: { input: 3, hidden: 5 }
        inputs: { x: input, y: [] }
        states: { h: hidden }
        parameters: { W: [hidden, input], U: [hidden, hidden], b: hidden }
        equations: |
          yRow = sigmoid(W @ x + b)
          h = yRow * h' + U @ h'
        """);

    [Fact]
    public void A_cell_may_have_no_inputs() => Check("""
        sizes: { hidden: 64, output: 70 }
        states: { h: hidden }
        parameters: { U: [hidden, hidden], b: hidden, V: [output, hidden] }
        equations: |
          h = tanh(U @ h' + b)
        outputs:
          y: softmax(V @ h)
        """);

    [Fact]
    public void A_cell_may_have_no_states() => Check("""
        sizes: { input: 70, hidden: 64 }
        inputs: { x: input }
        parameters: { W: [hidden, input], b: hidden, V: [input, hidden] }
        equations: |
          u = tanh(W @ x + b)
        outputs:
          y: V @ u + x
          p: softmax(u)
        """);

    [Fact]
    public void States_may_be_inputs_and_each_other() => Check("""
        sizes: { hidden: 7 }
        inputs: { x: hidden }
        states: { h: hidden, g: hidden, m: [hidden, 2], f: hidden }
        parameters: { W: [hidden, hidden] }
        equations: |
          h = x
          g = h'
          m = m'
          f = W @ x
        outputs:
          y: g'
          c: 3
        """);

    /// <summary>
    /// Nothing arrives from the step behind: what leaves for the one before is a product that the loop over time does not need.
    /// </summary>
    [Fact]
    public void States_may_be_what_the_step_before_learned() => Check("""
        sizes: { input: 5, hidden: 7 }
        inputs: { x: input, d: [] }
        states: { s: hidden, q: [], h: hidden }
        parameters: { p: hidden, W: [hidden, hidden], V: [hidden, input], r: [] }
        equations: |
          s = p
          q = r
          h = tanh(V @ x)
        outputs:
          y: tanh(W @ s' + W @ (h' * s'))
          z: max(q' / (1 + r * r), d)
        """);

    [Fact]
    public void States_may_be_matrices_and_scalars() => Check("""
        sizes: { input: 70, hidden: 64 }
        inputs: { x: input, beta: [] }
        states: { A: [4, hidden], q: [] }
        parameters: { W: [hidden, input], K: [4, input], Q: [4, hidden], b: hidden, R: [hidden, 4] }
        equations: |
          v = tanh(W @ x + b)
          k = softmax(K @ x)
          A = 0.9 * A' + beta * outer(k, v)
          r = A @ v
          q = sigmoid(mean(r) + q')
        outputs:
          y: R @ (q * r) + W @ x
          Z: A + Q
        """);

    /// <summary>Products that leave the loop and are outputs, states and parts of later outputs as well.</summary>
    [Fact]
    public void What_leaves_the_loop_may_be_read_everywhere() => Check("""
        sizes: { input: 70, hidden: 64 }
        inputs: { x: input }
        states: { h: hidden, g: hidden }
        parameters: { W: [hidden, input], b: hidden, V: [input, hidden] }
        equations: |
          u = tanh(W @ x + b)
          z = W @ x
          h = u * h' + z
          g = u
        outputs:
          y: V @ u + x
          z:
          u:
          p: V @ (h' + g')
        """);

    /// <summary>
    /// As many outputs as inputs, so that Run is tried in place: the outputs of the first units must not meet the products of later ones.
    /// </summary>
    [Fact]
    public void Outputs_may_lie_over_inputs_that_are_still_read() => Check("""
        sizes: { input: 70, hidden: 64 }
        inputs: { x: input }
        states: { h: hidden }
        parameters: { W: [hidden, input], U: [hidden, hidden], V: [input, hidden], Q: [input, input] }
        equations: |
          h = tanh(W @ x + U @ h')
        outputs:
          y: V @ h + Q @ x
        """);

    private static void Check(string definition)
    {
        CellSource[] sources = [.. s_settings.Select(s => new CellSource(definition, [], s.Element) { Options = s.Options })];
        StepFunction function = Request.Lower(Request.InPlace(definition));
        using CellBatch compiled = CellBatch.Compile(sources, s_strict);
        Assert.DoesNotContain(compiled.Files.SelectMany(source => source.Split('\n')), line => line.Length > LongestLine);
        for (int i = 0; i < sources.Length; i++)
        {
            foreach ((int timeSteps, int batch) in new[] { (18, 1), (3, 2) })
            {
                SequenceDraw draw = SequenceDraw.Random(function, timeSteps, batch, new Random(i)).Tame();
                double tolerance = sources[i].Element == ElementType.Double ? 1e-12 : 2e-5;
                KernelOracle.Check(compiled[i], function, sources[i].Element, draw, timeSteps, batch, tolerance);
            }
        }
    }
}
