namespace RnnGen.Compiler.Diagnostics;

/// <summary>The rules about how parameters begin and change. 220 - 229.</summary>
public static partial class Rules
{
    public static readonly DiagnosticRule InitializerNotSquare = Error("RNN220", "Initialiser for square matrices",
        "'{0}' gives a matrix of as many rows as columns, but '{1}' is [{2}].");

    public static readonly DiagnosticRule WrongTable = Error("RNN221", "Wrong number of values",
        "'values' has {0} numbers, but '{1}' has {2} elements.");

    public static readonly DiagnosticRule WrongClip = Error("RNN222", "Wrong range of a parameter",
        "The range of '{0}' has no use: {1}.");
}
