using System;
using System.Collections.Generic;
using RnnGen.Compiler.Ir;

namespace RnnGen.Compiler.Passes;

/// <summary>
/// The passes in the order in which they run; the verifier sees the result of each. Products are split before differentiation, so that
/// adjoints come out in terms of the small products; softmax is expanded after it, because its adjoint needs the result alone.
/// </summary>
public static class Pipeline
{
    private static readonly Pass[] Forward =
        [new FoldConstants(), new Simplify(), new CommonSubexpressions(), new SplitProducts(), new DeadCode()];

    private static readonly Pass[] Backward =
        [new FoldConstants(), new Simplify(), new CommonSubexpressions(), new SplitProducts(), new JoinPads(), new DeadCode()];

    /// <summary>Usual cells settle in three or four rounds; every function on the way computes the same.</summary>
    private const int MostRounds = 8;

    private static readonly CanonicalOrder Order = new();

    private static readonly ExpandSoftmax Lowering = new();

    internal static IReadOnlyList<Pass> All { get; } =
        [.. Backward, Order, Lowering];

    /// <summary>What happens to a step function before it is differentiated.</summary>
    public static StepFunction BeforeDifferentiation(StepFunction function)
    {
        Verifier.Verify(function);
        StepFunction? before = null;
        for (int i = 0; i < MostRounds && !ReferenceEquals(before, function); i++)
        {
            before = function;
            foreach (Pass pass in Forward) function = Run(pass, function, pass.Rewrite, Verifier.Verify);
        }
        return Run(Order, function, Order.Rewrite, Verifier.Verify);
    }

    /// <summary>What happens to the adjoint, and to the forward function in it, before the planner sees them.</summary>
    /// <param name="sizes">The names of extents in the texts of derived equations.</param>
    public static AdjointFunction AfterDifferentiation(AdjointFunction function, SizeNames? sizes = null)
    {
        Verifier.Verify(function);
        AdjointFunction? before = null;
        for (int i = 0; i < MostRounds && !ReferenceEquals(before, function); i++)
        {
            before = function;
            foreach (Pass pass in Backward) function = Run(pass, function, pass.Rewrite, Verifier.Verify);
        }
        function = Run(Lowering, function, Lower, Verifier.Verify);
        function = DerivedText.Describe(TemporaryNames.Renumber(function), sizes);
        if (function.Precomputation is { } precomputation)
        {
            AdjointFunction once = AfterDifferentiation(precomputation, sizes).Apart(function);
            function = function with { Precomputation = once, Forward = function.Forward with { Precomputation = once.Forward } };
        }
        Verifier.Verify(function);
        return function;
    }

    /// <summary>The step that streams take: of a function that went through all passes, without what is drawn in training.</summary>
    public static StepFunction Streamed(AdjointFunction function)
    {
        if (function.Forward.Noise.Count == 0) return function.Forward;
        IReadOnlyList<Value> reserved = Fragment.OfForward(function).Reserved;
        StepFunction step = ExpectNoise.In(function.Forward, Fragment.OfForward(function).NewBuilder());
        Verifier.Verify(step);
        Fragment fragment = Fragment.Of(step) with { Reserved = reserved };
        for (int i = 0; i < MostRounds; i++)
        {
            Fragment before = fragment;
            foreach (Pass pass in Forward) fragment = pass.Rewrite(fragment);
            if (ReferenceEquals(before, fragment)) break;
        }
        step = Order.Rewrite(fragment).Into(step);
        Verifier.Verify(step);
        return step;
    }

    private static AdjointFunction Lower(AdjointFunction function)
    {
        Fragment forward = Fragment.OfForward(function), expanded = Lowering.Rewrite(forward);
        return ReferenceEquals(forward, expanded) ? function : function with { Forward = expanded.Into(function.Forward) };
    }

    private static T Run<T>(Pass pass, T function, Func<T, T> rewrite, Action<T> verify)
        where T : class
    {
        T rewritten = rewrite(function);
        if (ReferenceEquals(rewritten, function)) return function;
        try
        {
            verify(rewritten);
            return rewritten;
        }
        catch (InvalidIrException wrong)
        {
            throw new InvalidIrException($"After the pass {pass.Name}: {wrong.Message}");
        }
    }
}
