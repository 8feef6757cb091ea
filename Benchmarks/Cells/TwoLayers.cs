namespace RnnGen.Benchmarks.Cells;

[Cell("lstm", Input = 128, Hidden = 128)]
internal partial struct Lstm128x128;

[Cell(InPlace.LstmWithOutput, Input = 128, Hidden = 128)]
internal partial struct LstmSequence128x128;

/// <summary>Two layers of the zoo's LSTM as one network.</summary>
[Cell("lstm", Input = 64, Hidden = 128, Layers = 2)]
internal partial struct TwoLayers64x128;

/// <summary>The zoo's LSTM in both directions as one network.</summary>
[Cell("lstm", Input = 64, Hidden = 128, Bidirectional = true)]
internal partial struct BothWays64x128;
