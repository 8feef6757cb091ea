namespace RnnGen;

/// <summary>What training may do with a parameter.</summary>
/// <param name="IsLearned">Whether it has a gradient and optimisers change it.</param>
/// <param name="Lowest">The lowest value that training leaves it.</param>
/// <param name="Highest">The highest value that training leaves it.</param>
public readonly record struct ParameterTraining(bool IsLearned, double Lowest, double Highest)
{
    /// <summary>Anything.</summary>
    public static ParameterTraining Free => new(true, double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Nothing: the parameter has no gradient, and optimisers leave it as it is.</summary>
    public static ParameterTraining Constant => new(false, double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Whether values are kept within bounds.</summary>
    public bool IsClipped => !double.IsInfinity(Lowest) || !double.IsInfinity(Highest);

    /// <summary>Anything from one value to another: what an optimiser takes beyond is put back to the nearer one.</summary>
    public static ParameterTraining Within(double lowest, double highest) => new(true, lowest, highest);
}
