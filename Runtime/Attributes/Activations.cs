namespace RnnGen;

/// <summary>Which forms of tanh and sigmoid a cell computes with. <see cref="Numerics.Accuracy"/> states the bounds of both.</summary>
public enum Activations
{
    /// <summary>Accurate to a few units in the last place.</summary>
    Accurate,

    /// <summary>Faster, with a larger bound, which is absolute. The derivatives are the accurate ones at the fast values.</summary>
    Fast,
}
