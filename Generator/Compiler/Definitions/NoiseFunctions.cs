namespace RnnGen.Compiler.Definitions;

/// <summary>The functions that draw random numbers in training. The last of their operands is a probability; one word may follow.</summary>
internal static class NoiseFunctions
{
    /// <summary>dropout(v, p): each element of v is zero with probability p, and else v / (1 - p).</summary>
    public const string Dropout = "dropout";

    /// <summary>zoneout(new, old, p): each element is that of old with probability p, and else that of new.</summary>
    public const string Zoneout = "zoneout";

    /// <summary>The word behind the operands that has numbers drawn once for a sequence, and not for each step.</summary>
    public const string Fixed = "fixed";

    /// <summary>Operands, the probability included; 0 where a function draws nothing.</summary>
    public static int Operands(string function) => function switch
    {
        Dropout => 2,
        Zoneout => 3,
        _ => 0,
    };
}
