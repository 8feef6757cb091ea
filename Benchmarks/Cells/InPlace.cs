namespace RnnGen.Benchmarks.Cells;

/// <summary>Definitions that are not in the zoo.</summary>
internal static class InPlace
{
    /// <summary>The LSTM of the zoo with h as an output, so that Run hands out every h as other libraries do.</summary>
    public const string LstmWithOutput =
        """
        cell: lstm-with-output
        sizes: [input, hidden]
        inputs: { x: input }
        states: { h: hidden, c: hidden }
        parameters: [Wf, bf, Wi, bi, Wg, bg, Wo, bo]
        equations: |
          f = sigmoid(Wf @ [h'; x] + bf)
          i = sigmoid(Wi @ [h'; x] + bi)
          g = tanh(Wg @ [h'; x] + bg)
          o = sigmoid(Wo @ [h'; x] + bo)
          c = f * c' + i * g
          h = o * tanh(c)
        outputs:
          y: h
        """;

    /// <summary>The same for the GRU of the zoo.</summary>
    public const string GruWithOutput =
        """
        cell: gru-with-output
        sizes: [input, hidden]
        inputs: { x: input }
        states: { h: hidden }
        parameters: [Wr, br, Wz, bz, Wn, bn]
        equations: |
          r = sigmoid(Wr @ [h'; x] + br)
          z = sigmoid(Wz @ [h'; x] + bz)
          n = tanh(Wn @ [r * h'; x] + bn)
          h = (1 - z) * n + z * h'
        outputs:
          y: h
        """;

    /// <summary>The same for the GRU that resets after the product.</summary>
    public const string GruResetAfterWithOutput =
        """
        cell: gru-reset-after-with-output
        sizes: [input, hidden]
        inputs: { x: input }
        states: { h: hidden }
        parameters: [Wr, br, Wz, bz, Wn, bn, Un, un]
        equations: |
          r = sigmoid(Wr @ [h'; x] + br)
          z = sigmoid(Wz @ [h'; x] + bz)
          n = tanh(Wn @ x + bn + r * (Un @ h' + un))
          h = (1 - z) * n + z * h'
        outputs:
          y: h
        """;

    /// <summary>The same for the simple recurrent network.</summary>
    public const string RnnWithOutput =
        """
        cell: rnn-with-output
        sizes: [input, hidden]
        inputs: { x: input }
        states: { h: hidden }
        parameters: [W, U, b]
        equations: |
          h = tanh(W @ x + U @ h' + b)
        outputs:
          y: h
        """;

    /// <summary>A cell that no library has: the products of the LSTM around other arithmetic.</summary>
    public const string Invented =
        """
        cell: invented
        about: Keeps or writes a memory, and mixes it with the value.
        sizes: [input, hidden]
        inputs: { x: input }
        states: { s: hidden, m: hidden }
        parameters: [Wk, bk, Ww, bw, Wv, bv, Wq, bq]
        equations: |
          k = sigmoid(Wk @ [s'; x] + bk)
          w = sigmoid(Ww @ [s'; x] + bw)
          v = tanh(Wv @ [s'; x] + bv)
          q = sigmoid(Wq @ [s'; x] + bq)
          m = k * m' + (1 - k) * (w * v)
          s = q * tanh(m) + (1 - q) * v
        """;

    public const string InventedWithOutput = Invented + "\noutputs:\n  y: s\n";
}
