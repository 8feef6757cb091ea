using RnnGen.Compiler.Planning;

namespace RnnGen.Compiler.Emit;

/// <summary>How the equations of a stage reach memory.</summary>
internal interface IPlaces
{
    /// <summary>The expression of a value in memory.</summary>
    string Load(Load load);

    /// <summary>The statement that writes a value.</summary>
    string Store(Location location, string value);

    /// <summary>The statement that adds a value to a sum over rows.</summary>
    string Add(GradientSum sum, string value);
}
