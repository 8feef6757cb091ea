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
}
