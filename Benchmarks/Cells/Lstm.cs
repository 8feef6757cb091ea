namespace RnnGen.Benchmarks.Cells;

[Cell("lstm", Input = 3, Hidden = 5)]
internal partial struct Lstm3x5;

[Cell("lstm", Input = 1, Hidden = 8)]
internal partial struct Lstm1x8;

[Cell("lstm", Input = 1, Hidden = 16)]
internal partial struct Lstm1x16;

[Cell("lstm", Input = 1, Hidden = 32)]
internal partial struct Lstm1x32;

[Cell("lstm", Input = 16, Hidden = 64)]
internal partial struct Lstm16x64;

[Cell("lstm", Input = 32, Hidden = 64)]
internal partial struct Lstm32x64;

[Cell("lstm", Input = 64, Hidden = 128)]
internal partial struct Lstm64x128;

[Cell("lstm", Input = 128, Hidden = 256)]
internal partial struct Lstm128x256;

[Cell("lstm", Input = 256, Hidden = 512)]
internal partial struct Lstm256x512;
