using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Planning.Model;

/// <summary>One contribution of a time step to the gradient of a parameter.</summary>
internal abstract record GradientTerm(int Parameter)
{
    /// <summary>parameter[Offset ..] += value, in the parameter's row-major order.</summary>
    internal sealed record Elementwise(int Parameter, Value Value, int Offset) : GradientTerm(Parameter);

    /// <summary>part[i, j] += left[i] * right[j], where the part is a submatrix of the parameter.</summary>
    internal sealed record OuterProduct(Value Left, Value Right, Submatrix Weights) : GradientTerm(Weights.Parameter);
}
