namespace RnnGen.Benchmarks.Cells;

/// <summary>What sessions are served with: an LSTM (64,128) that tells its h.</summary>
[Cell("""
    inputs:    { x: 64 }
    cells:     { lstm: { cell: lstm, hidden: 128 } }
    equations: lstm(x)
    outputs:
      y: lstm.h
    """)]
internal partial struct ServedLstm;
