namespace RnnGen.Compiler.Diagnostics;

/// <summary>The rules about the declaration in C#: the annotated type, the attribute's arguments, the spec file's place.</summary>
public static partial class Rules
{
    public static readonly DiagnosticRule NotPartialStruct = new("RNN001", "A cell is a partial struct",
        "'{0}' is a {1}, but a cell is a partial struct: write 'partial struct {0};'.", Severity.Error);

    public static readonly DiagnosticRule ContainerNotPartial = new("RNN002", "The types around a cell are partial",
        "'{0}' encloses the cell '{1}' and must be partial.", Severity.Error);

    public static readonly DiagnosticRule GenericType = new("RNN003", "A cell has no type parameters",
        "'{0}' has type parameters: a cell and the types around it have none.", Severity.Error);

    public static readonly DiagnosticRule FileNotFound = new("RNN005", "Missing definition file",
        "There is no '{0}' among the project's *.cell.yaml files, neither beside this file nor from the project's folder.{1}", Severity.Error);

    public static readonly DiagnosticRule WrongElement = new("RNN006", "Wrong element type",
        "A cell cannot compute with '{0}': Element is typeof(float) or typeof(double).", Severity.Error);

    public static readonly DiagnosticRule EmptyDefinition = new("RNN009", "Empty definition",
        "The definition is empty: name a cell of the zoo, name a '.cell.yaml' file, or write one in place.", Severity.Error);

    public static readonly DiagnosticRule SetTwice = new("RNN012", "Set twice",
        "The attributes set the {0} '{1}' twice.", Severity.Error);

    public static readonly DiagnosticRule LanguageTooOld = new("RNN013", "Version of C#",
        "The cell '{0}' needs C# 12 or later, and this project is compiled as C# {1}: raise LangVersion in the project file or leave it out.",
        Severity.Error);

    public static readonly DiagnosticRule InternalError = new("RNN099", "Internal error",
        "The compiler failed on the cell '{0}', which is a bug in it: {1}", Severity.Error);
}
