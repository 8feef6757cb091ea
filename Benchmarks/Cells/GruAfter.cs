namespace RnnGen.Benchmarks.Cells;

[Cell("gru-reset-after", Input = 1, Hidden = 16)]
internal partial struct GruAfter1x16;

[Cell("gru-reset-after", Input = 16, Hidden = 64)]
internal partial struct GruAfter16x64;

[Cell("gru-reset-after", Input = 64, Hidden = 128)]
internal partial struct GruAfter64x128;
