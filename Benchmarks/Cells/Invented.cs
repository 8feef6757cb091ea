namespace RnnGen.Benchmarks.Cells;

[Cell(InPlace.Invented, Input = 16, Hidden = 64)]
internal partial struct Invented16x64;

[Cell(InPlace.Invented, Input = 64, Hidden = 128)]
internal partial struct Invented64x128;
