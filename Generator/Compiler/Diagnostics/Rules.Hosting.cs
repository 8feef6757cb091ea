namespace RnnGen.Compiler.Diagnostics;

/// <summary>
/// The rules about the declaration: the annotated type, the attribute's arguments, the spec file's place, options.
/// 001 - 019, 099, 140 - 145.
/// </summary>
public static partial class Rules
{
    public static readonly DiagnosticRule NotPartialStruct = Error("RNN001", "A cell is a partial struct",
        "'{0}' is a {1}, but a cell is a partial struct: write 'partial struct {0};'.");

    public static readonly DiagnosticRule ContainerNotPartial = Error("RNN002", "The types around a cell are partial",
        "'{0}' encloses the cell '{1}' and must be partial.");

    public static readonly DiagnosticRule GenericType = Error("RNN003", "A cell has no type parameters",
        "'{0}' has type parameters: a cell and the types around it have none.");

    public static readonly DiagnosticRule UnknownZooCell = Error("RNN004", "Unknown cell",
        "There is no cell '{0}' in the zoo.{1} A file's name ends in '.cell.yaml', a definition in place has a line break.");

    public static readonly DiagnosticRule FileNotFound = Error("RNN005", "Missing definition file",
        "There is no '{0}' among the project's *.cell.yaml files, neither beside this file nor from the project's folder.{1}");

    public static readonly DiagnosticRule WrongElement = Error("RNN006", "Wrong element type",
        "A cell cannot compute with '{0}': Element is typeof(float) or typeof(double).");

    public static readonly DiagnosticRule WrongFixedCount = Error("RNN007", "Wrong fixed number of time steps or sequences",
        "{0} = {1} fixes the number of {2}, which is from 1 to {3}; leave it out to choose at run time.");

    public static readonly DiagnosticRule DuplicateClass = Error("RNN008", "Class generated twice",
        "'{0}' is already the class of {1}.");

    public static readonly DiagnosticRule EmptyDefinition = Error("RNN009", "Empty definition",
        "The definition is empty: name a cell of the zoo, name a '.cell.yaml' file, or write one in place.");

    public static readonly DiagnosticRule WrongClassName = Error("RNN010", "Wrong class name",
        "'{0}' is no name of a C# type: write it with its namespace, such as 'Acme.Wake'.");

    public static readonly DiagnosticRule WrongAccess = Error("RNN011", "Wrong access",
        "'{0}' is no access of a class: it is 'public' or 'internal'.");

    public static readonly DiagnosticRule SetTwice = Error("RNN012", "Set twice",
        "The attributes set the {0} '{1}' twice.");

    public static readonly DiagnosticRule LanguageTooOld = Error("RNN013", "Version of C#",
        "The cell '{0}' needs C# 12 or later, and this project is compiled as C# {1}: raise LangVersion in the project file "
        + "or leave it out.");

    public static readonly DiagnosticRule WrongOption = Error("RNN014", "Wrong value of an option",
        "{1} cannot be '{0}': it is {2}.");

    public static readonly DiagnosticRule BFloat16NeedsFloat = Error("RNN015", "bfloat16 weights of a cell of double",
        "Streaming weights in bfloat16 need a cell of float, and this one computes with double: leave out one of the two.");

    public static readonly DiagnosticRule NotUnrolled = Info("RNN016", "Too large to unroll",
        "Unrolling {0} completely takes {1} {2}, and the budget is {3}: it stays a loop.");

    public static readonly DiagnosticRule UnoptimizedBuild = Warning("RNN018", "Build without optimisation",
        "This build does not optimise, as Debug builds do not, and cells run 10 to 80 times slower: {0}.");

    public static readonly DiagnosticRule NamedLikeMember = Error("RNN140", "Cell named like one of its members",
        "A cell cannot be called '{0}': each has a member of that name, and C# allows no type a member of its own name. "
        + "Choose another name.");

    public static readonly DiagnosticRule MemberTaken = Error("RNN141", "Member that a cell has already",
        "'{0}' is a member that is generated for the cell '{1}': give yours another name.");

    public static readonly DiagnosticRule InternalError = Error("RNN099", "Internal error",
        "The compiler failed on the cell '{0}', which is a bug in it: {1}");
}
