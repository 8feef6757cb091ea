namespace RnnGen.Benchmarks.Cells;

/// <summary>A small net for wake words: 40 features of sound, 64 units of GRU, 12 words.</summary>
[Cell("""
    inputs:     { x: 40 }
    cells:      { gru: { cell: gru-reset-after, hidden: 64 } }
    parameters: { V: [12, 64], d: 12 }
    equations:  gru(x)
    outputs:
      y: softmax(V @ gru.h + d)
    """)]
internal partial struct WakeWord;
