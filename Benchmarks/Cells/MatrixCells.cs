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
