namespace RnnGen.Benchmarks.Cells;

/// <summary>Memories that are matrices; every vector is an input, so that nothing but the memory is measured.</summary>
internal static class MatrixDefinitions
{
    /// <summary>A memory that fades, written by an outer product and read by a vector, as gated linear attention has it.</summary>
    public const string Gated =
        """
        inputs: { q: hidden, k: hidden, v: hidden, f: [], i: [] }
        states: { S: [hidden, hidden] }
        equations: |
          S = f * S' + i * outer(v, k)
        outputs:
          y: S @ q
        """;

    /// <summary>The delta rule: what the memory has for the key already is not written again.</summary>
    public const string Delta =
        """
        inputs: { q: hidden, k: hidden, v: hidden, f: [], i: [] }
        states: { S: [hidden, hidden] }
        equations: |
          S = f * S' + i * outer(v - S' @ k, k)
        outputs:
          y: S @ q
        """;

    /// <summary>The gated memory in heads, each with gates of its own.</summary>
    public const string GatedHeads =
        """
        sizes: [heads, hidden]
        inputs: { q: heads * hidden, k: heads * hidden, v: heads * hidden, f: heads, i: heads }
        states: { S: [heads * hidden, hidden] }
        equations: |
          repeat n in 0..heads:
            S[n] = f[n] * part(S', n, heads) + i[n] * outer(part(v, n, heads), part(k, n, heads))
            y[n] = S[n] @ part(q, n, heads)
        outputs:
          y:
        """;

    /// <summary>The delta rule in heads.</summary>
    public const string DeltaHeads =
        """
        sizes: [heads, hidden]
        inputs: { q: heads * hidden, k: heads * hidden, v: heads * hidden, f: heads, i: heads }
        states: { S: [heads * hidden, hidden] }
        equations: |
          repeat n in 0..heads:
            e[n] = part(v, n, heads) - part(S', n, heads) @ part(k, n, heads)
            S[n] = f[n] * part(S', n, heads) + i[n] * outer(e[n], part(k, n, heads))
            y[n] = S[n] @ part(q, n, heads)
        outputs:
          y:
        """;

    /// <summary>The memory of the mLSTM with its normalizer and its stabilizer.</summary>
    public const string MLstm =
        """
        inputs: { q: hidden, k: hidden, v: hidden, f: [], i: [] }
        states: { C: [hidden, hidden], n: hidden, m: [] }
        equations: |
          g = logsigmoid(f) + m'
          m = max(g, i)
          a = exp(i - m)
          d = exp(g - m)
          C = d * C' + a * outer(v, k)
          n = d * n' + a * k
        outputs:
          y: C @ q / max(abs(n @ q), exp(-m))
        """;

    /// <summary>A Kalman filter with one measurement a step: the covariance goes through products of matrices.</summary>
    public const string Kalman =
        """
        inputs: { q: hidden, k: hidden, v: hidden, f: [], i: [] }
        states: { x: hidden, P: [hidden, hidden] }
        parameters: { F: [hidden, hidden] }
        equations: |
          P0 = F @ P' @ transpose(F) + 0.1 * outer(q, q)
          x0 = F @ x'
          g = P0 @ k
          r = 1 + k @ g
          x = x0 + g * ((f - k @ x0) / r)
          P = P0 - outer(g, g) / r
        outputs:
          y: x + 0 * v * i
        """;

    /// <summary>A Lipschitz recurrent network: its matrices are made of parameters alone, once and not at every step.</summary>
    public const string Lipschitz =
        """
        inputs: { q: hidden, k: hidden, v: hidden, f: [], i: [] }
        states: { h: hidden }
        parameters: { MA: [hidden, hidden], MW: [hidden, hidden] }
        equations: |
          A = 0.4 * (MA - transpose(MA)) + 0.6 * (MA + transpose(MA))
          W = 0.4 * (MW - transpose(MW)) + 0.6 * (MW + transpose(MW))
          h = h' + 0.1 * (A @ h' - 0.1 * h' + tanh(W @ h' - 0.1 * h' + q))
        outputs:
          y: h + 0 * k * v * f * i
        """;

    /// <summary>Attention over a memory of eight rows, each of which fades and is written by its own share.</summary>
    public const string Attention =
        """
        inputs: { q: hidden, k: hidden, v: hidden, f: [], i: [] }
        states: { M: [8, hidden] }
        parameters: { W: [8, hidden] }
        equations: |
          a = softmax(M' @ q)
          w = sigmoid(W @ k)
          M = f * M' + i * outer(w, v)
        outputs:
          y: a @ M
        """;
}

[Cell(MatrixDefinitions.Gated, Hidden = 64)]
internal partial struct Gated64;

[Cell(MatrixDefinitions.Gated, Hidden = 128)]
internal partial struct Gated128;

[Cell(MatrixDefinitions.Delta, Hidden = 64)]
internal partial struct Delta64;

[Cell(MatrixDefinitions.Delta, Hidden = 128)]
internal partial struct Delta128;

[Cell(MatrixDefinitions.GatedHeads, Hidden = 64), CellSize("heads", 8)]
internal partial struct Gated64x8;

[Cell(MatrixDefinitions.GatedHeads, Hidden = 128), CellSize("heads", 8)]
internal partial struct Gated128x8;

[Cell(MatrixDefinitions.GatedHeads, Hidden = 64), CellSize("heads", 32)]
internal partial struct Gated64x32;

[Cell(MatrixDefinitions.DeltaHeads, Hidden = 64), CellSize("heads", 8)]
internal partial struct Delta64x8;

[Cell(MatrixDefinitions.DeltaHeads, Hidden = 128), CellSize("heads", 8)]
internal partial struct Delta128x8;

[Cell(MatrixDefinitions.MLstm, Hidden = 64)]
internal partial struct MLstm64;

[Cell(MatrixDefinitions.MLstm, Hidden = 128)]
internal partial struct MLstm128;

[Cell(MatrixDefinitions.Kalman, Hidden = 16)]
internal partial struct Kalman16;

[Cell(MatrixDefinitions.Kalman, Hidden = 64)]
internal partial struct Kalman64;

[Cell(MatrixDefinitions.Attention, Hidden = 64)]
internal partial struct Attention64;

[Cell(MatrixDefinitions.Attention, Hidden = 128)]
internal partial struct Attention128;

[Cell(MatrixDefinitions.Lipschitz, Hidden = 64)]
internal partial struct Lipschitz64;

[Cell(MatrixDefinitions.Lipschitz, Hidden = 128)]
internal partial struct Lipschitz128;
