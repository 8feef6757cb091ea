namespace RnnGen;

/// <summary>Which forms of tanh, sigmoid and their like a cell computes with. <see cref="Numerics.Accuracy"/> states the bounds.</summary>
public enum Activations
{
    /// <summary>Accurate to a few units in the last place.</summary>
    Accurate,

    /// <summary>Faster, with a larger bound, which is absolute. The derivatives are the accurate ones at the fast values.</summary>
    Fast,

    /// <summary>
    /// Faster still: tanh, sigmoid, exp and softplus with bounds near 1e-4, as libraries for real-time audio have them. Derivatives are as
    /// in <see cref="Fast"/>.
    /// </summary>
    Approximate,
}
