namespace RnnGen.Definitions;

// Cells that fix the number of time steps and of sequences too: every trip count is a constant.

[Cell("rnn-softmax", Input = 3, Hidden = 5, Output = 2, TimeSteps = 4, Batch = 10)]
public partial struct RnnSoftmaxFixed;

[Cell("rnn-softmax", Input = 3, Hidden = 5, Output = 2, TimeSteps = 4, Batch = 10, Element = typeof(double))]
public partial struct RnnSoftmaxFixedDouble;

[Cell("lstm-softmax", Input = 3, Hidden = 5, Output = 2, TimeSteps = 4, Batch = 10)]
public partial struct LstmSoftmaxFixed;

[Cell("lstm-softmax", Input = 3, Hidden = 5, Output = 2, TimeSteps = 4, Batch = 10, Element = typeof(double))]
public partial struct LstmSoftmaxFixedDouble;
