namespace RnnGen.Definitions;

// The reference cells once more, defined in place.

[Cell(InPlaceText.RnnSoftmax, Input = 3, Hidden = 5, Output = 2)]
public partial struct RnnSoftmaxInPlace;

[Cell(InPlaceText.RnnSoftmax, Input = 3, Hidden = 5, Output = 2, Element = typeof(double))]
public partial struct RnnSoftmaxInPlaceDouble;

[Cell(InPlaceText.LstmSoftmax, Input = 3, Hidden = 5, Output = 2)]
public partial struct LstmSoftmaxInPlace;

[Cell(InPlaceText.LstmSoftmax, Input = 3, Hidden = 5, Output = 2, Element = typeof(double))]
public partial struct LstmSoftmaxInPlaceDouble;

[Cell(InPlaceText.LstmSoftmaxGates, Input = 3, Hidden = 5, Output = 2)]
public partial struct LstmSoftmaxGates;

[Cell(InPlaceText.LstmSoftmaxGates, Input = 3, Hidden = 5, Output = 2, Element = typeof(double))]
public partial struct LstmSoftmaxGatesDouble;
