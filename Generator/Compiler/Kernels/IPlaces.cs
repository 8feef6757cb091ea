using RnnGen.Compiler.Kernels.Model;
using RnnGen.Compiler.Planning.Model;

namespace RnnGen.Compiler.Kernels;

/// <summary>How the equations of a stage reach memory.</summary>
internal interface IPlaces
{
    /// <summary>A value in memory.</summary>
    VectorExpression Load(Load load);

    /// <summary>Writes a value.</summary>
    Statement Store(Store store, VectorExpression value);

    /// <summary>Adds a value to a sum over rows.</summary>
    Statement Add(GradientSum sum, VectorExpression value);
}
