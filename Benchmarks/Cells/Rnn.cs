namespace RnnGen.Benchmarks.Cells;

[Cell("rnn", Input = 1, Hidden = 16)]
internal partial struct Rnn1x16;

[Cell("rnn", Input = 16, Hidden = 64)]
internal partial struct Rnn16x64;

[Cell("rnn", Input = 64, Hidden = 128)]
internal partial struct Rnn64x128;
