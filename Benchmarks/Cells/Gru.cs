namespace RnnGen.Benchmarks.Cells;

[Cell("gru", Input = 16, Hidden = 64)]
internal partial struct Gru16x64;

[Cell("gru", Input = 64, Hidden = 128)]
internal partial struct Gru64x128;
