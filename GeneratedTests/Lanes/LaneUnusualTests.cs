using System;
using RnnGen.Compiler;
using RnnGen.Compiler.Ir;
using RnnGen.Tests.Cells;
using RnnGen.Tests.Gradients;
using RnnGen.Tests.Kernels;
using Xunit;

namespace RnnGen.Tests.Lanes;

/// <summary>Cells of unusual shapes with a sequence in each lane, against the interpreter.</summary>
public class LaneUnusualTests
{
    /// <summary>There is no state whose units say what a group costs: such a cell keeps to rows.</summary>
    public const string WithoutStates =
        "sizes: { input: 3, hidden: 5 }\ninputs: { x: input }\nparameters: { W: [hidden, input], b: hidden }\n"
        + "equations: |\n  u = tanh(W @ x + b)\noutputs:\n  y: u * u\n";

    [Fact]
    public void A_cell_may_have_no_inputs() => LaneCell.Check("""
        sizes: { hidden: 6, output: 7 }
        states: { h: hidden }
        parameters: { U: [hidden, hidden], b: hidden, V: [output, hidden] }
        equations: |
          h = tanh(U @ h' + b)
        outputs:
          y: V @ h
        """);

    [Fact]
    public void A_cell_may_have_no_parameters() => LaneCell.Check("""
        sizes: { hidden: 4 }
        inputs: { x: hidden }
        states: { h: hidden }
        equations: |
          h = 0.5 * h' + tanh(x * h')
        """);

    [Fact]
    public void A_cell_may_have_no_states()
    {
        using CellBatch compiled = CellBatch.Compile([new CellSource(WithoutStates, [], ElementType.Float)]);
        StepFunction function = Request.Lower(Request.InPlace(WithoutStates));
        Assert.Null(LaneCell.UsesLanes(compiled[0], 16));
        KernelOracle.Check(compiled[0], function, ElementType.Float, SequenceDraw.Random(function, 2, 17, new Random(1)), 2, 17, 2e-5);
    }

    [Fact]
    public void An_output_may_be_a_state_and_an_input() => LaneCell.Check("""
        sizes: { input: 3, hidden: 5 }
        inputs: { x: input }
        states: { h: hidden }
        parameters: { W: [hidden, input], U: [hidden, hidden] }
        equations: |
          h = tanh(W @ x + U @ h')
        outputs:
          y: h
          z: h'
          w: x
          c: 3
        """);

    [Fact]
    public void States_may_change_places() => LaneCell.Check("""
        sizes: { hidden: 3 }
        inputs: { x: hidden }
        states: { a: hidden, b: hidden, c: hidden, d: hidden }
        parameters: { W: [hidden, hidden] }
        equations: |
          a = b'
          b = a'
          c = x
          d = W @ c' + d'
        outputs:
          y: a' * c
        """);

    [Fact]
    public void An_input_may_be_ignored() => LaneCell.Check("""
        sizes: { input: 3, hidden: 5 }
        inputs: { x: input, y: [] }
        states: { h: hidden }
        parameters: { U: [hidden, hidden], b: hidden }
        equations: |
          h = tanh(U @ h' + b)
        """);

    [Fact]
    public void A_state_and_an_output_may_be_ignored() => LaneCell.Check("""
        sizes: { input: 3, hidden: 5 }
        inputs: { x: input }
        states: { h: hidden, g: hidden }
        parameters: { W: [hidden, input], b: hidden }
        equations: |
          h = tanh(W @ x + b)
          g = g'
        outputs:
          y: b
        """);

    [Fact]
    public void States_may_be_what_the_step_before_learned() => LaneCell.Check("""
        sizes: { input: 5, hidden: 7 }
        inputs: { x: input }
        states: { s: hidden, h: hidden }
        parameters: { p: hidden, W: [hidden, hidden], V: [hidden, input] }
        equations: |
          s = p
          h = tanh(V @ x)
        outputs:
          y: tanh(W @ s' + W @ (h' * s'))
        """);

    /// <summary>A scalar that is multiplied with a vector has a sum over units as its adjoint; one that is compared has none.</summary>
    [Fact]
    public void Parameters_may_be_vectors_and_scalars() => LaneCell.Check("""
        sizes: { input: 3, hidden: 5 }
        inputs: { x: input, beta: [] }
        states: { h: hidden, q: [] }
        parameters: { W: [hidden, input], p: hidden, r: hidden, s: [], b: hidden, u: [] }
        equations: |
          z = sigmoid(W @ x + p * h' + b)
          n = tanh(r * z + p)
          h = where(z < beta, z * h', (1 - z) * n) + where(h' < s, b, r)
          q = tanh(u * q' + beta) + s
        outputs:
          y: where(n < q, h, z)
          w: p * r
          v: u * s
        """);

    [Fact]
    public void A_product_may_be_of_parameters_alone() => LaneCell.Check("""
        sizes: { input: 3, hidden: 5 }
        inputs: { x: input }
        states: { h: hidden }
        parameters: { W: [hidden, input], U: [hidden, hidden], p: hidden, q: input }
        equations: |
          h = tanh(W @ q + U @ p + h') + W @ (q * x)
        outputs:
          y: U @ [p * h'] + W @ q
        """);

    /// <summary>The stages of a step are then a method each, between the records of two steps.</summary>
    [Fact]
    public void Stages_may_be_too_much_for_one_method() => LaneCell.Check("""
        sizes: { input: 4, hidden: 7 }
        inputs: { x: input }
        states: { h: hidden, c: hidden }
        parameters: { A: [hidden, hidden + input], B: [hidden, hidden + input], C: [hidden, hidden], D: [hidden, hidden], p: hidden }
        equations: |
          a = sigmoid(A @ [h'; x] + p * c')
          b = tanh(B @ [c'; x] + C @ a)
          c = softplus(a * b + D @ (b * c')) * sigmoid(p * b)
          h = C @ tanh(c) + log(1 + b * b) * a
        """, holds: "(ref weights, ref before, ref now)");

    /// <summary>The state is read by products of two places in the step, and one weight by two products.</summary>
    [Fact]
    public void A_weight_may_be_read_twice() => LaneCell.Check("""
        sizes: { hidden: 5 }
        inputs: { x: hidden }
        states: { h: hidden }
        parameters: { W: [hidden, hidden], V: [hidden, 2 * hidden], b: hidden }
        equations: |
          a = tanh(W @ x + b)
          c = sigmoid(W @ h' + V @ [a; x] + b)
          h = c * a + V @ [h'; c]
        outputs:
          y: W @ (c * h)
        """);

    /// <summary>Lanes without a sequence hold zeros, old numbers and other rows: here they become NaN and infinite.</summary>
    [Fact]
    public void Lanes_without_a_sequence_may_hold_anything()
    {
        const string Definition = """
            sizes: { input: 3, hidden: 5 }
            inputs: { x: input, y: hidden }
            states: { h: hidden }
            parameters: { W: [hidden, input], U: [hidden, hidden], b: hidden, p: hidden }
            equations: |
              z = log(y) + W @ (1 / x)
              h = p * tanh(U @ h' + b * z) + sqrt(y) / (h' + y)
            outputs:
              o: z / sqrt(y) + h
            """;
        LaneCell.Check(Definition, (draw, _) =>
        {
            foreach (double[] input in draw.Inputs)
                for (int i = 0; i < input.Length; i++) input[i] = 1 + 0.5 * input[i];
            for (int i = 0; i < draw.Initial[0].Length; i++) draw.Initial[0][i] = 1 + 0.5 * draw.Initial[0][i];
            return draw;
        });
    }

    /// <summary>The adjoint of a bias is summed beside one of the outer products, in whatever group.</summary>
    [Fact]
    public void A_vector_may_be_met_twice() => LaneCell.Check("""
        sizes: { input: 2, hidden: 3 }
        inputs: { x: input }
        states: { h: hidden }
        parameters: { W: [hidden, input], V: [hidden, input], U: [hidden, hidden], b: hidden }
        equations: |
          h = tanh(W @ x + V @ x + U @ h' + b)
        """);

    /// <summary>Outer products with one adjoint before the loop and after it.</summary>
    [Fact]
    public void A_bias_may_be_beside_outer_products_of_two_sweeps() => LaneCell.Check("""
        sizes: { input: 6, hidden: 5, output: 4 }
        inputs: { x: input }
        states: { h: hidden }
        parameters: { U: [hidden, hidden], V: [output, hidden], Q: [output, hidden], c: output }
        equations: |
          s = x[0..hidden]
          h = s * h' + tanh(U @ h')
        outputs:
          y: tanh(V @ h + Q @ s + c)
        """);

    /// <summary>One sequence of NaN in a group: the interpreter's numbers in all others, in states, outputs and their adjoints.</summary>
    [Fact]
    public void A_sequence_of_NaN_keeps_to_itself() => LaneCell.Check("""
        sizes: { input: 3, hidden: 5 }
        inputs: { x: input }
        states: { h: hidden, c: hidden }
        parameters: { W: [hidden, input], U: [hidden, hidden], b: hidden }
        equations: |
          c = tanh(W @ x + U @ h' + b)
          h = sigmoid(c) * c'
        outputs:
          y: U @ h
        """, (draw, batch) =>
        {
            for (int t = 0; t < draw.Inputs[0].Length / 3 / batch; t++) draw.Inputs[0][(t * batch + batch - 1) * 3] = double.NaN;
            return draw;
        });
}
