namespace RnnGen;

/// <summary>How far the loops of a cell's code are written out.</summary>
public enum Unroll
{
    /// <summary>Where it was measured to pay: short products in <c>Step</c> and <c>Run</c>, few fixed time steps.</summary>
    Auto,

    /// <summary>
    /// As far as the size of the code allows: products and blocks of units in <c>Step</c> and <c>Run</c>, and fixed time steps. What
    /// would grow too large stays a loop, and a diagnostic (RNN016) says which.
    /// </summary>
    Full,

    /// <summary>Nowhere: the smallest code.</summary>
    Loops,
}
