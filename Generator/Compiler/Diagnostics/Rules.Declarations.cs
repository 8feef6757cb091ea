namespace RnnGen.Compiler.Diagnostics;

/// <summary>The rules about what a definition declares. 050 - 069.</summary>
public static partial class Rules
{
    public static readonly DiagnosticRule WrongName = Error("RNN050", "Wrong name",
        "'{0}' is no name: a letter or '_', then letters, digits and '_', all ASCII.");

    public static readonly DiagnosticRule DuplicateName = Error("RNN051", "Duplicate name",
        "'{0}' is already {1}.");

    public static readonly DiagnosticRule MemberClash = Error("RNN052", "Name of the generated code",
        "'{0}' is a member of the generated code: choose another name.");

    public static readonly DiagnosticRule DerivedClash = Error("RNN053", "Name taken by a generated one",
        "'{0}' is also the generated name of {1}: choose another name.");

    public static readonly DiagnosticRule WrongNumber = Error("RNN054", "Wrong number",
        "'{0}' is no number.");

    public static readonly DiagnosticRule UnknownInitializer = Error("RNN055", "Unknown initialiser",
        "There is no initialiser '{0}'.{1}");

    public static readonly DiagnosticRule WrongInitializer = Error("RNN056", "Wrong arguments of an initialiser",
        "'{0}' is wrong: {1}.");

    public static readonly DiagnosticRule InitializerShape = Error("RNN057", "Initialiser for matrices only",
        "'{0}' initialises matrices, but '{1}' is {2}.");

    public static readonly DiagnosticRule TooManyExtents = Error("RNN058", "Too many extents",
        "A shape has at most two extents: [] is a scalar, [n] a vector, [m, n] a matrix. A parameter alone may have three.");

    public static readonly DiagnosticRule NothingComputed = Error("RNN059", "Nothing to compute",
        "The definition has neither states nor outputs.");

    public static readonly DiagnosticRule MissingConstant = Error("RNN060", "Constant without a value",
        "The constant '{0}' has no value: give it one here or by [CellConstant(\"{0}\", …)].");

    public static readonly DiagnosticRule UnknownConstant = Error("RNN061", "Unknown constant",
        "The cell has no constant '{0}'.{1}");

    public static readonly DiagnosticRule ConstantNotFinite = Error("RNN062", "Constant that is not finite",
        "The constant '{0}' is {1}; it must be finite.");

    public static readonly DiagnosticRule ShapeForm = Error("RNN063", "Wrong form of a shape",
        "'{0}' is no shape: extents stand in brackets with commas between them, '[{1}]'.");
}
