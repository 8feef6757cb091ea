namespace RnnGen;

/// <summary>
/// What becomes of states that decay in a stream (<c>Step</c>, <c>Run</c>, pools) to numbers of which nothing is left: below 1e-38, with
/// which processors compute several times slower.
/// </summary>
public enum Denormals
{
    /// <summary>
    /// Elements between -1e-30 and 1e-30 (1e-300 for <see langword="double"/>) become zero every 64 steps, in states that feed themselves
    /// by a product. So a step in silence costs what any other does.
    /// </summary>
    Flush,

    /// <summary>They stay as the equations have them.</summary>
    Keep,
}
