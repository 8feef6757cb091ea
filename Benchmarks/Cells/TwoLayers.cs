namespace RnnGen.Benchmarks.Cells;

[Cell("lstm", Input = 128, Hidden = 128)]
internal partial struct Lstm128x128;

[Cell(InPlace.LstmWithOutput, Input = 128, Hidden = 128)]
internal partial struct LstmSequence128x128;

/// <summary>Two layers of the zoo's LSTM, written as one cell.</summary>
[Cell(
    """
    cell: lstm-of-two-layers
    sizes: [input, hidden]
    inputs: { x: input }
    states: { h1: hidden, c1: hidden, h2: hidden, c2: hidden }
    parameters: [Wf1, bf1, Wi1, bi1, Wg1, bg1, Wo1, bo1, Wf2, bf2, Wi2, bi2, Wg2, bg2, Wo2, bo2]
    equations: |
      f1 = sigmoid(Wf1 @ [h1'; x] + bf1)
      i1 = sigmoid(Wi1 @ [h1'; x] + bi1)
      g1 = tanh(Wg1 @ [h1'; x] + bg1)
      o1 = sigmoid(Wo1 @ [h1'; x] + bo1)
      c1 = f1 * c1' + i1 * g1
      h1 = o1 * tanh(c1)
      f2 = sigmoid(Wf2 @ [h2'; h1] + bf2)
      i2 = sigmoid(Wi2 @ [h2'; h1] + bi2)
      g2 = tanh(Wg2 @ [h2'; h1] + bg2)
      o2 = sigmoid(Wo2 @ [h2'; h1] + bo2)
      c2 = f2 * c2' + i2 * g2
      h2 = o2 * tanh(c2)
    outputs:
      y: h2
    """,
    Input = 64, Hidden = 128)]
internal partial struct TwoLayers64x128;
