namespace RnnGen.Compiler.Definitions;

/// <summary>The functions whose last arguments are expressions of sizes.</summary>
internal static class SizedFunctions
{
    /// <summary>groupnorm(v, n): v is normalised in n equal parts.</summary>
    public const string GroupNorm = "groupnorm";

    /// <summary>part(v, k, n): the k-th of n equal parts of v, counted from 0.</summary>
    public const string Part = "part";

    /// <summary>How many of the arguments are sizes; 0 where none is.</summary>
    public static int Sizes(string function) => function switch
    {
        GroupNorm => 1,
        Part => 2,
        _ => 0,
    };
}
