namespace RnnGen.Tool;

/// <summary>What a call ends with.</summary>
internal static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Fine = 0;

    /// <summary>The input has mistakes, which were reported.</summary>
    public const int Mistakes = 1;

    /// <summary>The call itself is wrong: an option, a name, a file that is not there.</summary>
    public const int WrongUsage = 2;
}
