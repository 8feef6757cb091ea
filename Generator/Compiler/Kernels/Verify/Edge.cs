using RnnGen.Compiler.Collections;

namespace RnnGen.Compiler.Kernels.Verify;

/// <summary>How far a kernel reaches behind one of its references, over all rounds of its loops.</summary>
/// <param name="Elements">The parameter.</param>
/// <param name="Bounds">
/// What the lowest element, or the first one beyond the highest, is certain to keep to: each of them. A symbol is the number of one of the
/// kernel's parameters, counted from 1.
/// </param>
/// <param name="What">The statement or expression that reaches so far.</param>
internal sealed record Edge(string Elements, EquatableArray<Polynomial> Bounds, bool IsEnd, object What);
