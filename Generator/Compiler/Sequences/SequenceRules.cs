namespace RnnGen.Compiler.Sequences;

/// <summary>
/// What the analysis cannot know: how much work is worth a loop of its own. Counted in multiply-adds of one step of one row.
/// </summary>
/// <param name="HoistedProducts">
/// Products that feed a loop, and that nothing of the loop leads to, leave it for the gap before it where they are at least so many.
/// </param>
/// <param name="ApartProducts">
/// Two recurrences have a loop each where the products on the way from the first to the second are at least so many. In one loop these
/// would be taken step by step.
/// </param>
/// <param name="OwnProducts">
/// And where each of the two has at least so many products of its own: weights that would drive each other out of the cache.
/// </param>
/// <param name="OneLoop">Everything runs step by step, and nothing is kept for many rows.</param>
public sealed record SequenceRules(long HoistedProducts, long ApartProducts, long OwnProducts = 0, bool OneLoop = false)
{
    /// <summary>As much as there is.</summary>
    public const long Never = long.MaxValue;
}
