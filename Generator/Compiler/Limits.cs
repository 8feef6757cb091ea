namespace RnnGen.Compiler;

/// <summary>How large a definition may be. Each limit has a diagnostic; the language reference states them.</summary>
public static class Limits
{
    /// <summary>Characters of a definition.</summary>
    public const int Text = 1 << 18;

    /// <summary>Letters of a name.</summary>
    public const int Name = 256;

    /// <summary>Sizes, constants, inputs, states, parameters and outputs: so many of each.</summary>
    public const int Declarations = 1000;

    /// <summary>Equal cells that follow each other in a stack.</summary>
    public const int Layers = 100;

    /// <summary>Requirements that sizes be equal.</summary>
    public const int Requirements = 100;

    /// <summary>The operations of a definition, each counted by the code that it takes (Binding/CodeSize.cs).</summary>
    public const int Operations = 9_000;

    /// <summary>Maps and lists inside each other in a definition.</summary>
    public const int YamlDepth = 16;

    /// <summary>Depth of an expression's tree; a sum of n terms is n - 1 deep.</summary>
    public const int ExpressionDepth = 200;

    /// <summary>Equations of one definition.</summary>
    public const int Equations = 1000;

    /// <summary>Repeats inside each other.</summary>
    public const int Repeats = 8;

    /// <summary>Equations of a definition, with those of all cells inside: arguments and outputs of these count too.</summary>
    public const int NetworkEquations = 3000;

    /// <summary>Terms in the normal form of one size expression.</summary>
    public const int SizeTerms = 64;

    /// <summary>The largest power in a size expression.</summary>
    public const int SizeDegree = 8;

    /// <summary>A size, and each extent of a shape.</summary>
    public const int Extent = 65_536;

    /// <summary>Elements of one tensor, and of all parameters together.</summary>
    public const int Elements = 1 << 28;

    /// <summary>A fixed number of time steps or of sequences in a batch.</summary>
    public const int FixedCount = 65_536;
}
