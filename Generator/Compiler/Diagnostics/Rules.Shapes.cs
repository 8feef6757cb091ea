namespace RnnGen.Compiler.Diagnostics;

/// <summary>The rules about shapes. 130 - 139, 210 - 219.</summary>
public static partial class Rules
{
    public static readonly DiagnosticRule ShapeMismatch = Error("RNN130", "Shapes differ",
        "'{0}' needs operands of one shape, but '{1}' is {2}{3} and '{4}' is {5}{6}{7}.");

    public static readonly DiagnosticRule ProductMismatch = Error("RNN131", "Shapes do not fit a product",
        "'@' cannot multiply '{0}', which is {1}{2}, by '{3}', which is {4}{5}: {6}.");

    public static readonly DiagnosticRule WrongOperand = Error("RNN132", "Wrong operand",
        "'{0}' needs {1}, but '{2}' is {3}{4}.");

    public static readonly DiagnosticRule JoinMismatch = Error("RNN133", "Shapes cannot be joined",
        "'{0}', which is {1}{2}, cannot be joined to '{3}', which is {4}{5}: {6}.");

    public static readonly DiagnosticRule AssignedShape = Error("RNN134", "Wrong shape for a state",
        "{0} is {1}, but {2} {3}.");

    public static readonly DiagnosticRule UndeterminedShape = Error("RNN135", "Undetermined shape",
        "The shape of '{0}' is not determined{1}: declare it under parameters{2}.");

    public static readonly DiagnosticRule WrongSplit = Error("RNN136", "Wrong split",
        "{0}.");

    public static readonly DiagnosticRule OutOfRange = Error("RNN137", "Slice out of range",
        "{0} of '{1}' is {2}, but {3}.");

    public static readonly DiagnosticRule ProductOfElements = Error("RNN138", "Product of elements instead of matrices",
        "'*' multiplies element by element, {0}: the product of matrices and vectors is \"{1}\".");

    public static readonly DiagnosticRule ProductOfVectors = Error("RNN139", "Product of vectors instead of elements",
        "'@' of two vectors is one number: element by element the product is \"{0} * {1}\".");

    public static readonly DiagnosticRule OpenExtent = Error("RNN210", "Number of rows or columns that follows from nothing",
        "How many {0} '{1}' has follows from nothing: it meets no matrix whose shape is known.");

    public static readonly DiagnosticRule ExponentNotKnown = Error("RNN211", "Exponent that is no number",
        "The exponent '{0}' of 'pow' must be a number or a constant; a power that is computed is written 'exp(p * log(x))'.");

    public static readonly DiagnosticRule UnequalParts = Error("RNN212", "Parts that are not equal",
        "'{0}', which is {1}, cannot be divided into {2} equal parts whatever the sizes are: write it as '{2} * n', or require that.");
}
