namespace RnnGen.Benchmarks.Cells;

[Cell("lstm", Input = 64, Hidden = 128, StreamingWeights = StreamingWeights.BFloat16)]
internal partial struct LstmBFloat64x128;

[Cell("lstm", Input = 128, Hidden = 256, StreamingWeights = StreamingWeights.BFloat16)]
internal partial struct LstmBFloat128x256;

[Cell("lstm", Input = 64, Hidden = 128, Recompute = true)]
internal partial struct LstmRecompute64x128;
