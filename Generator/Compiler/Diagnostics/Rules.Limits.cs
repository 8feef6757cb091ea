namespace RnnGen.Compiler.Diagnostics;

/// <summary>The rules about how large a definition may be. 090 - 098.</summary>
public static partial class Rules
{
    public static readonly DiagnosticRule TooManyOperations = Error("RNN090", "Too many operations",
        "Up to here the operations of this definition count {0}, and {1} are allowed ('@' counts {2}, 'tanh' {3}): split the cell in two.");

    public static readonly DiagnosticRule NameTooLong = Error("RNN091", "Name too long",
        "This name has {0} letters, and a name has at most {1}.");

    public static readonly DiagnosticRule TextTooLong = Error("RNN092", "Definition too long",
        "A definition has at most {1} characters, and this one has {0}: split the cell in two, or take comments out.");

    public static readonly DiagnosticRule TooManyDeclarations = Error("RNN093", "Too many declarations",
        "There are {0} {1}, and a definition has at most {2}.");
}
