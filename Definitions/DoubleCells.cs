namespace RnnGen.Definitions;

// The zoo at the sizes of the reference runs, in double precision.

[Cell("rnn-softmax", Input = 3, Hidden = 5, Output = 2, Element = typeof(double))]
public partial struct RnnSoftmaxDouble;

[Cell("lstm-softmax", Input = 3, Hidden = 5, Output = 2, Element = typeof(double))]
public partial struct LstmSoftmaxDouble;

[Cell("rnn", Input = 3, Hidden = 5, Element = typeof(double))]
public partial struct RnnDouble;

[Cell("lstm", Input = 3, Hidden = 5, Element = typeof(double))]
public partial struct LstmDouble;

[Cell("gru", Input = 3, Hidden = 5, Element = typeof(double))]
public partial struct GruDouble;

[Cell("gru-reset-after", Input = 3, Hidden = 5, Element = typeof(double))]
public partial struct GruResetAfterDouble;

[Cell("lstm-peephole", Input = 3, Hidden = 5, Element = typeof(double))]
public partial struct LstmPeepholeDouble;

[Cell("lstm-coupled", Input = 3, Hidden = 5, Element = typeof(double))]
public partial struct LstmCoupledDouble;

[Cell("lstm-projection", Input = 3, Hidden = 5, Element = typeof(double))]
[CellSize("projection", 4)]
public partial struct LstmProjectionDouble;

[Cell("mgu", Input = 3, Hidden = 5, Element = typeof(double))]
public partial struct MguDouble;
