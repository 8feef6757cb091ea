namespace RnnGen.Benchmarks.Cells;

[Cell(InPlace.LstmWithOutput, Input = 1, Hidden = 8)]
internal partial struct LstmSequence1x8;

[Cell(InPlace.LstmWithOutput, Input = 1, Hidden = 16)]
internal partial struct LstmSequence1x16;

[Cell(InPlace.LstmWithOutput, Input = 1, Hidden = 32)]
internal partial struct LstmSequence1x32;

[Cell(InPlace.LstmWithOutput, Input = 16, Hidden = 64)]
internal partial struct LstmSequence16x64;

[Cell(InPlace.LstmWithOutput, Input = 64, Hidden = 128)]
internal partial struct LstmSequence64x128;

[Cell(InPlace.LstmWithOutput, Input = 128, Hidden = 256)]
internal partial struct LstmSequence128x256;
