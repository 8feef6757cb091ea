namespace RnnGen.Compiler.Diagnostics;

/// <summary>The rules about sizes. 150 - 169.</summary>
public static partial class Rules
{
    public static readonly DiagnosticRule UnknownSize = Error("RNN150", "Unknown size",
        "'{0}' is no size.{1}");

    public static readonly DiagnosticRule MissingSize = Error("RNN151", "Size without a value",
        "The size '{0}' has no value: {1}.");

    public static readonly DiagnosticRule SizeNotPositive = Error("RNN152", "Size not positive",
        "The size '{0}' is {1}; sizes are at least 1.");

    public static readonly DiagnosticRule SizeTooLarge = Error("RNN153", "Size too large",
        "The size '{0}' is {1}; sizes are at most {2}.");

    public static readonly DiagnosticRule CellTooLarge = Error("RNN154", "Cell too large",
        "{0} {1} elements; at most {2} are possible.");

    public static readonly DiagnosticRule UnknownSizeArgument = Error("RNN155", "Size that the cell does not have",
        "The cell has no size '{0}'.{1}");

    public static readonly DiagnosticRule InexactDivision = Error("RNN156", "Division of sizes with a remainder",
        "'{0}' is not a multiple of '{1}' whatever the sizes are: name the quotient as a size q and write require: [{0} = {1} * q].");

    public static readonly DiagnosticRule WrongRequirement = Error("RNN157", "Wrong requirement",
        "A requirement equates one size with an expression of other sizes, such as 'input = hidden'; '{0}' does not.");

    public static readonly DiagnosticRule RequirementFails = Error("RNN158", "Requirement not met",
        "The cell requires {0}, but {1}.");

    public static readonly DiagnosticRule SizeTooComplicated = Error("RNN159", "Size expression too complicated",
        "This expression of sizes has more than {0} terms or a power above {1}.");

    public static readonly DiagnosticRule WrongSizeValue = Error("RNN160", "Wrong value of a size",
        "'{0}' is no value of a size, which is a whole number.");

    public static readonly DiagnosticRule ExtentNotPositive = Error("RNN161", "Extent not positive",
        "{0} is {1} for {2}; extents are at least 1.");

    public static readonly DiagnosticRule ExtentTooLarge = Error("RNN162", "Extent too large",
        "{0} is {1} for {2}; extents are at most {3}.");
}
