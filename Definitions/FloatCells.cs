namespace RnnGen.Definitions;

// The zoo at the sizes of the reference runs, with the default element type.

[Cell("rnn-softmax", Input = 3, Hidden = 5, Output = 2)]
public partial struct RnnSoftmax;

[Cell("lstm-softmax", Input = 3, Hidden = 5, Output = 2)]
public partial struct LstmSoftmax;

[Cell("rnn", Input = 3, Hidden = 5)]
public partial struct Rnn;

[Cell("lstm", Input = 3, Hidden = 5)]
public partial struct Lstm;

[Cell("gru", Input = 3, Hidden = 5)]
public partial struct Gru;

[Cell("gru-reset-after", Input = 3, Hidden = 5)]
public partial struct GruResetAfter;

[Cell("lstm-peephole", Input = 3, Hidden = 5)]
public partial struct LstmPeephole;

[Cell("lstm-coupled", Input = 3, Hidden = 5)]
public partial struct LstmCoupled;

[Cell("lstm-projection", Input = 3, Hidden = 5)]
[CellSize("projection", 4)]
public partial struct LstmProjection;

[Cell("mgu", Input = 3, Hidden = 5)]
public partial struct Mgu;
