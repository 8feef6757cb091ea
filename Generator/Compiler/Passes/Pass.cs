using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>A named rewrite that keeps what a function computes. It gives back the same instance where it finds nothing to do.</summary>
internal abstract class Pass
{
    public abstract string Name { get; }

    public abstract Fragment Rewrite(Fragment fragment);

    public StepFunction Rewrite(StepFunction function)
    {
        Fragment before = Fragment.Of(function), after = Rewrite(before);
        return ReferenceEquals(before, after) ? function : after.Into(function);
    }

    /// <summary>Rewrites the backward equations; the forward ones stay.</summary>
    public AdjointFunction Rewrite(AdjointFunction function)
    {
        Fragment before = Fragment.Of(function), after = Rewrite(before);
        return ReferenceEquals(before, after) ? function : after.Into(function);
    }
}
