using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using RnnGen.Formats;
using RnnGen.Formats.Onnx;
using RnnGen.Tool.Exporting.Onnx;
using RnnGen.ToolTests.Interpreting;
using Xunit;
using ZooLibrary = RnnGen.Compiler.Definitions.ZooLibrary;

namespace RnnGen.ToolTests.Exporting.Onnx;

/// <summary>Which recurrences become the standard's own operators: those that these are, whatever they are called, and no other.</summary>
public sealed class OnnxRecurrentTests
{
    private static readonly OnnxSettings s_plain = new(OnnxForm.Sequences, HasStates: false, HasLengths: false);

    /// <summary>What each cell of the zoo with an operator of its own becomes; every other one is a loop.</summary>
    private static readonly Dictionary<string, string> s_zoo = new()
    {
        ["rnn"] = "RNN",
        ["rnn-softmax"] = "RNN",
        ["gru"] = "GRU",
        ["gru-reset-after"] = "GRU linear_before_reset",
        ["mgu"] = "GRU",
        ["lstm"] = "LSTM",
        ["lstm-softmax"] = "LSTM",
        ["lstm-coupled"] = "LSTM input_forget",
        ["lstm-peephole"] = "LSTM",
    };

    private static readonly Dictionary<string, (string Operators, string Definition)> s_cells = new()
    {
        ["other names, another order, weights apart, two biases"] = ("LSTM", Cell("s: 4, m: 4",
            """
            q = sigmoid(Q @ x + q1 + Qh @ s' + q2)
            e = tanh(E @ x + Eh @ s')
            k = sigmoid(Kh @ s' + K @ x)
            l = sigmoid(L @ [x; s'] + l1)
            m = e * k + m' * l
            s = tanh(m) * q
            """, "Q: [4, 3], q1: [4], Qh: [4, 4], q2: [4], E: [4, 3], Eh: [4, 4], Kh: [4, 4], K: [4, 3], L: [4, 7], l1: [4]")),
        ["other activations"] = ("LSTM", Lstm(gate: "hardsigmoid", candidate: "softsign", output: "relu")),
        ["a gate of another function"] = ("Scan", Lstm(input: "tanh")),
        ["the input gate is one less the forget gate"] = ("LSTM input_forget", Lstm(keep: "1 - i")),
        ["a clamped gate"] = ("Scan", Lstm(clamp: true)),
        ["the cell state leaves"] = ("Scan", Lstm(outputs: "y: c")),
        ["a gate leaves"] = ("Scan", Lstm(outputs: "y: i * h")),
        ["the state before leaves"] = ("Scan", Lstm(outputs: "y: h' + h")),
        ["the new state leaves twice"] = ("LSTM", Lstm(outputs: "y: tanh(h)\n  z: h")),
        ["weights that are computed"] = ("Scan", Cell("h: 4", "h = tanh((2 * U) @ h' + W @ x)", "U: [4, 4], W: [4, 3]")),
        ["the product is scaled"] = ("Scan", Cell("h: 4", "h = tanh(2 * (U @ h') + W @ x)", "U: [4, 4], W: [4, 3]")),
        ["nothing goes from step to step"] = ("", Cell("h: 4", "h = tanh(W @ x + b)", "W: [4, 3], b: [4]")),
        ["no bias"] = ("RNN", Cell("h: 4", "h = softplus(U @ h' + W @ x)", "U: [4, 4], W: [4, 3]")),
        ["no activation"] = ("Scan", Cell("h: 4", "h = U @ h' + W @ x", "U: [4, 4], W: [4, 3]")),
        ["another factor"] = ("Scan", Cell("h: 4", "h = 0.5 * tanh(U @ h' + W @ x)", "U: [4, 4], W: [4, 3]")),
        ["a second way back to itself"] = ("Scan", Cell("h: 4, d: 4", "h = tanh(U @ h' + W @ d' + V @ x)\nd = 0.5 * h + x[0]",
            "U: [4, 4], W: [4, 4], V: [4, 3]")),
        ["a state that feeds another"] = ("Scan RNN", Cell("d: 4, h: 4", "d = 0.5 * d' + x[0]\nh = tanh(U @ h' + W @ d' + V @ x)",
            "U: [4, 4], W: [4, 4], V: [4, 3]")),
        ["three inputs in two gates"] = ("GRU", Cell("h: 4",
            """
            u = x * x
            z = sigmoid(A @ h' + B @ x)
            r = sigmoid(C @ h' + D @ u)
            n = tanh(E @ (r * h') + F @ (x + u))
            h = (1 - z) * n + z * h'
            """, "A: [4, 4], B: [4, 3], C: [4, 4], D: [4, 3], E: [4, 4], F: [4, 3]")),
        ["z keeps the candidate"] = ("GRU linear_before_reset", Gru("(1 - z) * h' + z * n")),
        ["z keeps the candidate, with another function"] = ("Scan", Gru("(1 - z) * h' + z * n", "hardsigmoid")),
        ["the gates of a GRU with another function"] = ("GRU linear_before_reset", Gru("(1 - z) * n + z * h'", "hardsigmoid")),
        ["r is z"] = ("GRU", Cell("h: 4", "z = sigmoid(A @ [h'; x])\nn = tanh(E @ (z * h') + F @ x)\nh = (1 - z) * n + z * h'",
            "A: [4, 7], E: [4, 4], F: [4, 3]")),
        ["one less something else"] = ("Scan", Gru("(1 - r) * n + z * h'")),
        ["states that begin with a number and a parameter"] = ("LSTM", Lstm().Replace(
            "h: 4, c: 4", "h: { shape: 4, initial: 0.5 }, c: { shape: 4, initial: bg }")),
        ["two layers, both directions"] = ("LSTM LSTM reverse GRU GRU reverse", """
            inputs: { x: 3 }
            cells:
              a: { cell: lstm, hidden: 4 }
              b: { cell: lstm, hidden: 4, reversed: true }
              c: { cell: gru, hidden: 2 }
              d: { cell: gru, hidden: 2, reversed: true }
            equations: |
              a(x)
              b(x)
              c([a.h; b.h])
              d([a.h; b.h])
            outputs:
              y: ([c.h; d.h])
            """),
        ["weights used twice"] = ("RNN RNN", """
            inputs: { x: 4 }
            cells:
              a: { cell: rnn, hidden: 4 }
              b: { shares: a }
            equations: |
              a(x)
              b(a.h)
            outputs:
              y: b.h
            """),
    };

    public static TheoryData<string> Cells => [.. s_cells.Keys];

    [Fact]
    public void The_zoo()
    {
        foreach ((string name, int i) in ZooLibrary.Names.Select((name, i) => (name, i)))
        {
            OnnxCase one = OnnxCase.Create(name, ExportRequests.Zoo(name, isDouble: false, i), s_plain, seed: i)!;
            string found = Describe(one);
            if (s_zoo.TryGetValue(name, out string? expected)) Assert.Equal((name, expected), (name, found));
            else Assert.DoesNotContain(found.Split(' '), part => part is "LSTM" or "GRU" or "RNN");
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void An_operator_stands_where_it_is_one(string name)
    {
        (string operators, string definition) = s_cells[name];
        foreach (OnnxSettings settings in new[] { s_plain, new OnnxSettings(OnnxForm.Sequences, HasStates: true, HasLengths: true) })
        {
            OnnxCase one = OnnxCase.Create(name, ExportRequests.Of(definition, isDouble: false), settings, seed: 7)!;
            if (settings == s_plain) Assert.Equal(operators, Describe(one));
            one.Check();
            OnnxAgain.Check(one);
        }
        OnnxCase wide = OnnxCase.Create(name, ExportRequests.Of(definition, isDouble: true), s_plain, seed: 8)!;
        Assert.All(wide.Recurrent, loop => Assert.Equal("Scan", loop));
        wide.Check();
    }

    /// <summary>Without what only this library writes into a file, the standard's operators are read as those of any program.</summary>
    [Theory]
    [InlineData("lstm")]
    [InlineData("lstm-peephole")]
    [InlineData("lstm-coupled")]
    [InlineData("gru")]
    [InlineData("gru-reset-after")]
    [InlineData("mgu")]
    [InlineData("rnn")]
    public void Any_importer_reads_the_operators(string name)
    {
        OnnxCase one = OnnxCase.Create(name, ExportRequests.Zoo(name, isDouble: false, 2), s_plain, seed: 2)!;
        OnnxModel plain = one.Model.Clone();
        plain.Properties.Clear();
        WrittenModel written = ModelWriter.Write(ModelFile.Read(plain.ToByteArray(), "plain.onnx"), new WriteOptions { IsDouble = true });
        var cell = new InterpretedCell(written.Definition, written.Tensors);
        int input = one.Cell.Signature.Inputs[0].Shape.Length, steps = one.Trial.Steps, batch = one.Trial.Batch;
        double[] x = [.. Enumerable.Range(0, steps).SelectMany(t => one.Trial.Inputs[0].Skip(t * batch * input).Take(input))];
        double[] found = cell.Run(steps, x);
        int hidden = found.Length / steps;
        for (int i = 0; i < found.Length; i++) Assert.Equal(one.Trial.Outputs[0][i / hidden * batch * hidden + i % hidden], found[i], 1e-9);
    }

    private static string Describe(OnnxCase one) => string.Join(' ', one.Model.Graph.Nodes
        .Where(node => node.Operation is "LSTM" or "GRU" or "RNN" or "Scan")
        .Select(node => string.Join(' ', node.Attributes.Where(attribute => attribute.Name is "input_forget" or "direction"
            || attribute is { Name: "linear_before_reset", I: 1 })
            .Select(attribute => attribute.Name == "direction" ? attribute.S.ToStringUtf8() : attribute.Name).Prepend(node.Operation))));

    private static string Cell(string states, string equations, string parameters, string outputs = "y: 2 * @") => string.Join('\n',
    [
        "inputs: { x: 3 }", $"states: {{ {states} }}", $"parameters: {{ {parameters} }}", "equations: |",
        .. equations.ReplaceLineEndings("\n").Split('\n').Select(line => "  " + line),
        "outputs:", "  " + outputs.Replace("@", states[..states.IndexOf(':')]), "",
    ]);

    private static string Lstm(
        string gate = "sigmoid", string candidate = "tanh", string output = "tanh", string? input = null, string keep = "",
        bool clamp = false, string outputs = "y: 2 * h") => Cell("h: 4, c: 4",
        $"""
        i = {(clamp ? "clamp(" : "")}{input ?? gate}(Wi @ [h'; x] + bi){(clamp ? ", 0.1, 0.9)" : "")}
        f = {(keep.Length > 0 ? keep : $"{gate}(Wf @ [h'; x] + bf)")}
        g = {candidate}(Wg @ [h'; x] + bg)
        o = {gate}(Wo @ [h'; x] + bo)
        c = f * c' + i * g
        h = o * {output}(c)
        """,
        $"Wi: [4, 7], bi: [4], {(keep.Length > 0 ? "" : "Wf: [4, 7], bf: [4], ")}Wg: [4, 7], bg: [4], Wo: [4, 7], bo: [4]", outputs);

    private static string Gru(string last, string gate = "sigmoid") => Cell("h: 4",
        $"""
        z = {gate}(A @ [h'; x] + a)
        r = {gate}(B @ [h'; x])
        n = tanh(C @ x + r * (D @ h' + d))
        h = {last}
        """, "A: [4, 7], a: [4], B: [4, 7], C: [4, 3], D: [4, 4], d: [4]");
}
