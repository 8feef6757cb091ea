namespace RnnGen;

/// <summary>What <see cref="GradientCheck"/> says of one tensor.</summary>
public enum GradientVerdict
{
    /// <summary>The derivatives agree with central differences.</summary>
    Correct,

    /// <summary>A derivative does not.</summary>
    Wrong,

    /// <summary>A derivative or a difference is NaN or infinite.</summary>
    NotFinite,

    /// <summary>The gradients of a parameter were not added to what was there.</summary>
    NotAdded,

    /// <summary>Every element is at a kink.</summary>
    Unchecked,
}
